import { fromHex } from '../../shared/protocol/bytes.ts';
import { parseShareSet, type ShareSet } from '../../shared/protocol/opening.ts';
import type { TallyInput } from '../../shared/protocol/result.ts';
import type { Slot } from '../../shared/protocol/slots.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { Meeting } from '../store/meetings.ts';
import { countedEntry } from './paper-entry.ts';

/**
 * Everything the result of a closed meeting is computed from, with the share sets of `openedBy`, which must be complete. Reads
 * manifest, board, every ballot, and each set: 1 RCU per 4 KB.
 */
export async function readCountInput(
  deps: Dependencies,
  meeting: Meeting,
  openedBy: readonly Slot[],
): Promise<TallyInput> {
  const { session, boardRoot, manifestHash, issuing } = meeting;
  const hash = manifestHash === null ? null : fromHex(manifestHash);
  if (boardRoot === null || manifestHash === null || hash === null || issuing === null)
    throw new Error('a closed meeting lacks its board or its manifest');
  const manifest = await deps.meetings.getManifest(session, manifestHash);
  if (manifest === undefined) throw new Error('a closed meeting lacks its manifest');
  const board = await deps.meetings.readBoard(session, boardRoot, meeting.boardPages);
  const ballots = await deps.ballotBox.readBoardBallots(session, board);
  const sets = await Promise.all(
    openedBy.map(async (slot) => [slot, await readShareSet(deps, meeting, { slot, boardRoot })] as const),
  );
  const entry = countedEntry(meeting);
  const paper = entry === null ? [] : await deps.ballotBox.getPaper(session, entry);
  const opened = Object.fromEntries(sets);
  return { manifest, manifestHash: hash, board, openedBy, opened, ballots, paper, issuing };
}

async function readShareSet(
  deps: Dependencies,
  meeting: Meeting,
  { slot, boardRoot }: { readonly slot: Slot; readonly boardRoot: string },
): Promise<ShareSet> {
  const { session, electronic, tellers } = meeting;
  const pages = Array.from({ length: tellers[slot].sharePages }, (_, page) => page);
  const parts = await Promise.all(pages.map((page) => deps.ballotBox.getSharePage({ session, boardRoot, slot, page })));
  const texts = parts.flatMap(({ shares }) => shares);
  const set = parseShareSet(texts, electronic ?? 0);
  if (set === null) throw new Error('a complete set of shares is not one share a ballot');
  return set;
}
