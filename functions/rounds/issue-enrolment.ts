import { statesBefore } from '../../shared/process/meeting-state.ts';
import type { Slot } from '../../shared/protocol/slots.ts';
import { ROLE_NAMES } from '../http/authorise.ts';
import { implement, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import { refuseState } from '../http/state-wrong.ts';
import { answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { type Meeting, withTeller } from '../store/meetings.ts';

const ENROLLING = statesBefore('enrol');

/**
 * Issues the one-time enrolment of a teller, by the hash of its secret; the last one issued counts. The inspection office issues
 * any, the discipline commission that of its own teller. Keys that are enrolled stay until the new secret is used.
 */
export const issueEnrolment = implement('issueEnrolment', async ({ request, caller, deps }) => {
  const { session, slot, secretHash } = request;
  if (caller.kind === 'staff' && caller.role === 'discipline-commission' && slot !== 'discipline')
    return refuse('role-not-allowed', { roles: ROLE_NAMES['inspection-office'] });
  const decide = (read: Meeting): Step<{ slot: Slot }> => {
    if (!ENROLLING.includes(read.state)) return decline(refuseState(read.state, ENROLLING));
    const isIssued = read.tellers[slot].enrolmentHash === secretHash;
    return isIssued ? keep({ slot }) : change(withTeller(read, slot, { enrolmentHash: secretHash }), { slot });
  };
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const foreseen = decide(meeting);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'change')
    await recordOrder({ what: 'issueEnrolment', target: session, why: slot, caller, deps });
  return answerOf(await deps.meetings.change(session, decide));
});
