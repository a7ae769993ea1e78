import { type Board, type BoardPayload, verifyBoard } from '../../../shared/protocol/board.ts';
import { type Bytes, toHex } from '../../../shared/protocol/bytes.ts';
import { inBatches } from '../../../shared/protocol/in-batches.ts';
import { openShareSet, type ShareSet, shareTexts } from '../../../shared/protocol/opening.ts';
import { receiptOf } from '../../../shared/protocol/sealed-ballot.ts';
import { fetchBallots } from './check-box.ts';
import { distrust, done, type Face, type Outcome, type Progress, send, type TellerContext } from './context.ts';
import { keepClosingTime } from './hold-voting.ts';
import type { CheckedManifest } from './read-manifest.ts';

/** Shares handed in at once: about 50 KB a request, at most SHARES_PER_PAGE of the contract. */
export const SHARES_A_PAGE = 1000;

/** A board with two tellers' signatures, and the ballots that are exactly it, all verified here. */
export interface SignedBox {
  readonly board: Board;
  readonly payload: BoardPayload;
  readonly ballots: readonly Bytes[];
}

/** The public board with the signatures under it, believed only after `verifyBoard`. */
async function fetchBoard(
  context: TellerContext,
  { manifest, manifestHash }: CheckedManifest,
): Promise<Outcome<{ readonly board: Board; readonly payload: BoardPayload }>> {
  const board: string[] = [];
  let requests: readonly unknown[] = [];
  for (let page = 0, pages = 1; page < pages; page++) {
    const answer = await context.call('getBoard', { session: context.session, page });
    if (!answer.ok) return answer;
    const { boardRoot, counts, receipts, signatures } = answer.value;
    board.push(...receipts);
    const payload = { boardRoot, manifestHash: toHex(manifestHash), counts };
    requests = signatures.map(({ slot, signature }) => ({ slot, signature, payload }));
    pages = answer.value.pages;
  }
  const verified = await verifyBoard({ manifest, manifestHash, board, requests });
  return verified.ok ? done({ board, payload: verified.payload }) : distrust('board-not-signed', [verified.code]);
}

/**
 * The box as two tellers signed it, with the ballots that are exactly that board, in its order. `held` are ballots this
 * browser fetched before; they are checked all the same.
 */
export async function fetchSignedBox(
  context: TellerContext,
  checked: CheckedManifest,
  held: readonly Bytes[] | null,
  progress: Progress,
): Promise<Outcome<SignedBox>> {
  const signed = await fetchBoard(context, checked);
  if (!signed.ok) return signed;
  const { board, payload } = signed.value;
  const fetched = held === null ? await fetchBallots(context, payload.boardRoot, progress) : done(held);
  if (!fetched.ok) return fetched;
  const receipts = await inBatches(fetched.value, (ballot) => receiptOf(ballot));
  const isBoard = receipts.length === board.length && receipts.every((receipt, place) => receipt === board[place]);
  return isBoard ? done({ board, payload, ballots: fetched.value }) : distrust('ballots-not-the-board');
}

/**
 * Whether this browser may open shares at all (protocol.md §5.2): its own clock is past the closing time, which is the one
 * it saw first, and it never opened for another board. The board is remembered before the first share opens.
 */
export async function mayOpen(context: TellerContext, face: Face, boardRoot: string): Promise<Outcome<null>> {
  if (face.closesAt === null || context.nowMs() <= face.closesAt) return distrust('closing-time-not-past');
  const isFirst = await keepClosingTime(context, face);
  if (!isFirst.ok) return isFirst;
  const opened = await context.memory.keepFirstOpenedRoot(boardRoot);
  return opened === boardRoot ? done(null) : distrust('other-board-opened-before');
}

/** Opens this teller's shares of a box that `fetchSignedBox` verified, after `mayOpen`. */
export async function openOwnShares(
  context: TellerContext,
  {
    face,
    checked,
    box,
    progress,
  }: {
    readonly face: Face;
    readonly checked: CheckedManifest;
    readonly box: SignedBox;
    readonly progress: Progress;
  },
): Promise<Outcome<ShareSet>> {
  const allowed = await mayOpen(context, face, box.payload.boardRoot);
  if (!allowed.ok) return allowed;
  const { manifest, manifestHash } = checked;
  const [{ slot }, { hpke }] = [context, context.keys];
  const shares: (Bytes | null)[] = [];
  for (const ballots of pagesOf(box.ballots, BALLOTS_A_TURN)) {
    shares.push(...(await openShareSet({ manifest, manifestHash, slot, hpke, ballots })));
    progress(shares.length, box.ballots.length);
    await context.pause();
  }
  return done(shares);
}

/** Ballots opened before the page may draw its progress: a fraction of a second on an old phone. */
const BALLOTS_A_TURN = 64;

/**
 * Hands in this teller's opened shares page by page. Pages that are in stay in: after a reload only the missing ones are
 * sent, and the same page again gets the same answer.
 */
export async function releaseShares(
  context: TellerContext,
  {
    boardRoot,
    shares,
    progress,
  }: { readonly boardRoot: string; readonly shares: ShareSet; readonly progress: Progress },
): Promise<Outcome<null>> {
  const pages = pagesOf(shareTexts(shares), SHARES_A_PAGE);
  const released = await context.memory.released();
  const sent = new Set(released?.root === boardRoot ? released.pages : []);
  let isComplete = false;
  for (const [page, texts] of pages.entries()) {
    // The last page is always asked: its answer says whether the server has the whole set.
    if (sent.has(page) && page < pages.length - 1) continue;
    const payload = { boardRoot, page, pages: pages.length, shares: [...texts] };
    const answer = await send(context, 'releaseShares', payload);
    if (!answer.ok) return answer;
    isComplete = answer.value.complete;
    sent.add(page);
    await context.memory.keepReleased({ root: boardRoot, pages: [...sent] });
    progress(sent.size, pages.length);
    await context.pause();
  }
  if (!isComplete) {
    // The server lacks a page that this browser believed sent: send all again the next time.
    await context.memory.keepReleased({ root: boardRoot, pages: [] });
    return distrust('release-incomplete');
  }
  await context.memory.keepDeed({ step: 'open-box', atMs: context.nowMs(), mark: boardRoot });
  return done(null);
}

/** Slices of at most `size`; an empty list is one empty page. */
function pagesOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: count }, (_, page) => items.slice(page * size, (page + 1) * size));
}
