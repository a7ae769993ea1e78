import { implement, refuse } from '../http/implement.ts';
import { advanceOrRefuse, answerOf, change, decline, keep, type Step } from '../http/step.ts';
import type { Meeting } from '../store/meetings.ts';

/** A teller opens the voting of an armed meeting. Once it is open, pressing again is answered and changes nothing. */
export const openVoting = implement('openVoting', async ({ request, deps }) => {
  const { session, payload } = request;
  return answerOf(await deps.meetings.change(session, (meeting) => decideOpening(meeting, payload.manifestHash)));
});

/** What opening the voting does to a meeting. */
export function decideOpening(meeting: Meeting, manifestHash: string): Step<{ state: Meeting['state'] }> {
  const isOpen = meeting.state === 'voting' || meeting.state === 'closing';
  const next = isOpen ? { state: meeting.state } : advanceOrRefuse(meeting.state, 'open');
  if ('refused' in next) return decline(next);
  if (meeting.manifestHash !== manifestHash) return decline(refuse('manifest-differs'));
  return isOpen ? keep(next) : change({ ...meeting, state: next.state }, next);
}
