import { expect, test } from 'vitest';
import { entryOf } from '../../../functions/tally/paper-entry.ts';
import type { PaperRow } from '../../../shared/protocol/paper.ts';
import { verifyPaper } from '../../../shared/protocol/signed-paper.ts';
import { verifySharePage } from '../../../shared/protocol/signed-shares.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { Hall } from './hall.ts';
import { NO_PAPER, Session } from './session.ts';
import { castBallots, closeBox, fetchBallots, freezeBoard, openBox } from './stages.ts';
import { useTables } from './tables.ts';

const tables = useTables();
const COLUMNS = 15;
const row = (score: number): number[] => Array<number>(COLUMNS).fill(score);

async function frozen(papersIssued = 0) {
  const hall = new Hall(tables);
  const session = await Session.prepare(hall);
  await session.start(session.voting());
  await castBallots(hall, session, 5);
  const board = await closeBox(hall, session, { ...NO_PAPER, papersIssued });
  await freezeBoard(hall, session, board);
  return { hall, session, boardRoot: board.boardRoot };
}

test('another teller’s shares come page by page as that teller signed them, also when a page was sent twice', async () => {
  const { hall, session, boardRoot } = await frozen();
  const all = await session.shares('discipline', await fetchBallots(hall, session, boardRoot));
  const payload = (page: number) => ({ boardRoot, page, pages: 3, shares: all.slice(page * 2, page * 2 + 2) });
  const first = await Promise.all(
    [0, 1, 2].map((page) => session.signed('discipline', 'releaseShares', payload(page))),
  );
  for (const request of first) await hall.ask('releaseShares', request);
  // ECDSA has chance in it: the same page again comes under another signature.
  const again = await session.signed('discipline', 'releaseShares', payload(1));
  expect(again.signature).not.toBe(first[1]?.signature);
  const before = await tables.everything();
  expect(await hall.ask('releaseShares', again)).toEqual({ received: 3, complete: true });
  expect(await tables.everything()).toBe(before);
  await openBox(hall, session, 'delegates', boardRoot);
  for (const page of [0, 1, 2]) {
    const asked = { boardRoot, of: 'discipline' as const, page };
    const answer = await hall.ask('getShares', await session.signed('delegates', 'getShares', asked));
    expect(answer).toEqual({ page, pages: 3, shares: payload(page).shares, signature: first[page]?.signature });
    const shown = { boardRoot, ...answer };
    expect(await verifySharePage(session.manifest, 'discipline', shown)).toBe(true);
    expect(await verifySharePage(session.manifest, 'inspection', shown)).toBe(false);
    expect(await verifySharePage(session.manifest, 'discipline', { ...shown, page: page + 1 })).toBe(false);
    const spoilt = { ...shown, shares: shown.shares.map(() => null) };
    expect(await verifySharePage(session.manifest, 'discipline', spoilt)).toBe(false);
  }
});

const reading = async ({ hall, session, boardRoot }: Awaited<ReturnType<typeof frozen>>, slot: Slot) =>
  hall.ask('getPaper', await session.signed(slot, 'getPaper', { boardRoot }));

test('two tellers who typed the same show one pile under two signatures, and nobody settled it', async () => {
  const meeting = await frozen(2);
  const { hall, session, boardRoot } = meeting;
  const ballots = [row(9), null];
  for (const slot of ['discipline', 'inspection'] as const)
    await hall.ask('enterPaper', await session.signed(slot, 'enterPaper', { boardRoot, ballots }));
  const { entries, settledBy } = await reading(meeting, 'delegates');
  expect([entries.map(({ slot }) => slot), settledBy]).toEqual([['discipline', 'inspection'], null]);
  for (const entry of entries) {
    expect(await verifyPaper(session.manifest, 'enterPaper', { ...entry, boardRoot })).toBe(true);
    expect(await verifyPaper(session.manifest, 'settlePaper', { ...entry, boardRoot })).toBe(false);
  }
});

test('a settlement comes with the signature of the third teller', async () => {
  const meeting = await frozen(2);
  const { hall, session, boardRoot } = meeting;
  const enter = async (slot: Slot, ballots: PaperRow[]) =>
    hall.ask('enterPaper', await session.signed(slot, 'enterPaper', { boardRoot, ballots: wire(ballots) }));
  await enter('discipline', [row(9), null]);
  await enter('inspection', [row(9), row(3)]);
  const request = await session.signed('delegates', 'settlePaper', { boardRoot, ballots: [row(9), row(3)] });
  await hall.ask('settlePaper', request);
  const again = await session.signed('delegates', 'settlePaper', { boardRoot, ballots: [row(9), row(3)] });
  expect(await hall.ask('settlePaper', again)).toEqual({ paper: 'settled' });
  const { settled, settledBy, entries } = await reading(meeting, 'discipline');
  expect(settledBy).toEqual({ slot: 'delegates', signature: request.signature });
  const shown = { slot: 'delegates' as const, boardRoot, ballots: settled ?? [], signature: settledBy?.signature };
  expect(await verifyPaper(session.manifest, 'settlePaper', shown)).toBe(true);
  expect(await verifyPaper(session.manifest, 'settlePaper', { ...shown, ballots: [row(9), null] })).toBe(false);
  // The settlement is the second entry, typed once more: who typed it and who settled it sign apart.
  const [, second] = entries;
  expect(second?.ballots).toEqual(settled);
  expect(second?.signature).not.toBe(settledBy?.signature);
});

const wire = (ballots: readonly PaperRow[]) => ballots.map((each) => each && [...each]);

test('a settlement of the rows that its teller’s dead entry left behind is still signed as a settlement', async () => {
  const meeting = await frozen(2);
  const { hall, session, boardRoot } = meeting;
  const ballots = wire([row(9), row(3)]);
  const own = await session.signed('delegates', 'enterPaper', { boardRoot, ballots });
  // Its function dies after the pile is kept and before the meeting knows of it.
  const entry = await entryOf({ boardRoot, ballots });
  await hall.deps.ballotBox.putPaper(
    session.id,
    { entry, slot: 'delegates', as: 'entry' },
    { ballots, signature: own.signature },
  );
  for (const [slot, typed] of [
    ['discipline', [row(9), null]],
    ['inspection', [row(9), row(3)]],
  ] as const)
    await hall.ask('enterPaper', await session.signed(slot, 'enterPaper', { boardRoot, ballots: wire(typed) }));
  await hall.ask('settlePaper', await session.signed('delegates', 'settlePaper', { boardRoot, ballots }));
  const { settled, settledBy } = await reading(meeting, 'discipline');
  if (settled === null || settledBy === null) throw new Error('a settlement is expected');
  expect(await verifyPaper(session.manifest, 'settlePaper', { ...settledBy, boardRoot, ballots: settled })).toBe(true);
});
