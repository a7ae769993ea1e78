import type { RequestOf } from '../../shared/contract/operations.ts';
import { statesBefore } from '../../shared/process/meeting-state.ts';
import {
  ACKNOWLEDGING,
  type Acknowledgement,
  acknowledge,
  type Preparation,
} from '../../shared/process/preparation.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Caller } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision } from '../store/versioned-items.ts';
import { refuseEdited } from './edited-meanwhile.ts';
import { meetingIn } from './meeting-in.ts';
import { notePreparation } from './note-preparation.ts';

const decide = (
  report: Preparation | undefined,
  { version }: RequestOf<'acknowledgePreparation'>,
  by: Acknowledgement,
): ItemDecision<Preparation, null, Refusal> => {
  if (report === undefined) return { kind: 'refuse', refusal: refuse('preparation-missing') };
  if (report.version !== version) return { kind: 'refuse', refusal: refuseEdited('unit-clerk') };
  const step = acknowledge(report, by);
  switch (step.kind) {
    case 'already':
      return { kind: 'keep', answer: null };
    case 'same-person':
      return { kind: 'refuse', refusal: refuse('same-person') };
    case 'acknowledged':
      return { kind: 'write', value: step.report, answer: null };
  }
};

function acknowledgementBy(caller: Caller, onDay: string): Acknowledgement {
  const role = caller.kind === 'staff' ? ACKNOWLEDGING.find((each) => each === caller.role) : undefined;
  if (caller.kind !== 'staff' || role === undefined) throw new Error('the contract lets these two roles only');
  return { role, subject: caller.subject, name: caller.name, onDay };
}

/** One of the two acknowledgements without which there is no meeting: of the very report that was read, by two people. */
export const acknowledgePreparation = implement('acknowledgePreparation', async ({ request, caller, deps }) => {
  const { session, version } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const meeting = await meetingIn(session, statesBefore('freeze'), deps);
  if ('refused' in meeting) return meeting;
  const by = acknowledgementBy(caller, shanghaiDay(deps.nowMs()));
  const { invitations } = deps.registry;
  const foreseen = decide((await invitations.readPreparation(session))?.value, request, by);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write')
    await recordOrder({ what: 'acknowledgePreparation', target: session, why: `version ${version}`, caller, deps });
  const outcome = await invitations.changePreparation(session, (read) => decide(read?.value, request, by));
  if (outcome.kind === 'refuse') return outcome.refusal;
  const acknowledged = await notePreparation(place, deps);
  return { answer: { acknowledgedBy: acknowledged.map(({ role }) => role) } };
});
