import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { implement, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import { answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { boardIsFrozen, type Meeting, withTeller } from '../store/meetings.ts';
import { whyNotOnBoard } from './on-board.ts';
import { entryOf, faultOfRows } from './paper-entry.ts';

/**
 * A teller hands in the whole pile of paper ballots as typed alone, once. Two equal entries settle it; two that differ wait for
 * the third teller. It is done before any share is released (protocol.md §5.1).
 */
export const enterPaper = implement('enterPaper', async ({ request, deps }) => {
  const { session, slot, payload, signature } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const entry = { slot, boardRoot: payload.boardRoot, entry: await entryOf(payload) };
  const foreseen = decideEntry(meeting, entry);
  if (foreseen.kind !== 'change') return answerOf(foreseen);
  const fault = await faultOfRows(deps, meeting, payload.ballots);
  if (fault !== undefined) return fault;
  const word = { entry: entry.entry, slot, as: 'entry' } as const;
  await deps.ballotBox.putPaper(session, word, { ballots: payload.ballots, signature });
  return answerOf(await deps.meetings.change(session, (present) => decideEntry(present, entry)));
});

type PaperStanding = { readonly paper: NonNullable<Meeting['paper']> };

/** What a teller's own entry does to a meeting. */
export function decideEntry(
  meeting: Meeting,
  { slot, boardRoot, entry }: { readonly slot: Slot; readonly boardRoot: string; readonly entry: string },
): Step<PaperStanding> {
  const refusal = whyNotOnBoard(meeting, boardRoot);
  if (refusal !== undefined) return decline(refusal);
  const { paper } = meeting;
  const own = meeting.tellers[slot].paperEntry;
  if (own !== null) return own === entry && paper !== null ? keep({ paper }) : decline(refuse('already-recorded'));
  if (meeting.state !== 'closed') return decline(refuseState(meeting.state, ['closed']));
  if (!boardIsFrozen(meeting)) return decline(refuse('board-not-frozen'));
  if (paper === 'none-issued') return decline(refuse('no-paper-issued'));
  // Two entries are in: the third teller settles, or has nothing left to enter.
  if (paper !== 'awaiting') return decline(refuse('already-recorded'));
  const [other] = SLOTS.flatMap((each) => meeting.tellers[each].paperEntry ?? []);
  const standing = other === undefined ? 'awaiting' : other === entry ? 'settled' : 'differs';
  return change({ ...withTeller(meeting, slot, { paperEntry: entry }), paper: standing }, { paper: standing });
}
