import type { MeetingState } from '../../shared/process/meeting-state.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import type { Meeting } from '../store/meetings.ts';

/** Where figures of a closed box may be read: a voided meeting shows nothing any more. */
export const WITH_BOARD: readonly MeetingState[] = ['closed', 'counted', 'announced'];

/** Why a request about a board does not fit the meeting: it is in another state, or has another board. */
export function whyNotOnBoard(
  meeting: Meeting,
  boardRoot: string,
  states: readonly MeetingState[] = WITH_BOARD,
): Refusal | undefined {
  if (!states.includes(meeting.state)) return refuseState(meeting.state, states);
  return meeting.boardRoot === boardRoot ? undefined : refuse('board-differs');
}
