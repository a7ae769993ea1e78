import { type IssuingFigures, served } from '../../../shared/process/reconciliation.ts';
import type { Board, BoardPayload } from '../../../shared/protocol/board.ts';
import { checkBox } from '../../../shared/protocol/box-check.ts';
import { type Bytes, fromB64u } from '../../../shared/protocol/bytes.ts';
import { inBatches } from '../../../shared/protocol/in-batches.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';
import { distrust, done, type Face, type Outcome, type Progress, send, type TellerContext } from './context.ts';
import { type CheckedManifest, faceManifestHash } from './read-manifest.ts';

/** The closed box as this browser verified it, ready to be signed. */
export interface VerifiedBox {
  readonly ballots: readonly Bytes[];
  readonly board: Board;
  readonly payload: BoardPayload;
}

/** What a teller has to clear up in the hall before signing: figures that can be explained, but not by a program. */
export type Discrepancy = 'more-served-than-present' | 'more-ballots-than-served' | 'more-served-than-delegates';

/** All sealed ballots of the closed box, in the order of the board, page by page. */
export async function fetchBallots(
  context: TellerContext,
  boardRoot: string,
  progress: Progress,
): Promise<Outcome<readonly Bytes[]>> {
  const ballots: Bytes[] = [];
  for (let page = 0, pages = 1; page < pages; page++) {
    const answer = await send(context, 'getSealedBallots', { boardRoot, page });
    if (!answer.ok) return answer;
    const decoded = await inBatches(answer.value.ballots, async (text) => fromB64u(text));
    for (const ballot of decoded) {
      if (ballot === null) return distrust('ballots-unreadable');
      ballots.push(ballot);
    }
    pages = answer.value.pages;
    progress(ballots.length, answer.value.total);
    await context.pause();
  }
  return done(ballots);
}

/**
 * A teller's own check of the closed box (protocol.md §4): every receipt and the root anew, every token signature, no token
 * twice, and the counts those of the box and the manifest.
 */
export async function verifyBox(
  context: TellerContext,
  {
    face,
    checked,
    ballots,
  }: { readonly face: Face; readonly checked: CheckedManifest; readonly ballots: readonly Bytes[] },
): Promise<Outcome<VerifiedBox>> {
  const { manifest, manifestHash } = checked;
  const { counts } = face;
  if (counts === null) return distrust('counts-differ');
  const box = await checkBox({ manifest, manifestHash, ballots });
  await context.pause();
  if (box.boardRoot !== face.boardRoot) return distrust('ballots-not-the-board');
  if (box.defects.length > 0)
    return distrust(
      'box-has-defects',
      box.defects.map(({ where }) => where),
    );
  const areOurs = counts.electronic === ballots.length && counts.delegates === manifest.delegates;
  if (!areOurs) return distrust('counts-differ');
  const { delegates, drawn, reissued, papersIssued, papersReissued, electronic } = counts;
  const payload: BoardPayload = {
    boardRoot: box.boardRoot,
    manifestHash: faceManifestHash(face),
    counts: { delegates, drawn, reissued, papersIssued, papersReissued, electronic },
  };
  return done({ ballots, board: box.board, payload });
}

/** What the figures say against the heads this teller counted in the hall. */
export function discrepancies(
  counts: IssuingFigures & { readonly electronic: number },
  headCount: number,
): readonly Discrepancy[] {
  const found: Discrepancy[] = [];
  if (served(counts) > headCount) found.push('more-served-than-present');
  if (counts.electronic > counts.drawn + counts.reissued) found.push('more-ballots-than-served');
  if (served(counts) > counts.delegates) found.push('more-served-than-delegates');
  return found;
}

/** Signs the board that was verified here, and never another one of this meeting (protocol.md §4): it is remembered before it is sent. */
export async function signBoard(context: TellerContext, { payload }: VerifiedBox): Promise<Outcome<null>> {
  const signed = jcsText(payload);
  if ((await context.memory.keepFirstSignedBoard(signed)) !== signed) return distrust('other-board-signed-before');
  const answer = await send(context, 'signBoard', payload);
  if (!answer.ok) return answer;
  await context.memory.keepDeed({ step: 'check-box', atMs: context.nowMs(), mark: payload.boardRoot });
  return done(null);
}
