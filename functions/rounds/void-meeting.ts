import { implement, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import { advanceOrRefuse, answerOf, change, decline, keep, type Step } from '../http/step.ts';
import type { Meeting } from '../store/meetings.ts';

type Voided = { readonly state: Meeting['state'] };

const decideVoid = (meeting: Meeting, reason: string): Step<Voided> => {
  if (meeting.state === 'voided' && meeting.voidReason === reason) return keep({ state: meeting.state });
  const next = advanceOrRefuse(meeting.state, 'void-by-office');
  return 'refused' in next ? decline(next) : change({ ...meeting, ...next, voidReason: reason }, next);
};

/**
 * Voids a meeting up to `closing`; once the box is closed only two tellers can. Its session id is never used again. The same
 * reason again gets the same answer.
 */
export const voidMeeting = implement('voidMeeting', async ({ request, caller, deps }) => {
  const { session, reason } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const foreseen = decideVoid(meeting, reason);
  if (foreseen.kind !== 'change') return answerOf(foreseen);
  await recordOrder({ what: 'voidMeeting', target: session, why: reason, caller, deps });
  // The home asks the meeting itself from now on, as after a freeze: a void one waits for nobody’s list or report.
  const { round, unit } = meeting;
  await deps.registry.progress.note({ round, unit }, 'meeting', { frozen: true });
  return answerOf(await deps.meetings.change(session, (read) => decideVoid(read, reason)));
});
