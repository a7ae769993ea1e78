import type { MeetingState } from '../../shared/process/meeting-state.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import type { Meeting } from '../store/meetings.ts';

/** The meeting, while it is in one of the states that a step belongs to. 1 RCU per 4 KB. */
export async function meetingIn(
  session: string,
  states: readonly MeetingState[],
  deps: Dependencies,
): Promise<Meeting | Refusal> {
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  return states.includes(meeting.state) ? meeting : refuseState(meeting.state, states);
}
