import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { recordOf } from '../../../functions/store/issuing.ts';
import { fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { codeHash, makeCode } from '../../../shared/protocol/code.ts';
import { answered, makeCounty, OFFICE, refusedAs, START_MS, withEngine } from './county.ts';
import { armedMeeting, putInState, random, readyToFreeze, SESSION } from './prepared-meeting.ts';

withEngine();

describe('drawing a token', () => {
  test('a live code gets the blind signature of its message under the token key, for one read and one write unit', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county } = meeting;
    const blinded = meeting.newBlinded();
    answered(await meeting.draw(meeting.codeOf(1)));
    county.capacity.length = 0;

    const { blindSignature } = answered(await meeting.draw(meeting.codeOf(2), blinded));

    const { tokenKey } = answered(await county.call('makeKeys', { session: SESSION }, OFFICE));
    const key = createPublicKey({ key: Buffer.from(tokenKey, 'base64url'), format: 'der', type: 'spki' });
    const signed = fromB64u(blindSignature) ?? new Uint8Array();
    expect(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, signed)).toEqual(Buffer.from(blinded));
    const drawing = county.capacity.filter((each) => each.function === 'draw');
    expect(drawing).toEqual([
      { function: 'draw', table: county.tables.registry, units: 1 },
      { function: 'draw', table: county.tables.registry, units: 1 },
    ]);
  });

  test('one read and one write unit suffice under the longest session id too', async () => {
    const county = await makeCounty();
    const session = 's'.repeat(64);
    const hash = await codeHash(session, makeCode(random));
    await county.all.registry.issuing.change(session, 999_999, (standing) => ({
      kind: 'change',
      standing: { ...recordOf(standing), codeHash: hash },
      answer: null,
    }));
    const { issuing } = county.of('draw').registry;

    expect(await issuing.draw(session, hash, { blinded: random(256), blindSignature: random(256) })).toBe(true);
    expect(await issuing.readCode(session, hash)).toMatchObject({ state: 'drawn', delegate: 999_999 });
    expect(county.capacity.map(({ units }) => units)).toEqual([1, 1]);
  });

  test('a mistyped case, hyphens and O for 0 still find the card', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const code = meeting.codeOf(1);
    const typed = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)}`.toLowerCase().replaceAll('0', 'o');
    expect(refusedAs(await meeting.draw(typed))).toBe('200');
  });

  test('the same message again gets the same answer, and nothing is written', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const blinded = meeting.newBlinded();
    const first = answered(await meeting.draw(meeting.codeOf(1), blinded));
    const before = await meeting.county.snapshot();

    expect(answered(await meeting.draw(meeting.codeOf(1), blinded))).toEqual(first);
    expect(await meeting.county.snapshot()).toEqual(before);
  });

  test('a code drawn twice with another message is refused, and the first answer stays', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const blinded = meeting.newBlinded();
    const first = answered(await meeting.draw(meeting.codeOf(1), blinded));
    const before = await meeting.county.snapshot();

    expect(refusedAs(await meeting.draw(meeting.codeOf(1)))).toBe('409 code-used');
    expect(await meeting.county.snapshot()).toEqual(before);
    expect(answered(await meeting.draw(meeting.codeOf(1), blinded))).toEqual(first);
  });

  test('of many phones that draw with one code at once, exactly one wins', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => meeting.draw(meeting.codeOf(1))));
    expect(outcomes.map(refusedAs).sort()).toEqual(['200', ...Array.from({ length: 11 }, () => '409 code-used')]);
    const figures = answered(await meeting.county.call('getTurnout', { session: SESSION }));
    expect(figures).toEqual({ delegates: 33, drawn: 1, reissued: 0, papersIssued: 0, papersReissued: 0 });
  });

  test('one message sent many times at once is answered alike each time', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const blinded = meeting.newBlinded();
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => meeting.draw(meeting.codeOf(1), blinded)));
    expect(new Set(outcomes.map((outcome) => answered(outcome).blindSignature)).size).toBe(1);
  });

  test('what cannot be drawn is refused by name, and nothing is written', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county, modulus } = meeting;
    const code = meeting.codeOf(1);
    const before = await county.snapshot();
    const ask = async (change: object) =>
      refusedAs(
        await county.call('checkIn', { session: SESSION, code, blinded: toB64u(meeting.newBlinded()), ...change }),
      );

    expect(await ask({ code: makeCode(random) })).toBe('404 code-unknown');
    expect(await ask({ code: 'U'.repeat(16) })).toBe('404 code-unknown');
    expect(await ask({ session: 'tuanfeng-2008-chengguan' })).toBe('404 session-unknown');
    expect(await ask({ blinded: toB64u(modulus) })).toBe('400 blinded-invalid');
    expect(await ask({ blinded: toB64u(new Uint8Array(256).fill(255)) })).toBe('400 blinded-invalid');
    // A character that holds bits beyond the 256 bytes.
    expect(await ask({ blinded: `${toB64u(meeting.newBlinded()).slice(0, -1)}B` })).toBe('400 blinded-invalid');
    expect(await ask({ blinded: toB64u(new Uint8Array(255)) })).toBe('400 request-invalid');
    expect(await county.snapshot()).toEqual(before);
  });

  test('drawing opens with the arming and ends with the closing time', async () => {
    const county = await makeCounty();
    const { codes } = await readyToFreeze(county);
    const [first = '', second = '', third = ''] = codes.values();
    const blinded = () => toB64u(new Uint8Array(256).fill(1));
    const draw = async (code: string) =>
      refusedAs(await county.call('checkIn', { session: SESSION, code, blinded: blinded() }));
    expect(await draw(first)).toBe('409 check-in-closed');

    await putInState(county, 'armed');
    county.clock.nowMs += 5_000;
    expect(await draw(first)).toBe('200');

    await putInState(county, 'closing', county.clock.nowMs + 10_000);
    county.clock.nowMs += 9_999;
    expect(await draw(second)).toBe('200');
    county.clock.nowMs += 1;
    expect(await draw(third)).toBe('409 check-in-closed');
  });

  test('while the voting is open the state is read anew after five seconds, and not before', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county } = meeting;
    await putInState(county, 'voting');
    expect(refusedAs(await meeting.draw(meeting.codeOf(1)))).toBe('200');
    await county.call('voidMeeting', { session: SESSION, reason: '停电，改期举行' }, OFFICE);
    county.clock.nowMs += 4_999;
    expect(refusedAs(await meeting.draw(meeting.codeOf(2)))).toBe('200');
    county.clock.nowMs += 1;
    expect(refusedAs(await meeting.draw(meeting.codeOf(3)))).toBe('409 check-in-closed');
  });

  test('before the voting, where a teller may enrol again, no code is spent on a meeting that is a second old', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county } = meeting;
    expect(refusedAs(await meeting.draw(meeting.codeOf(1)))).toBe('200');
    await putInState(county, 'prepared');
    county.clock.nowMs += 1_000;
    const before = await county.snapshot();
    expect(refusedAs(await meeting.draw(meeting.codeOf(2)))).toBe('409 check-in-closed');
    expect(await county.snapshot()).toEqual(before);
  });

  test('before the voting, the draws of one second read the meeting once', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county } = meeting;
    const { tables } = county;
    county.capacity.length = 0;
    for (let number = 1; number <= 10; number += 1) {
      answered(await meeting.draw(meeting.codeOf(number)));
      county.clock.nowMs += 99;
    }
    const unitsOf = (table: string) =>
      county.capacity.filter((each) => each.table === table).reduce((sum, { units }) => sum + units, 0);
    // The token key is read once in a process, beside the head.
    expect([unitsOf(tables.meetings), unitsOf(tables.registry)]).toEqual([2, 20]);
  });

  test('no item about a code holds a time', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county } = meeting;
    county.clock.nowMs = START_MS + 1_234_567;
    const year = String(county.clock.nowMs).slice(0, 7);
    answered(await meeting.draw(meeting.codeOf(1)));
    const items = (await county.items())
      .filter(({ pk, sk }) => /^CODES#/.test(String(pk)) || /^STANDING#/.test(String(sk)))
      .map((item) => JSON.stringify(item));
    expect(items.length).toBe(66);
    for (const item of items) expect(item).not.toMatch(new RegExp(`${year}|Ms"|At"`));
  });

  test('a fault leaves neither code nor reference in the log', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const failing = {
      keyWrap: {
        wrap: () => Promise.reject(new Error(meeting.codeOf(1))),
        unwrap: () => Promise.reject(new Error(meeting.codeOf(1))),
      },
    };
    const before = await meeting.county.snapshot();
    expect(refusedAs(await meeting.draw(meeting.codeOf(1), meeting.newBlinded(), { deps: failing }))).toBe(
      '500 unexpected',
    );
    expect(JSON.stringify(meeting.county.logged)).not.toContain(meeting.codeOf(1));
    expect(meeting.county.logged.map(({ reference }) => reference)).toEqual(['checkIn']);
    expect(await meeting.county.snapshot()).toEqual(before);
  });
});
