import type { Meeting } from '../store/meetings.ts';
import type { Dependencies } from './dependencies.ts';
import { type Refusal, refuse } from './implement.ts';
import { refuseState } from './state-wrong.ts';
import { change, decline, type Step } from './step.ts';

const stillPrepared = (meeting: Meeting): Step<null> =>
  meeting.state === 'prepared' ? change(meeting, null) : decline(refuseState(meeting.state, ['prepared']));

/**
 * A freeze that read the gate before something of it was changed must not come through after it: the meeting's head is written
 * again, so that such a freeze finds another version and reads the gate anew. The refusal where the freeze was first: whoever
 * changed something puts it back.
 */
export async function holdAgainstFreeze(session: string, deps: Dependencies): Promise<Refusal | undefined> {
  const step = await deps.meetings.change(session, stillPrepared);
  if (step === undefined) return refuse('session-unknown');
  return step.kind === 'refuse' ? step.refusal : undefined;
}
