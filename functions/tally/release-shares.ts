import type { RequestOf } from '../../shared/contract/operations.ts';
import type { MeetingState } from '../../shared/process/meeting-state.ts';
import { implement, refuse } from '../http/implement.ts';
import { answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { boardIsFrozen, type Meeting, shareSetIsComplete, withTeller } from '../store/meetings.ts';
import { whyNotOnBoard } from './on-board.ts';
import { layoutOf } from './share-layout.ts';

/** The third set may come after a first count: it opens what one spoilt share kept shut. */
const OPENING: readonly MeetingState[] = ['closed', 'counted'];

/** A teller hands in one page of opened shares, in the order of the board; a page that is in never changes. */
export const releaseShares = implement('releaseShares', async ({ request, deps }) => {
  const { session, slot, payload, signature } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const foreseen = decideRelease(meeting, request);
  if (foreseen.kind === 'refuse') return answerOf(foreseen);
  const { boardRoot, page, shares } = payload;
  const isThisPage = await deps.ballotBox.putSharePage({ session, boardRoot, slot, page }, { shares, signature });
  if (!isThisPage) return refuse('already-recorded');
  return answerOf(await deps.meetings.change(session, (present) => decideRelease(present, request)));
});

type Release = { readonly received: number; readonly complete: boolean };

/** What one page of shares does to a meeting, by the order of protocol.md §5: board, paper, then shares. */
export function decideRelease(
  meeting: Meeting,
  { slot, payload }: Pick<RequestOf<'releaseShares'>, 'slot' | 'payload'>,
): Step<Release> {
  const { boardRoot, page, pages, shares } = payload;
  const refusal = whyNotOnBoard(meeting, boardRoot, OPENING);
  if (refusal !== undefined) return decline(refusal);
  if (!boardIsFrozen(meeting)) return decline(refuse('board-not-frozen'));
  if (meeting.paper !== 'settled' && meeting.paper !== 'none-issued') return decline(refuse('paper-first'));
  if (page >= pages) return decline(refuse('page-unknown'));
  const layout = layoutOf({ page, pages, shares: shares.length, ballots: meeting.electronic ?? 0 });
  if (layout === null) return decline(refuse('board-differs'));
  const teller = meeting.tellers[slot];
  const isFirst = teller.sharePages === 0;
  const isSameCut = teller.sharePages === pages && teller.sharesPerPage === layout.sharesPerPage;
  if (!isFirst && !isSameCut) return decline(refuse('already-recorded'));
  if (teller.sharePagesIn.includes(page)) return keep(releaseOf(meeting, slot));
  const sharePagesIn = [...teller.sharePagesIn, page].sort((left, right) => left - right);
  const { sharesPerPage } = layout;
  const changed = withTeller(meeting, slot, { sharePages: pages, sharesPerPage, sharePagesIn });
  return change(changed, releaseOf(changed, slot));
}

const releaseOf = (meeting: Meeting, slot: keyof Meeting['tellers']): Release => {
  const teller = meeting.tellers[slot];
  return { received: teller.sharePagesIn.length, complete: shareSetIsComplete(teller) };
};
