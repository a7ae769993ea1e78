import { describe, expect, test } from 'vitest';
import { recordOf } from '../../../functions/store/issuing.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { codeHash, makeCode } from '../../../shared/protocol/code.ts';
import { manifestHash } from '../../../shared/protocol/manifest.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { publicTellerKeys } from '../../../shared/protocol/teller-keys.ts';
import { answered, type County, makeCounty, OFFICE, refusedAs, staffOf, withEngine } from './county.ts';
import {
  agreeOnList,
  armedMeeting,
  enrolTellers,
  idOf,
  importUnits,
  makeTellers,
  putInState,
  ROUND,
  random,
  readyToFreeze,
  registerAllCards,
  SESSION,
} from './prepared-meeting.ts';

withEngine();

const newHash = () => codeHash(SESSION, makeCode(random));
const register = (county: County, ...cards: { delegate: string; codeHash: string }[]) =>
  county.call('registerCards', { session: SESSION, cards }, OFFICE);
const importAgreed = async (county: County) => {
  answered(await importUnits(county));
  await agreeOnList(county);
};
const stateOf = async (county: County, hash: string) =>
  (await county.all.registry.issuing.readCode(SESSION, hash))?.state ?? 'none';

describe('registering voting cards', () => {
  test('printing again makes the new code live and the old one dead', async () => {
    const county = await makeCounty();
    await importAgreed(county);
    const [first, second] = [await newHash(), await newHash()];
    answered(await register(county, { delegate: 'd-001', codeHash: first }));
    answered(await register(county, { delegate: 'd-001', codeHash: second }));
    expect([await stateOf(county, first), await stateOf(county, second)]).toEqual(['dead', 'live']);
    const { delegates } = answered(await county.call('listDelegates', { session: SESSION, page: 0 }, OFFICE));
    expect(delegates.slice(0, 2).map(({ card }) => card)).toEqual(['replaceable', 'none']);
  });

  test('a request whose answer was lost can be sent again: the codes stay as they are', async () => {
    const county = await makeCounty();
    await importAgreed(county);
    const cards = [
      { delegate: 'd-001', codeHash: await newHash() },
      { delegate: 'd-002', codeHash: await newHash() },
    ];
    answered(await register(county, ...cards));
    const lists = async () => (await county.snapshot()).filter((line) => !line.startsWith('AUDIT'));
    const before = await lists();
    expect(answered(await register(county, ...cards))).toEqual({ registered: 2 });
    expect(await lists()).toEqual(before);
  });

  test('the round tells how many there are: before any, of a part, of all, and after a request that broke off', async () => {
    const county = await makeCounty();
    await importAgreed(county);
    const told = async () => {
      const { units } = answered(await county.call('getRound', { round: ROUND }, OFFICE));
      return units.map(({ cards, missing }) => [cards, missing.includes('cards')]);
    };
    expect(await told()).toEqual([[0, true]]);
    answered(await register(county, { delegate: 'd-001', codeHash: await newHash() }));
    expect(await told()).toEqual([[1, true]]);
    // A process that ended between a card and its note.
    const { issuing } = county.all.registry;
    const codeHash = await newHash();
    await issuing.change(SESSION, 2, (standing) => ({
      kind: 'change',
      standing: { ...recordOf(standing), codeHash },
      answer: null,
    }));
    expect(await told()).toEqual([[2, true]]);
    await registerAllCards(county);
    expect(await told()).toEqual([[33, false]]);
  });

  test('an interrupted registration goes on where it stopped', async () => {
    const county = await makeCounty();
    await importAgreed(county);
    const cards = await Promise.all([1, 2, 3].map(async (n) => ({ delegate: idOf(n), codeHash: await newHash() })));
    answered(await register(county, ...cards.slice(0, 2)));
    answered(await register(county, ...cards));
    expect(await Promise.all(cards.map((card) => stateOf(county, card.codeHash)))).toEqual(['live', 'live', 'live']);
  });

  test('two offices that print a card for one delegate at once leave one live code', async () => {
    const county = await makeCounty();
    await importAgreed(county);
    const hashes = await Promise.all(Array.from({ length: 5 }, newHash));
    const outcomes = await Promise.all(hashes.map((hash) => register(county, { delegate: 'd-001', codeHash: hash })));
    expect(outcomes.map(refusedAs)).toEqual(hashes.map(() => '200'));
    const states = await Promise.all(hashes.map((hash) => stateOf(county, hash)));
    expect(states.sort()).toEqual(['dead', 'dead', 'dead', 'dead', 'live']);
  });

  test('what stands against one card refuses them all, and nothing is written', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county } = meeting;
    answered(await meeting.draw(meeting.codeOf(1)));
    answered(await meeting.by('discipline', 'issuePaper', { delegate: 'd-002' }));
    const used = await codeHash(SESSION, meeting.codeOf(3));
    const fresh = await newHash();
    expect(refusedAs(await register(county, { delegate: 'd-004', codeHash: fresh }))).toBe('409 state-wrong');
    // A teller who enrols again brings the meeting back to the preparation.
    await county.all.meetings.change(SESSION, (read) => ({
      kind: 'change',
      meeting: { ...read, state: 'prepared' },
      answer: null,
    }));
    const before = await county.snapshot();
    const refusals = [
      [
        { delegate: 'd-004', codeHash: fresh },
        { delegate: 'd-001', codeHash: await newHash() },
      ],
      [
        { delegate: 'd-004', codeHash: fresh },
        { delegate: 'd-002', codeHash: await newHash() },
      ],
      [
        { delegate: 'd-004', codeHash: fresh },
        { delegate: 'd-034', codeHash: await newHash() },
      ],
      [
        { delegate: 'd-004', codeHash: fresh },
        { delegate: 'd-005', codeHash: used },
      ],
      [
        { delegate: 'd-004', codeHash: fresh },
        { delegate: 'd-005', codeHash: fresh },
      ],
      [
        { delegate: 'd-004', codeHash: fresh },
        { delegate: 'd-004', codeHash: await newHash() },
      ],
    ];
    const outcomes = [];
    for (const cards of refusals) outcomes.push(refusedAs(await register(county, ...cards)));
    expect(outcomes).toEqual([
      '409 card-not-replaceable',
      '409 card-not-replaceable',
      '404 delegate-unknown',
      '400 request-invalid',
      '400 request-invalid',
      '400 request-invalid',
    ]);
    expect(await county.snapshot()).toEqual(before);
  });

  test('no unit role can register one', async () => {
    const county = await makeCounty();
    await importAgreed(county);
    const before = await county.snapshot();
    for (const role of ['unit-clerk', 'discipline-commission', 'county-leader', 'auditor'] as const) {
      const cards = [{ delegate: 'd-001', codeHash: await newHash() }];
      const staff = staffOf(role, 'huilongshan');
      expect(refusedAs(await county.call('registerCards', { session: SESSION, cards }, { staff }))).toBe(
        '403 role-not-allowed',
      );
    }
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('making the keys of a session', () => {
  test('asked again it answers the same public keys; the private ones unwrap for their own purpose only', async () => {
    const county = await makeCounty();
    await importAgreed(county);
    const first = answered(await county.call('makeKeys', { session: SESSION }, OFFICE));
    const before = await county.snapshot();
    expect(answered(await county.call('makeKeys', { session: SESSION }, OFFICE))).toEqual(first);
    expect(await county.snapshot()).toEqual(before);

    const { meetings, keyWrap } = county.all;
    const token = await meetings.getKey(SESSION, 'token');
    const wrapped = token?.wrapped ?? new Uint8Array();
    const pkcs8 = new Uint8Array(await keyWrap.unwrap('token', SESSION, wrapped));
    const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']);
    expect(key.algorithm).toMatchObject({ modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) });
    await expect(keyWrap.unwrap('box', SESSION, wrapped)).rejects.toThrow('unable to authenticate data');
    await expect(keyWrap.unwrap('token', 'tuanfeng-2008-chengguan', wrapped)).rejects.toThrow(
      'unable to authenticate data',
    );
  });

  test('of many who press at once all get the one pair that is kept', async () => {
    const county = await makeCounty();
    await importAgreed(county);
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => county.call('makeKeys', { session: SESSION }, OFFICE)),
    );
    const token = await county.all.meetings.getKey(SESSION, 'token');
    const box = await county.all.meetings.getKey(SESSION, 'box');
    for (const outcome of outcomes)
      expect(answered(outcome)).toEqual({
        tokenKey: toB64u(token?.publicKey ?? new Uint8Array()),
        boxKey: toB64u(box?.publicKey ?? new Uint8Array()),
      });
  });

  test('a session that does not exist or was voided gets no keys', async () => {
    const county = await makeCounty();
    expect(refusedAs(await county.call('makeKeys', { session: SESSION }, OFFICE))).toBe('404 session-unknown');
    await importAgreed(county);
    answered(await county.call('voidMeeting', { session: SESSION, reason: '改期' }, OFFICE));
    const before = await county.snapshot();
    expect(refusedAs(await county.call('makeKeys', { session: SESSION }, OFFICE))).toBe('409 state-wrong');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('issuing an enrolment', () => {
  const hash = (digit: string) => digit.repeat(64);

  test('the last secret issued counts, and the commission issues that of its own teller only', async () => {
    const county = await makeCounty();
    await importAgreed(county);
    const commission = { staff: staffOf('discipline-commission') };
    const issue = (slot: 'discipline' | 'delegates', secretHash: string, as = OFFICE) =>
      county.call('issueEnrolment', { session: SESSION, slot, secretHash }, as);
    answered(await issue('discipline', hash('a'), commission));
    answered(await issue('delegates', hash('b')));
    answered(await issue('delegates', hash('c')));
    const before = await county.snapshot();
    answered(await issue('delegates', hash('c')));
    expect(refusedAs(await issue('delegates', hash('d'), commission))).toBe('403 role-not-allowed');
    expect(await county.snapshot()).toEqual(before);
    const meeting = await county.all.meetings.read(SESSION);
    expect(SLOTS.map((slot) => meeting?.tellers[slot].enrolmentHash)).toEqual([hash('a'), hash('c'), null]);
  });

  test('it ends with the opening of the voting', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county } = meeting;
    const request = { session: SESSION, slot: 'inspection', secretHash: hash('e') } as const;
    expect(refusedAs(await county.call('issueEnrolment', request, OFFICE))).toBe('200');
    await putInState(county, 'voting');
    const before = await county.snapshot();
    expect(refusedAs(await county.call('issueEnrolment', { ...request, secretHash: hash('f') }, OFFICE))).toBe(
      '409 state-wrong',
    );
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('the freeze', () => {
  const freeze = (county: County, language?: string) =>
    county.call('freeze', { session: SESSION }, { ...OFFICE, ...(language === undefined ? {} : { language }) });

  test('makes the manifest from the lists, the keys and the tellers', async () => {
    const county = await makeCounty();
    const { tellers, keys } = await readyToFreeze(county);
    const frozen = answered(await freeze(county));
    const manifest = await county.all.meetings.getManifest(SESSION, frozen.manifestHash);
    if (manifest === undefined) throw new Error('no manifest');
    expect(Buffer.from(await manifestHash(manifest)).toString('hex')).toBe(frozen.manifestHash);
    expect(manifest).toMatchObject({
      county: 'tuanfeng',
      session: SESSION,
      unit: '回龙山工商所',
      thresholds: { excellent: 85, qualified: 60 },
      delegates: 33,
      tokenKey: keys.tokenKey,
      boxKey: keys.boxKey,
    });
    expect(manifest.subjects.map(({ id, name }) => [id, name])).toEqual([
      ['unit', '回龙山工商所'],
      ['o1', '样例干部0-0'],
      ['o2', '样例干部0-1'],
    ]);
    expect(manifest.tellers[1]).toEqual({ slot: 'delegates', ...(await publicTellerKeys(tellers.delegates)) });
    const round = answered(await county.call('getRound', { round: ROUND }, OFFICE));
    expect(round.units[0]).toMatchObject({
      state: 'frozen',
      missing: ['arming-discipline', 'arming-delegates', 'arming-inspection'],
    });
  });

  test('refused, it names what is missing in the reader’s language and moves nothing', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [{ code: 'huilongshan', name: '回龙山工商所', officers: 0 }]));
    await agreeOnList(county);
    await registerAllCards(county, 32);
    const before = await county.snapshot();
    const chinese = await freeze(county);
    expect(refusedAs(chinese)).toBe('409 not-ready');
    expect('problem' in chinese && chinese.problem.detail).toBe(
      '缺：述职述廉人员名单、代表计票人和候补的人选、当地纪委对事前汇报的签收、县局领导对事前汇报的签收、本次大会的签名钥匙、全部代表的表决卡、纪委计票人、代表计票人、监察室计票人。',
    );
    const english = await freeze(county, 'en');
    expect('problem' in english && english.problem.detail).toContain('voting cards for all delegates');
    expect(await county.snapshot()).toEqual(before);
  });

  test('one browser enrolled in two places is refused', async () => {
    const county = await makeCounty();
    const { tellers } = await readyToFreeze(county);
    await enrolTellers(county, { ...tellers, inspection: tellers.delegates });
    const before = await county.snapshot();
    const outcome = await freeze(county);
    expect(refusedAs(outcome)).toBe('409 not-ready');
    expect('problem' in outcome && outcome.problem.detail).toContain('有两处相同');
    expect(await county.snapshot()).toEqual(before);
  });

  test('two people pressing at once give one freeze and one refusal', async () => {
    const county = await makeCounty();
    await readyToFreeze(county);
    const outcomes = await Promise.all([freeze(county), freeze(county)]);
    expect(outcomes.map(refusedAs).sort()).toEqual(['200', '409 state-wrong']);
    expect((await county.items()).filter(({ sk }) => String(sk).startsWith('MANIFEST#')).length).toBe(1);
  });

  test('after a teller enrolled again it freezes anew, also when paper was handed out meanwhile', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county } = meeting;
    answered(await meeting.by('delegates', 'issuePaper', { delegate: 'd-001' }));
    await enrolTellers(county, { ...meeting.tellers, inspection: (await makeTellers()).inspection });
    await county.all.meetings.change(SESSION, (read) => ({
      kind: 'change',
      meeting: { ...read, state: 'prepared', manifestHash: null },
      answer: null,
    }));
    expect(answered(await freeze(county)).manifestHash).not.toBe(meeting.manifestHash);
  });
});

