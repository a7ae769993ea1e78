import { describe, expect, test } from 'vitest';
import { withTeller } from '../../../functions/store/meetings.ts';
import type { PaperRow } from '../../../shared/protocol/paper.ts';
import { NO_OPINION } from '../../../shared/protocol/plain-ballot.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { Hall } from './hall.ts';
import { NO_PAPER, Session } from './session.ts';
import { castBallots, closeBox, fetchBallots, freezeBoard, openBox } from './stages.ts';
import { useTables } from './tables.ts';

const tables = useTables();
const PAPER = { ...NO_PAPER, drawn: 20, papersIssued: 3 };
const COLUMNS = 15;
const row = (score: number): number[] => Array<number>(COLUMNS).fill(score);

/** A closed box of a few ballots. */
async function closed(issuing = NO_PAPER, howMany = 3) {
  const hall = new Hall(tables);
  const session = await Session.prepare(hall);
  await session.start(session.voting());
  await castBallots(hall, session, howMany);
  const board = await closeBox(hall, session, issuing);
  return { hall, session, board, boardRoot: board.boardRoot };
}

async function frozen(issuing = NO_PAPER, howMany = 3) {
  const box = await closed(issuing, howMany);
  await freezeBoard(box.hall, box.session, box.board);
  return box;
}

type Box = Pick<Awaited<ReturnType<typeof closed>>, 'hall' | 'session' | 'boardRoot'>;
const wire = (ballots: readonly PaperRow[]) => ballots.map((each) => each && [...each]);
const entering = ({ session, boardRoot }: Box, slot: Slot, ballots: readonly PaperRow[]) =>
  session.signed(slot, 'enterPaper', { boardRoot, ballots: wire(ballots) });
const settling = ({ session, boardRoot }: Box, slot: Slot, ballots: readonly PaperRow[]) =>
  session.signed(slot, 'settlePaper', { boardRoot, ballots: wire(ballots) });
const reading = ({ session, boardRoot }: Box, slot: Slot) => session.signed(slot, 'getPaper', { boardRoot });
const counting = ({ session, boardRoot }: Box, openedBy: Slot[], by: Slot = 'delegates') =>
  session.signed(by, 'count', { boardRoot, openedBy });

