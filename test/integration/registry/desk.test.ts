import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { CLOCK_MARGIN_MS } from '../../../functions/http/clock-margin.ts';
import { codeHash, makeCode } from '../../../shared/protocol/code.ts';
import { answered, CAST_TIME_LIMIT_MS, makeCounty, refusedAs, withEngine } from './county.ts';
import {
  armedMeeting,
  idOf,
  importUnits,
  type PreparedMeeting,
  putInState,
  random,
  SESSION,
} from './prepared-meeting.ts';

withEngine();

const start = async () => armedMeeting(await makeCounty());
const turnout = async ({ county }: PreparedMeeting) => {
  county.clock.nowMs += 3_000;
  return answered(await county.call('getTurnout', { session: SESSION }));
};
const deskRow = async (meeting: PreparedMeeting, number: number) =>
  answered(await meeting.by('discipline', 'listDesk', { page: 0 })).delegates[number - 1];
const newCode = async () => {
  const code = makeCode(random);
  return { code, codeHash: await codeHash(SESSION, code) };
};

describe('handing out paper', () => {
  test('one teller hands a paper ballot to a delegate who has not drawn, and the code dies', async () => {
    const meeting = await start();
    expect(answered(await meeting.by('delegates', 'issuePaper', { delegate: 'd-001' }))).toEqual({
      delegate: 'd-001',
      standing: 'paper',
    });
    expect(refusedAs(await meeting.draw(meeting.codeOf(1)))).toBe('409 code-dead');
    expect(await deskRow(meeting, 1)).toMatchObject({ number: 1, standing: 'paper', generation: 0, pending: null });
    expect(await turnout(meeting)).toEqual({
      delegates: 33,
      drawn: 0,
      reissued: 0,
      papersIssued: 1,
      papersReissued: 0,
    });
  });

  test('the same teller again gets the same answer; another teller, or any re-issue, is refused', async () => {
    const meeting = await start();
    const paper = { delegate: 'd-001' };
    const first = answered(await meeting.by('delegates', 'issuePaper', paper));
    const before = await meeting.county.snapshot();
    expect(answered(await meeting.by('delegates', 'issuePaper', paper))).toEqual(first);
    expect(refusedAs(await meeting.by('discipline', 'issuePaper', paper))).toBe('409 paper-issued');
    const again = { delegate: 'd-001', generation: 1, as: 'paper' } as const;
    expect(refusedAs(await meeting.by('discipline', 'reissue', again))).toBe('409 paper-issued');
    expect(await meeting.county.snapshot()).toEqual(before);
  });

  test('a delegate who has drawn gets none from one teller', async () => {
    const meeting = await start();
    answered(await meeting.draw(meeting.codeOf(1)));
    const before = await meeting.county.snapshot();
    expect(refusedAs(await meeting.by('delegates', 'issuePaper', { delegate: 'd-001' }))).toBe('409 delegate-drew');
    expect(refusedAs(await meeting.by('delegates', 'issuePaper', { delegate: 'd-999' }))).toBe('404 delegate-unknown');
    expect(refusedAs(await meeting.by('delegates', 'issuePaper', { delegate: 'd-1' }))).toBe('404 delegate-unknown');
    expect(refusedAs(await meeting.by('delegates', 'issuePaper', { delegate: 'd-0001' }))).toBe('404 delegate-unknown');
    expect(await meeting.county.snapshot()).toEqual(before);
  });

  test('paper and drawing at the same moment: one of them happens, never both', async () => {
    const meeting = await start();
    const numbers = Array.from({ length: 12 }, (_, index) => index + 1);
    const pairs = await Promise.all(
      numbers.map((number) =>
        Promise.all([
          meeting.draw(meeting.codeOf(number)),
          meeting.by('delegates', 'issuePaper', { delegate: idOf(number) }),
        ]),
      ),
    );
    for (const pair of pairs)
      expect([
        ['200', '409 delegate-drew'],
        ['409 code-dead', '200'],
      ]).toContainEqual(pair.map(refusedAs));
    const { drawn, papersIssued } = await turnout(meeting);
    expect(drawn + papersIssued).toBe(12);
  });

  test('the desk closes with the closing time', async () => {
    const meeting = await start();
    const { county } = meeting;
    await putInState(county, 'closing', county.clock.nowMs + 10_000);
    county.clock.nowMs += 10_000;
    const before = await county.snapshot();
    const order = { delegate: 'd-001', generation: 1, as: 'code', codeHash: (await newCode()).codeHash } as const;
    expect(refusedAs(await meeting.by('delegates', 'issuePaper', { delegate: 'd-001' }))).toBe('409 check-in-closed');
    expect(refusedAs(await meeting.by('delegates', 'reissue', order))).toBe('409 check-in-closed');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('re-issuing', () => {
  test('two different tellers with the same payload make a new code live; the old one dies and the count shows both', async () => {
    const meeting = await start();
    answered(await meeting.draw(meeting.codeOf(1)));
    const fresh = await newCode();
    const order = { delegate: 'd-001', generation: 1, as: 'code', codeHash: fresh.codeHash } as const;

    expect(answered(await meeting.by('discipline', 'reissue', order))).toEqual({
      delegate: 'd-001',
      done: false,
      by: ['discipline'],
    });
    expect(answered(await meeting.by('discipline', 'reissue', order)).done).toBe(false);
    expect(refusedAs(await meeting.draw(fresh.code))).toBe('404 code-unknown');
    expect((await deskRow(meeting, 1))?.pending).toEqual({
      as: 'code',
      codeHash: fresh.codeHash,
      by: 'discipline',
      generation: 1,
    });

    const done = { delegate: 'd-001', done: true, by: ['discipline', 'inspection'] };
    expect(answered(await meeting.by('inspection', 'reissue', order))).toEqual(done);
    expect(answered(await meeting.by('inspection', 'reissue', order))).toEqual(done);
    expect(answered(await meeting.by('discipline', 'reissue', order))).toEqual(done);
    expect(await deskRow(meeting, 1)).toMatchObject({ standing: 'card', generation: 1, pending: null });
    expect(refusedAs(await meeting.draw(meeting.codeOf(1)))).toBe('409 code-dead');

    answered(await meeting.draw(fresh.code));
    expect(await turnout(meeting)).toEqual({
      delegates: 33,
      drawn: 1,
      reissued: 1,
      papersIssued: 0,
      papersReissued: 0,
    });
  });

  test('a card lost before it was drawn counts once, as one drawing', async () => {
    const meeting = await start();
    const fresh = await newCode();
    const order = { delegate: 'd-001', generation: 1, as: 'code', codeHash: fresh.codeHash } as const;
    answered(await meeting.by('delegates', 'reissue', order));
    answered(await meeting.by('inspection', 'reissue', order));
    answered(await meeting.draw(fresh.code));
    expect(await turnout(meeting)).toMatchObject({ drawn: 1, reissued: 0 });
  });

  test('as paper, two tellers serve a delegate who has drawn, and only one who has', async () => {
    const meeting = await start();
    answered(await meeting.draw(meeting.codeOf(1)));
    const order = { delegate: 'd-001', generation: 1, as: 'paper' } as const;
    const undrawn = { ...order, delegate: 'd-002' };
    expect(refusedAs(await meeting.by('delegates', 'reissue', undrawn))).toBe('409 delegate-not-drawn');
    answered(await meeting.by('delegates', 'reissue', order));
    expect(answered(await meeting.by('inspection', 'reissue', order)).done).toBe(true);
    expect(refusedAs(await meeting.draw(meeting.codeOf(1)))).toBe('409 code-dead');
    expect(await turnout(meeting)).toEqual({
      delegates: 33,
      drawn: 1,
      reissued: 0,
      papersIssued: 1,
      papersReissued: 1,
    });
  });

  test('a delegate who drew, was re-issued a code and has not drawn it again still needs two tellers for paper', async () => {
    const meeting = await start();
    answered(await meeting.draw(meeting.codeOf(1)));
    const code = { delegate: 'd-001', generation: 1, as: 'code', codeHash: (await newCode()).codeHash } as const;
    for (const slot of ['discipline', 'delegates'] as const) answered(await meeting.by(slot, 'reissue', code));
    expect(await deskRow(meeting, 1)).toMatchObject({ standing: 'card', drewBefore: true });
    expect(refusedAs(await meeting.by('delegates', 'issuePaper', { delegate: 'd-001' }))).toBe('409 delegate-drew');
    const paper = { delegate: 'd-001', generation: 2, as: 'paper' } as const;
    for (const slot of ['discipline', 'delegates'] as const) answered(await meeting.by(slot, 'reissue', paper));
    expect(await turnout(meeting)).toEqual({
      delegates: 33,
      drawn: 1,
      reissued: 0,
      papersIssued: 1,
      papersReissued: 1,
    });
  });

  test('another payload under the same number, a wrong number or a code already used is refused, and nothing changes', async () => {
    const meeting = await start();
    answered(await meeting.draw(meeting.codeOf(1)));
    const order = { delegate: 'd-001', generation: 1, as: 'code', codeHash: (await newCode()).codeHash } as const;
    answered(await meeting.by('discipline', 'reissue', order));
    const taken = {
      delegate: 'd-002',
      generation: 1,
      as: 'code',
      codeHash: await codeHash(SESSION, meeting.codeOf(3)),
    } as const;
    answered(await meeting.by('discipline', 'reissue', taken));
    const before = await meeting.county.snapshot();
    const ask = async (payload: Parameters<typeof meeting.by<'reissue'>>[2]) =>
      refusedAs(await meeting.by('inspection', 'reissue', payload));
    expect(await ask({ ...order, codeHash: (await newCode()).codeHash })).toBe('409 already-recorded');
    expect(await ask({ delegate: 'd-001', generation: 1, as: 'paper' })).toBe('409 already-recorded');
    expect(await ask({ ...order, generation: 3 })).toBe('409 generation-wrong');
    expect(await ask({ ...order, generation: 0 })).toBe('409 generation-wrong');
    expect(await ask(taken)).toBe('409 already-recorded');
    expect(await meeting.county.snapshot()).toEqual(before);
  });

  test('a proposal that was given up is replaced by one with the number after it', async () => {
    const meeting = await start();
    const [lost, fresh] = [await newCode(), await newCode()];
    answered(
      await meeting.by('discipline', 'reissue', {
        delegate: 'd-001',
        generation: 1,
        as: 'code',
        codeHash: lost.codeHash,
      }),
    );
    const order = { delegate: 'd-001', generation: 2, as: 'code', codeHash: fresh.codeHash } as const;
    answered(await meeting.by('discipline', 'reissue', order));
    const late = { delegate: 'd-001', generation: 1, as: 'code', codeHash: lost.codeHash } as const;
    expect(refusedAs(await meeting.by('delegates', 'reissue', late))).toBe('409 generation-wrong');
    expect(answered(await meeting.by('delegates', 'reissue', order)).done).toBe(true);
    expect(refusedAs(await meeting.draw(fresh.code))).toBe('200');
    expect(refusedAs(await meeting.draw(lost.code))).toBe('404 code-unknown');
  });

  test('two tellers who confirm at once make one re-issue', async () => {
    const meeting = await start();
    const fresh = await newCode();
    const order = { delegate: 'd-001', generation: 1, as: 'code', codeHash: fresh.codeHash } as const;
    const outcomes = await Promise.all(
      (['discipline', 'delegates', 'inspection'] as const).map((slot) => meeting.by(slot, 'reissue', order)),
    );
    expect(outcomes.map((outcome) => answered(outcome).done).filter(Boolean).length).toBe(2);
    expect(await deskRow(meeting, 1)).toMatchObject({ standing: 'card', generation: 1 });
    expect(refusedAs(await meeting.draw(fresh.code))).toBe('200');
  });

  test('a forged signature, or another teller’s, moves nothing', async () => {
    const meeting = await start();
    const { county } = meeting;
    const before = await county.snapshot();
    const payload = { delegate: 'd-001' };
    const signature = 'A'.repeat(86);
    const forged = await county.call('issuePaper', { session: SESSION, slot: 'delegates', payload, signature });
    expect(refusedAs(forged)).toBe('403 signature-invalid');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('the desk’s list', () => {
  test('pages through the delegates and shows where each stands', async () => {
    const meeting = await start();
    answered(await meeting.draw(meeting.codeOf(2)));
    const list = answered(await meeting.by('inspection', 'listDesk', { page: 0 }));
    expect(list.delegates.length).toBe(33);
    expect(list.pages).toBe(1);
    expect(list.delegates.slice(0, 2)).toEqual([
      {
        delegate: 'd-001',
        number: 1,
        name: '样例代表0-0',
        standing: 'card',
        drewBefore: false,
        generation: 0,
        pending: null,
      },
      {
        delegate: 'd-002',
        number: 2,
        name: '样例代表0-1',
        standing: 'drawn',
        drewBefore: false,
        generation: 0,
        pending: null,
      },
    ]);
    expect(list.delegates.slice(2).map(({ standing }) => standing)).toEqual(Array.from({ length: 31 }, () => 'card'));
    expect(refusedAs(await meeting.by('inspection', 'listDesk', { page: 1 }))).toBe('404 page-unknown');
    await putInState(meeting.county, 'announced');
    expect(refusedAs(await meeting.by('inspection', 'listDesk', { page: 0 }))).toBe('409 state-wrong');
  });
});

test('a delegate to whom nothing was ever issued, or whose code is gone, has nothing on the list', async () => {
  const meeting = await start();
  const { county } = meeting;
  const TableName = county.tables.registry;
  const before = await county.items();
  const standing = before.find(({ sk }) => sk === 'STANDING#000005');
  const other = before.find(({ sk }) => sk === 'STANDING#000006');
  const code = before.find(({ sk }) => sk === other?.['codeHash']);
  for (const item of [standing, code]) {
    if (item === undefined) throw new Error('nothing was issued');
    await county.documents.send(new DeleteCommand({ TableName, Key: { pk: item['pk'], sk: item['sk'] } }));
  }
  expect(await deskRow(meeting, 5)).toEqual({
    ...{ delegate: 'd-005', number: 5, name: '样例代表0-4', standing: 'none' },
    ...{ drewBefore: false, generation: 0, pending: null },
  });
  expect(await deskRow(meeting, 6)).toMatchObject({ standing: 'none' });
  expect(await deskRow(meeting, 7)).toMatchObject({ standing: 'card' });
});

test('where no round has the session any more, the desk refuses, and says nothing of a turnout', async () => {
  const meeting = await start();
  const { county, manifestHash } = meeting;
  await county.documents.send(
    new DeleteCommand({ TableName: county.tables.registry, Key: { pk: `PLACE#${SESSION}`, sk: 'PLACE' } }),
  );
  const before = await county.snapshot();
  const order = { delegate: 'd-001', generation: 1, as: 'paper' } as const;
  const refused = [
    await meeting.by('inspection', 'listDesk', { page: 0 }),
    await meeting.by('inspection', 'issuePaper', { delegate: 'd-001' }),
    await meeting.by('inspection', 'reissue', order),
    await county.call('getTurnout', { session: SESSION }),
  ];
  await putInState(county, 'closing', county.clock.nowMs - 60_000);
  refused.push(await meeting.by('inspection', 'recordIssuing', { manifestHash }));
  expect(refused.map(refusedAs)).toEqual(Array.from(refused, () => '404 session-unknown'));
  await putInState(county, 'armed');
  expect((await county.snapshot()).length).toBe(before.length);
});

describe('the figures of issuing', () => {
  test('are fixed once, after the closing time and the time limit of a casting', async () => {
    const meeting = await start();
    const { county, manifestHash } = meeting;
    answered(await meeting.draw(meeting.codeOf(1)));
    answered(await meeting.by('delegates', 'issuePaper', { delegate: 'd-002' }));
    expect(refusedAs(await meeting.by('delegates', 'recordIssuing', { manifestHash }))).toBe('409 state-wrong');
    const closesAt = county.clock.nowMs + 10_000;
    await putInState(county, 'closing', closesAt);
    county.clock.nowMs = closesAt + CAST_TIME_LIMIT_MS + CLOCK_MARGIN_MS - 1;
    const before = await county.snapshot();
    const early = await meeting.by('delegates', 'recordIssuing', { manifestHash });
    expect(refusedAs(early)).toBe('409 closing-not-over');
    expect('problem' in early && early.problem.detail).toContain('1 秒');
    county.clock.nowMs += 1;
    const wrong = await meeting.by('delegates', 'recordIssuing', { manifestHash: 'a'.repeat(64) });
    expect(refusedAs(wrong)).toBe('409 manifest-differs');
    expect(await county.snapshot()).toEqual(before);

    const figures = { delegates: 33, drawn: 1, reissued: 0, papersIssued: 1, papersReissued: 0 };
    const both = await Promise.all(
      (['delegates', 'discipline'] as const).map((slot) => meeting.by(slot, 'recordIssuing', { manifestHash })),
    );
    expect(both.map(answered)).toEqual([figures, figures]);
    expect((await county.all.meetings.read(SESSION))?.issuing).toEqual(figures);
    expect(answered(await meeting.by('inspection', 'recordIssuing', { manifestHash }))).toEqual(figures);
    expect(await turnout(meeting)).toEqual(figures);
  });

  test('are answered again after everything that follows, for the manifest they belong to', async () => {
    const meeting = await start();
    const { county, manifestHash } = meeting;
    await putInState(county, 'closing', county.clock.nowMs - 60_000);
    const figures = answered(await meeting.by('delegates', 'recordIssuing', { manifestHash }));
    await putInState(county, 'announced');
    const before = await county.snapshot();
    expect(answered(await meeting.by('inspection', 'recordIssuing', { manifestHash }))).toEqual(figures);
    const other = await meeting.by('inspection', 'recordIssuing', { manifestHash: 'a'.repeat(64) });
    expect(refusedAs(other)).toBe('409 manifest-differs');
    expect(await county.snapshot()).toEqual(before);
  });

  test('of two who record in the same moment the first one’s stand, and none are written into another state', async () => {
    const meeting = await start();
    const { county, manifestHash } = meeting;
    const standings = { command: 'Query', naming: 'STANDING#' };
    await putInState(county, 'voided', county.clock.nowMs - 60_000);
    const late = await meeting.by('delegates', 'recordIssuing', { manifestHash });
    expect(refusedAs(late)).toBe('409 state-wrong');
    expect('problem' in late && late.problem.detail).toContain('投票倒计时');
    await putInState(county, 'closing', county.clock.nowMs - 60_000);
    county.justBefore(standings, () => putInState(county, 'voided'));
    expect(refusedAs(await meeting.by('delegates', 'recordIssuing', { manifestHash }))).toBe('409 state-wrong');
    expect((await county.all.meetings.read(SESSION))?.issuing).toBeNull();

    await putInState(county, 'closing', county.clock.nowMs - 60_000);
    const first = { delegates: 33, drawn: 7, reissued: 0, papersIssued: 0, papersReissued: 0 };
    county.justBefore(standings, () =>
      county.all.meetings.change(SESSION, (read) => ({
        kind: 'change',
        meeting: { ...read, issuing: first },
        answer: null,
      })),
    );
    expect(answered(await meeting.by('delegates', 'recordIssuing', { manifestHash }))).toEqual(first);
    expect((await county.all.meetings.read(SESSION))?.issuing).toEqual(first);
  });

  test('a session that is not known yet is known as soon as it is there', async () => {
    const county = await makeCounty();
    expect(refusedAs(await county.call('getTurnout', { session: SESSION }))).toBe('404 session-unknown');
    await importUnits(county);
    expect(answered(await county.call('getTurnout', { session: SESSION }))).toMatchObject({ delegates: 33, drawn: 0 });
  });

  test('the turnout is read from the tables at most every three seconds', async () => {
    const meeting = await start();
    const { county } = meeting;
    expect(await turnout(meeting)).toMatchObject({ drawn: 0 });
    answered(await meeting.draw(meeting.codeOf(1)));
    county.capacity.length = 0;
    expect(answered(await county.call('getTurnout', { session: SESSION }))).toMatchObject({ drawn: 0 });
    expect(county.capacity).toEqual([]);
    county.clock.nowMs += 3_000;
    expect(answered(await county.call('getTurnout', { session: SESSION }))).toMatchObject({ drawn: 1 });
    expect(refusedAs(await county.call('getTurnout', { session: 'tuanfeng-2008-nowhere' }))).toBe(
      '404 session-unknown',
    );
  });
});
