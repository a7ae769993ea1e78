import type { Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';

/** From the freeze on the reports are on record and no longer change: the refusal of whatever would change one then. */
export async function refusalOnceFrozen(session: string, deps: Dependencies): Promise<Refusal | undefined> {
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  return meeting.state === 'prepared' ? undefined : refuseState(meeting.state, ['prepared']);
}
