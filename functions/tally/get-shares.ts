import { implement, refuse } from '../http/implement.ts';
import { shareSetIsComplete } from '../store/meetings.ts';
import { whyNotOnBoard } from './on-board.ts';

/**
 * One page of a teller's opened shares with that teller's signature. Nobody sees another's before their own whole set is in
 * (protocol.md §5.2).
 */
export const getShares = implement('getShares', async ({ request, deps }) => {
  const { session, slot, payload } = request;
  const { boardRoot, of, page } = payload;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const refusal = whyNotOnBoard(meeting, boardRoot);
  if (refusal !== undefined) return refusal;
  if (!shareSetIsComplete(meeting.tellers[slot])) return refuse('own-first');
  const { [of]: asked } = meeting.tellers;
  if (!shareSetIsComplete(asked)) return refuse('shares-incomplete');
  if (page >= asked.sharePages) return refuse('page-unknown');
  const handedIn = await deps.ballotBox.getSharePage({ session, boardRoot, slot: of, page });
  return { answer: { ...handedIn, page, pages: asked.sharePages } };
});