describe('entering paper ballots', () => {
  const pile: readonly PaperRow[] = [row(9), null, [...row(8).slice(1), NO_OPINION]];

  test('two tellers who typed the pile alike settle it', async () => {
    const box = await frozen(PAPER);
    const { hall } = box;
    expect(await hall.ask('enterPaper', await entering(box, 'discipline', pile))).toEqual({ paper: 'awaiting' });
    expect(await hall.ask('enterPaper', await entering(box, 'inspection', pile))).toEqual({ paper: 'settled' });
    const { settled, entries } = await hall.ask('getPaper', await reading(box, 'delegates'));
    expect(settled).toEqual(pile);
    expect(entries.map(({ slot }) => slot)).toEqual(['discipline', 'inspection']);
  });

  test('a teller enters once: the same pile again gets the same answer, another is refused', async () => {
    const box = await frozen(PAPER);
    const request = await entering(box, 'discipline', pile);
    await box.hall.ask('enterPaper', request);
    const before = await tables.everything();
    expect(await box.hall.ask('enterPaper', request)).toEqual({ paper: 'awaiting' });
    expect(await tables.everything()).toBe(before);
    const another = await entering(box, 'discipline', [row(1)]);
    expect(await box.hall.refusal('enterPaper', another)).toBe('409 already-recorded');
  });

  test('a teller sees nothing of another pile before their own is in; the third sees both', async () => {
    const box = await frozen(PAPER);
    const { hall } = box;
    await hall.ask('enterPaper', await entering(box, 'discipline', pile));
    expect(await hall.refusal('getPaper', await reading(box, 'inspection'))).toBe('409 own-first');
    expect((await hall.ask('getPaper', await reading(box, 'discipline'))).entries).toHaveLength(1);
    await hall.ask('enterPaper', await entering(box, 'inspection', [row(9), null, row(3)]));
    const { entries, settled } = await hall.ask('getPaper', await reading(box, 'delegates'));
    expect(entries.map(({ ballots }) => ballots)).toEqual([pile, [row(9), null, row(3)]]);
    expect(settled).toBeNull();
  });

  test('two tellers who enter at once are both recorded', async () => {
    const box = await frozen(PAPER);
    const requests = [await entering(box, 'discipline', pile), await entering(box, 'delegates', pile)];
    const answers = await Promise.all(requests.map((request) => box.hall.ask('enterPaper', request)));
    expect(answers.map(({ paper }) => paper).sort()).toEqual(['awaiting', 'settled']);
  });

  test('of three who enter at once two are recorded, and the third is told so', async () => {
    const box = await frozen(PAPER);
    const requests = await Promise.all(SLOTS.map((slot, place) => entering(box, slot, [row(place)])));
    const replies = await Promise.all(requests.map((request) => box.hall.send('enterPaper', request)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    expect((await box.session.head()).paper).toBe('differs');
  });

  test('the third teller settles what differs, and what both typed alike stays', async () => {
    const box = await frozen(PAPER);
    const { hall } = box;
    await hall.ask('enterPaper', await entering(box, 'discipline', pile));
    const differing = await entering(box, 'inspection', [row(9), null, row(3)]);
    expect(await hall.ask('enterPaper', differing)).toEqual({ paper: 'differs' });
    const settle = async (ballots: readonly PaperRow[]) => settling(box, 'delegates', ballots);
    expect(await hall.refusal('settlePaper', await settle([row(1), null, row(3)]))).toBe('400 paper-settlement-wrong');
    expect(await hall.refusal('settlePaper', await settle([row(9), null]))).toBe('400 paper-settlement-wrong');
    expect(await hall.refusal('settlePaper', await settle([...pile, row(5)]))).toBe('400 paper-settlement-wrong');
    const right = await settle([row(9), null, row(4)]);
    expect(await hall.ask('settlePaper', right)).toEqual({ paper: 'settled' });
    expect(await hall.ask('settlePaper', right)).toEqual({ paper: 'settled' });
    expect(await hall.refusal('settlePaper', await settle(pile))).toBe('409 already-recorded');
    expect((await hall.ask('getPaper', await reading(box, 'discipline'))).settled).toEqual([row(9), null, row(4)]);
  });

  test('nobody settles their own entry, nor what does not differ', async () => {
    const box = await frozen(PAPER);
    const { hall } = box;
    await hall.ask('enterPaper', await entering(box, 'discipline', pile));
    expect(await hall.refusal('settlePaper', await settling(box, 'delegates', pile))).toBe('409 paper-not-differing');
    await hall.ask('enterPaper', await entering(box, 'inspection', [row(9), null, row(3)]));
    expect(await hall.refusal('settlePaper', await settling(box, 'discipline', pile))).toBe('409 second-teller-needed');
    const third = await entering(box, 'delegates', pile);
    expect(await hall.refusal('enterPaper', third)).toBe('409 already-recorded');
  });

  test('a ballot with another number of scores is refused by its place in the pile', async () => {
    const box = await frozen(PAPER);
    const request = await entering(box, 'discipline', [row(9), row(9).slice(1), null, [...row(9), 1]]);
    const before = await tables.everything();
    const { status, problem } = await box.hall.send('enterPaper', request, 'en');
    expect([status, problem?.errors]).toEqual([
      400,
      [1, 3].map((place) => ({
        field: `payload.ballots.${place}`,
        code: 'number-of-scores',
        detail: 'each ballot has 15 scores',
      })),
    ]);
    expect(await tables.everything()).toBe(before);
  });

  test('paper is entered on the frozen board of a meeting that handed out paper', async () => {
    const unsigned = await closed(PAPER);
    expect(await unsigned.hall.refusal('enterPaper', await entering(unsigned, 'discipline', pile))).toBe(
      '409 board-not-frozen',
    );
    const without = await frozen();
    expect(await without.hall.refusal('enterPaper', await entering(without, 'discipline', pile))).toBe(
      '409 no-paper-issued',
    );
    const elsewhere = { ...without, boardRoot: 'f'.repeat(64) };
    expect(await without.hall.refusal('enterPaper', await entering(elsewhere, 'discipline', pile))).toBe(
      '409 board-differs',
    );
    expect(await without.hall.refusal('settlePaper', await settling(elsewhere, 'discipline', pile))).toBe(
      '409 board-differs',
    );
    expect(await without.hall.refusal('getPaper', await reading(elsewhere, 'discipline'))).toBe('409 board-differs');
  });
});

describe('opening the box', () => {
  const releasing = async (
    box: Box,
    slot: Slot,
    changes: Partial<{ page: number; pages: number; shares: (string | null)[]; boardRoot: string }> = {},
  ) => {
    const shares =
      changes.shares ?? (await box.session.shares(slot, await fetchBallots(box.hall, box.session, box.boardRoot)));
    return box.session.signed(slot, 'releaseShares', {
      boardRoot: box.boardRoot,
      page: 0,
      pages: 1,
      ...changes,
      shares,
    });
  };
  const getting = ({ session, boardRoot }: Box, slot: Slot, of: Slot, page = 0) =>
    session.signed(slot, 'getShares', { boardRoot, of, page });

  test('a set comes in pages, each once; who has handed in the whole set sees the others’', async () => {
    const box = await frozen(NO_PAPER, 5);
    const { hall, session } = box;
    const shares = await session.shares('discipline', await fetchBallots(hall, session, box.boardRoot));
    const page = (number: number) =>
      releasing(box, 'discipline', { page: number, pages: 3, shares: shares.slice(number * 2, number * 2 + 2) });
    expect(await hall.ask('releaseShares', await page(2))).toEqual({ received: 1, complete: false });
    expect(await hall.ask('releaseShares', await page(0))).toEqual({ received: 2, complete: false });
    const before = await tables.everything();
    expect(await hall.ask('releaseShares', await page(0))).toEqual({ received: 2, complete: false });
    expect(await tables.everything()).toBe(before);
    expect(await hall.refusal('getShares', await getting(box, 'discipline', 'discipline'))).toBe('409 own-first');
    expect(await hall.ask('releaseShares', await page(1))).toEqual({ received: 3, complete: true });
    expect(await hall.refusal('getShares', await getting(box, 'discipline', 'delegates'))).toBe(
      '409 shares-incomplete',
    );
    expect(await hall.refusal('getShares', await getting(box, 'delegates', 'discipline'))).toBe('409 own-first');
    await openBox(hall, session, 'delegates', box.boardRoot);
    const seen = await Promise.all(
      [0, 1, 2].map(async (number) => hall.ask('getShares', await getting(box, 'delegates', 'discipline', number))),
    );
    expect(seen.flatMap((each) => each.shares)).toEqual(shares);
    expect(await hall.refusal('getShares', await getting(box, 'delegates', 'discipline', 3))).toBe('404 page-unknown');
  });

  test('a page that is in never changes', async () => {
    const box = await frozen();
    const { hall } = box;
    await hall.ask('releaseShares', await releasing(box, 'delegates'));
    const other = await releasing(box, 'delegates', { shares: [null, null, null] });
    expect(await hall.refusal('releaseShares', other)).toBe('409 already-recorded');
    const cut = await releasing(box, 'delegates', { pages: 3, page: 1, shares: [null] });
    expect(await hall.refusal('releaseShares', cut)).toBe('409 already-recorded');
  });

  test('of two browsers of one teller with different shares, one page is kept', async () => {
    const box = await frozen();
    const requests = [
      await releasing(box, 'delegates'),
      await releasing(box, 'delegates', { shares: [null, null, null] }),
    ];
    const replies = await Promise.all(requests.map((request) => box.hall.send('releaseShares', request)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('a set of another length than the board is refused, whole or in pages', async () => {
    const box = await frozen(NO_PAPER, 4);
    const { hall } = box;
    const wrong = [
      { shares: [null, null, null] },
      { shares: [null, null, null, null, null] },
      { shares: [] },
      { pages: 2, page: 0, shares: [null, null, null, null] },
      { pages: 2, page: 1, shares: [null, null, null] },
      { pages: 3, page: 0, shares: [null] },
      { pages: 2, page: 1, shares: [] },
    ];
    for (const each of wrong)
      expect(await hall.refusal('releaseShares', await releasing(box, 'delegates', each))).toBe('409 board-differs');
    const beyond = await releasing(box, 'delegates', { page: 1, pages: 1, shares: [] });
    expect(await hall.refusal('releaseShares', beyond)).toBe('404 page-unknown');
  });

  test('no share is taken before two tellers signed the board, nor on another one', async () => {
    const box = await closed();
    expect(await box.hall.refusal('releaseShares', await releasing(box, 'delegates'))).toBe('409 board-not-frozen');
    await freezeBoard(box.hall, box.session, box.board);
    const elsewhere = await releasing(box, 'delegates', { boardRoot: 'f'.repeat(64) });
    expect(await box.hall.refusal('releaseShares', elsewhere)).toBe('409 board-differs');
    const asking = await getting({ ...box, boardRoot: 'f'.repeat(64) }, 'delegates', 'discipline');
    expect(await box.hall.refusal('getShares', asking)).toBe('409 board-differs');
  });

  test('no share is taken before the paper is settled', async () => {
    const box = await frozen(PAPER);
    const { hall } = box;
    expect(await hall.refusal('releaseShares', await releasing(box, 'delegates'))).toBe('409 paper-first');
    await hall.ask('enterPaper', await entering(box, 'discipline', [row(9)]));
    expect(await hall.refusal('releaseShares', await releasing(box, 'delegates'))).toBe('409 paper-first');
    await hall.ask('enterPaper', await entering(box, 'inspection', [row(8)]));
    expect(await hall.refusal('releaseShares', await releasing(box, 'delegates'))).toBe('409 paper-first');
    await hall.ask('settlePaper', await settling(box, 'delegates', [row(8)]));
    expect((await hall.ask('releaseShares', await releasing(box, 'delegates'))).complete).toBe(true);
  });

  test('a teller who has opened is not recorded absent', async () => {
    const box = await frozen();
    await openBox(box.hall, box.session, 'inspection', box.boardRoot);
    const payload = { boardRoot: box.boardRoot, absent: 'inspection' } as const;
    const absence = await box.session.signed('delegates', 'recordAbsent', payload);
    expect(await box.hall.refusal('recordAbsent', absence)).toBe('409 already-recorded');
  });
});

describe('counting', () => {
  const opened = async (issuing = NO_PAPER, howMany = 20, by: readonly Slot[] = ['discipline', 'delegates']) => {
    const box = await frozen(issuing, howMany);
    if (issuing.papersIssued > 0)
      for (const slot of ['discipline', 'delegates'] as const)
        await box.hall.ask('enterPaper', await entering(box, slot, [row(10), null]));
    for (const slot of by) await openBox(box.hall, box.session, slot, box.boardRoot);
    return box;
  };

  test('two whole sets count the box, electronic and paper ballots alike; the order of names is without effect', async () => {
    const box = await opened({ ...PAPER, drawn: 24 });
    const { result } = await box.hall.ask('count', await counting(box, ['delegates', 'discipline']));
    expect(result.openedBy).toEqual(['discipline', 'delegates']);
    expect(result.counts).toMatchObject({ electronic: 20, paper: 2, void: { paper: 1 }, valid: 21 });
    expect(result.subjects[0]?.indicators[0]).toEqual({
      id: 'i1',
      histogram: [0, 0, 0, 0, 0, 0, 0, 5, 5, 5, 6],
      noOpinion: 0,
      mean: '60/7',
    });
    const face = await box.hall.ask('getMeeting', { session: box.session.id });
    expect([face.state, face.outcome]).toEqual(['counted', 'valid']);
  });

  test('counting again answers the same result and changes nothing', async () => {
    const box = await opened();
    const first = await box.hall.ask('count', await counting(box, ['discipline', 'delegates']));
    const before = await tables.everything();
    const again = await box.hall.ask('count', await counting(box, ['discipline', 'delegates'], 'inspection'));
    expect(again).toEqual(first);
    expect(await tables.everything()).toBe(before);
  });

  test('two tellers who count at once get one result', async () => {
    const box = await opened();
    const requests = [
      await counting(box, ['discipline', 'delegates'], 'discipline'),
      await counting(box, ['discipline', 'delegates'], 'delegates'),
    ];
    const [first, second] = await Promise.all(requests.map((request) => box.hall.ask('count', request)));
    expect(second).toEqual(first);
    expect((await box.session.head()).results).toHaveLength(1);
  });

  test('half the delegates or fewer: the result is invalid, says why, and has no figure of a subject', async () => {
    const box = await opened(NO_PAPER, 16);
    const { result } = await box.hall.ask('count', await counting(box, ['discipline', 'delegates']));
    expect([result.outcome, result.reasons, result.subjects]).toEqual(['invalid', ['too-few-ballots'], []]);
    expect((await box.hall.ask('getMeeting', { session: box.session.id })).outcome).toBe('invalid');
  });

  test('one set, or the same one twice, or one that is not in, opens nothing', async () => {
    const box = await opened(NO_PAPER, 3, ['discipline']);
    for (const openedBy of [
      ['discipline', 'delegates'],
      ['discipline', 'discipline'],
      ['delegates', 'inspection'],
    ] satisfies Slot[][])
      expect(await box.hall.refusal('count', await counting(box, openedBy))).toBe('409 shares-incomplete');
    const elsewhere = await counting({ ...box, boardRoot: 'f'.repeat(64) }, ['discipline', 'delegates']);
    expect(await box.hall.refusal('count', elsewhere)).toBe('409 board-differs');
  });

  test('nothing is counted before the close', async () => {
    const hall = new Hall(tables);
    const session = await Session.prepare(hall);
    await session.start(session.voting());
    const box = { hall, session, boardRoot: 'f'.repeat(64) };
    const request = await counting(box, ['discipline', 'delegates']);
    expect(await hall.refusal('count', request)).toBe('409 state-wrong');
  });

  test('a share set that is not the one it was recorded as stops the count and is no result', async () => {
    const box = await opened(NO_PAPER, 3);
    await box.hall.deps.meetings.change(box.session.id, (meeting) => ({
      kind: 'change',
      meeting: withTeller(meeting, 'discipline', { sharePages: 2, sharePagesIn: [0, 1] }),
      answer: null,
    }));
    const { status } = await box.hall.send('count', await counting(box, ['discipline', 'delegates']));
    expect([status, (await box.session.head()).state]).toEqual([500, 'closed']);
  });
});