describe('voiding a meeting', () => {
  const voidIt = (county: County, reason = '会场停电，改期举行') =>
    county.call('voidMeeting', { session: SESSION, reason }, OFFICE);

  test('the office voids up to the close, with a reason, and once', async () => {
    const meeting = await armedMeeting(await makeCounty());
    const { county } = meeting;
    await putInState(county, 'closing', county.clock.nowMs + 60_000);
    expect(answered(await voidIt(county))).toEqual({ state: 'voided' });
    expect(await county.all.meetings.read(SESSION)).toMatchObject({
      state: 'voided',
      voidReason: '会场停电，改期举行',
    });
    const before = await county.snapshot();
    expect(refusedAs(await voidIt(county, '代表不足，改期举行'))).toBe('409 state-wrong');
    expect(await county.snapshot()).toEqual(before);
  });

  test('after a lost answer the same reason gets the same answer, and nothing is written again', async () => {
    const { county } = await armedMeeting(await makeCounty());
    const first = answered(await voidIt(county));
    const before = await county.snapshot();
    expect(answered(await voidIt(county))).toEqual(first);
    expect(await county.snapshot()).toEqual(before);
  });

  test('an announced result is final', async () => {
    const { county } = await armedMeeting(await makeCounty());
    await putInState(county, 'announced');
    const before = await county.snapshot();
    expect(refusedAs(await voidIt(county))).toBe('409 state-wrong');
    expect(await county.snapshot()).toEqual(before);
  });
});
