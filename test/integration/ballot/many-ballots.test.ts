import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Meetings } from '../../../functions/store/meetings.ts';
import { MAX_PAGE_BYTES } from '../../../shared/contract/operation.ts';
import { type BoardPayload, verifyBoard } from '../../../shared/protocol/board.ts';
import { checkBox } from '../../../shared/protocol/box-check.ts';
import { type Bytes, toB64u } from '../../../shared/protocol/bytes.ts';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import { type ShareTexts, shareTexts } from '../../../shared/protocol/opening.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { SHARES_A_PAGE } from '../../../web/teller/actions/open-box.ts';
import { sendAll } from '../../load/in-flight.ts';
import { makeOpenedBox } from '../../load/opened-box.ts';
import { Hall } from './hall.ts';
import { useResultsBucket } from './results-bucket.ts';
import { Session } from './session.ts';
import { closeBox, freezeBoard } from './stages.ts';
import { useTables } from './tables.ts';

const tables = useTables();
const bucket = useResultsBucket();

const BALLOTS = 2_500;
const ISSUING = { delegates: BALLOTS, drawn: BALLOTS, reissued: 0, papersIssued: 0, papersReissued: 0 };
/** The page of a board holds 8 000 receipts: here fewer, so that this board too has several. */
const RECEIPTS_PER_PAGE = 1_200;

/** A closed and frozen box of valid ballots, with the shares that two tellers have opened. */
async function frozenBox() {
  const { documents } = bucket;
  const meetings = new Meetings(tables.client, 'Meetings', { receiptsPerPage: RECEIPTS_PER_PAGE });
  const hall = new Hall(tables, { documents, meetings });
  const session = await Session.prepare(hall, { delegates: BALLOTS });
  await session.start(session.voting());
  const { manifest, manifestHash } = session;
  const box = await makeOpenedBox({ session: session.id, manifest, manifestHash }, BALLOTS);
  await sendAll(box.ballots, 32, async (ballot) => {
    const id = createHash('sha256').update(ballot.subarray(0, 33)).digest('hex');
    expect(await hall.deps.ballotBox.cast(session.id, id, ballot)).toBe('kept');
  });
  const board = await closeBox(hall, session, ISSUING);
  await freezeBoard(hall, session, board);
  return { hall, session, box, board };
}

type Frozen = Awaited<ReturnType<typeof frozenBox>>;

/** Every page of something, and that none of them is larger than a page may be. */
async function allPages<Page extends { readonly pages: number }>(read: (page: number) => Promise<Page>) {
  const pages: Page[] = [];
  do pages.push(await read(pages.length));
  while (pages.length < (pages[0]?.pages ?? 0));
  for (const page of pages) expect(JSON.stringify(page).length).toBeLessThanOrEqual(MAX_PAGE_BYTES);
  return pages;
}

async function expectBallots({ hall, session, box, board }: Frozen): Promise<void> {
  const { boardRoot } = board;
  const pages = await allPages(async (page) =>
    hall.ask('getSealedBallots', await session.signed('delegates', 'getSealedBallots', { boardRoot, page })),
  );
  expect(pages.map(({ ballots }) => ballots.length)).toEqual([1_075, 1_075, 350]);
  expect(pages.flatMap(({ ballots }) => ballots)).toEqual(box.ballots.map(toB64u));
  const checked = await checkBox({ ...session, ballots: box.ballots });
  expect([checked.boardRoot, checked.defects]).toEqual([boardRoot, []]);
}

async function expectBoard({ hall, session }: Frozen, payload: BoardPayload): Promise<void> {
  const pages = await allPages((page) => hall.ask('getBoard', { session: session.id, page }));
  expect(pages.map(({ receipts }) => receipts.length)).toEqual([1_200, 1_200, 100]);
  const requests = (pages[0]?.signatures ?? []).map((signed) => ({ ...signed, payload }));
  const board = pages.flatMap(({ receipts }) => receipts);
  expect(await verifyBoard({ ...session, board, requests })).toEqual({ ok: true, payload });
}

const cut = (shares: ShareTexts): readonly (string | null)[][] =>
  Array.from({ length: Math.ceil(shares.length / SHARES_A_PAGE) }, (_, page) =>
    shares.slice(page * SHARES_A_PAGE, (page + 1) * SHARES_A_PAGE),
  );

/** Hands in a set as the page cuts it, last page first; what the server said after each. */
async function release({ hall, session, board }: Frozen, slot: Slot, shares: readonly Bytes[]) {
  const { boardRoot } = board;
  const pages = [...cut(shareTexts(shares)).entries()].reverse();
  const answers: unknown[] = [];
  for (const [page, texts] of pages) {
    const payload = { boardRoot, page, pages: pages.length, shares: texts };
    answers.push(await hall.ask('releaseShares', await session.signed(slot, 'releaseShares', payload)));
  }
  return answers;
}

async function expectShares({ hall, session, board }: Frozen, of: Slot, shares: readonly Bytes[]): Promise<void> {
  const { boardRoot } = board;
  const pages = await allPages(async (page) =>
    hall.ask('getShares', await session.signed('discipline', 'getShares', { boardRoot, of, page })),
  );
  expect(pages.map((page) => page.shares.length)).toEqual([1_000, 1_000, 500]);
  expect(pages.flatMap((page) => page.shares)).toEqual(shareTexts(shares));
}

test('a box of many ballots is read, opened, counted and published over several pages of each', async () => {
  const frozen = await frozenBox();
  const { hall, session, box, board } = frozen;
  await expectBallots(frozen);
  await expectBoard(frozen, board);
  const releases = await release(frozen, 'discipline', box.first);
  expect(releases).toEqual([
    { received: 1, complete: false },
    { received: 2, complete: false },
    { received: 3, complete: true },
  ]);
  await release(frozen, 'delegates', box.second);
  await expectShares(frozen, 'delegates', box.second);
  const openedBy: Slot[] = ['discipline', 'delegates'];
  const { boardRoot } = board;
  await hall.ask('count', await session.signed('delegates', 'count', { boardRoot, openedBy }));
  const [counted] = (await session.head()).results;
  const result = await hall.deps.meetings.getResult(session.id, counted?.hash ?? '');
  if (result === undefined) throw new Error('the counted result is not stored');
  expect([result.outcome, result.counts.valid, result.counts.void]).toEqual(['valid', BALLOTS, {}]);
  for (const slot of openedBy) {
    const signature = await session.resultSignature(slot, result);
    await hall.ask('signResult', { session: session.id, slot, openedBy, signature });
  }
  for (const name of ['result.json', 'sealed.json'] as const) {
    const bundle = JSON.parse((await bucket.read(await session.head(), name))?.toString('utf8') ?? 'null');
    expect((await checkBundle(bundle)).defects).toEqual([]);
    expect(bundle.board).toHaveLength(BALLOTS);
  }
});
