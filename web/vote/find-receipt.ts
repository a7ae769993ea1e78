import type { ResponseOf } from '../../shared/contract/operations.ts';
import { isOnBoard, verifyBoard } from '../../shared/protocol/board.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { type Cast, type Found, type Ground, keep, type Sealed } from './records.ts';
import { type Scene, seeMeeting, spread } from './scene.ts';

const BOARD_POLL_MS = 15_000;

/**
 * Waits for the board, fetches the whole of it (asking for one receipt would tell whose it is), believes it only with two
 * tellers' signatures, and looks for the receipt (protocol.md §4).
 */
export async function findReceipt(scene: Scene, ballot: Sealed | Cast): Promise<void> {
  while (!scene.signal.aborted) {
    const meeting = await seeMeeting(scene, ballot.session);
    const board = meeting?.boardFrozen === true ? await fetchBoard(scene, ballot) : null;
    if (board === 'refused') scene.dispatch({ type: 'board-refused' });
    else if (board !== null) return report(scene, ballot, board);
    await scene.sleep(spread(BOARD_POLL_MS, scene.random), scene.signal);
  }
}

async function report({ store, dispatch }: Scene, ballot: Sealed | Cast, board: readonly string[]): Promise<void> {
  if (!isOnBoard(board, ballot.receipt)) return dispatch({ type: 'receipt-missing' });
  const { v, id, session, mark, ground, receipt } = ballot;
  const found: Found = { v, id, session, mark, step: 'found', checkCode: ground.checkCode };
  await keep(store, found);
  dispatch({ type: 'receipt-found', saved: found, receipt });
}

/** All pages of the board; null when a page did not come, `refused` when the board is not to be believed. */
async function fetchBoard(
  scene: Scene,
  { session, ground }: Sealed | Cast,
): Promise<readonly string[] | 'refused' | null> {
  const receipts: string[] = [];
  for (let page = 0; ; page++) {
    const answer = await scene.call('getBoard', { session, page });
    if (!answer.ok) return null;
    receipts.push(...answer.value.receipts);
    if (page + 1 >= answer.value.pages)
      return (await isBelieved(ground, receipts, answer.value)) ? receipts : 'refused';
  }
}

async function isBelieved(
  { manifest, manifestHash }: Ground,
  board: readonly string[],
  { boardRoot, counts, signatures }: ResponseOf<'getBoard'>,
): Promise<boolean> {
  const payload = { boardRoot, manifestHash: toHex(manifestHash), counts };
  const requests = signatures.map(({ slot, signature }) => ({ slot, signature, payload }));
  return (await verifyBoard({ manifest, manifestHash, board, requests })).ok;
}
