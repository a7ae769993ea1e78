import type { RequestOf } from '../../shared/contract/operations.ts';
import { statesBefore } from '../../shared/process/meeting-state.ts';
import { isSameReport, type Preparation } from '../../shared/process/preparation.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { holdAgainstFreeze } from '../http/hold-against-freeze.ts';
import { implement, type Refusal } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision } from '../store/versioned-items.ts';
import { refuseEdited } from './edited-meanwhile.ts';
import { meetingIn } from './meeting-in.ts';
import { notePreparation } from './note-preparation.ts';

const decide = (
  current: Preparation | undefined,
  { parts, expectedVersion }: RequestOf<'submitPreparation'>,
  made: Preparation,
): ItemDecision<Preparation, number, Refusal> => {
  // The same texts again: a retry, or nothing was changed. What was acknowledged stays acknowledged.
  if (current !== undefined && isSameReport(current.texts, parts)) return { kind: 'keep', answer: current.version };
  if ((current?.version ?? 0) !== expectedVersion) return { kind: 'refuse', refusal: refuseEdited('unit-clerk') };
  return { kind: 'write', value: made, answer: made.version };
};

/** Where the freeze was first, the report that it went by stands again, with its acknowledgements. */
async function unlessFrozen(
  session: string,
  before: Preparation | undefined,
  deps: Dependencies,
): Promise<Refusal | undefined> {
  const refusal = await holdAgainstFreeze(session, deps);
  if (refusal === undefined || before === undefined) return refusal;
  await deps.registry.invitations.changePreparation(session, () => ({ kind: 'write', value: before, answer: null }));
  return refusal;
}

/** The unit's report on its preparation. Whoever acknowledged an earlier one has not acknowledged this. */
export const submitPreparation = implement('submitPreparation', async ({ request, caller, deps }) => {
  const { session, parts, expectedVersion } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const meeting = await meetingIn(session, statesBefore('freeze'), deps);
  if ('refused' in meeting) return meeting;
  if (caller.kind !== 'staff') throw new Error('a report is handed in by staff');
  const { subject, name } = caller;
  const onDay = shanghaiDay(deps.nowMs());
  const version = expectedVersion + 1;
  const made: Preparation = { version, texts: parts, submittedBy: { subject, name }, onDay, acknowledged: [] };
  const { invitations } = deps.registry;
  const current = (await invitations.readPreparation(session))?.value;
  const foreseen = decide(current, request, made);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write') {
    await recordOrder({ what: 'submitPreparation', target: session, why: `version ${version}`, caller, deps });
    if (current !== undefined) await invitations.keepReplaced(session, current);
  }
  const outcome = await invitations.changePreparation(session, (read) => decide(read?.value, request, made));
  if (outcome.kind === 'refuse') return outcome.refusal;
  const frozen = foreseen.kind === 'write' ? await unlessFrozen(session, current, deps) : undefined;
  await notePreparation(place, deps);
  if (frozen !== undefined) return frozen;
  return { answer: { version: outcome.answer } };
});
