import type { RequestOf } from '../../shared/contract/operations.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { Observers } from '../store/nominations.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';

type Wanted = Pick<RequestOf<'setObservers'>, 'expectedVersion' | 'observers'>;

const isSame = (left: Observers['observers'], right: Observers['observers']): boolean =>
  left.length === right.length &&
  left.every(({ name, organisation }, at) => right[at]?.name === name && right[at]?.organisation === organisation);

function decideObservers(
  current: Versioned<Observers> | undefined,
  { expectedVersion, observers }: Wanted,
): ItemDecision<Observers, number, Refusal> {
  const version = current?.version ?? 0;
  if (isSame(current?.value.observers ?? [], observers)) return { kind: 'keep', answer: observers.length };
  const who = { zh: '另一位工作人员', en: 'Another member of staff' };
  if (expectedVersion !== version) return { kind: 'refuse', refusal: refuse('edited-meanwhile', { who }) };
  return { kind: 'write', value: { observers }, answer: observers.length };
}

/** Who is present without a vote; kept apart from the delegates, so that no figure can mix them up. */
export const setObservers = implement('setObservers', async ({ request, caller, deps }) => {
  const { session, observers } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { nominations } = deps.registry;
  const read = await nominations.observersOf(session);
  const foreseen = decideObservers(read.version === 0 ? undefined : read, request);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write')
    await recordOrder({ what: 'setObservers', target: session, why: `${observers.length} observers`, caller, deps });
  const outcome = await nominations.changeObservers(session, (current) => decideObservers(current, request));
  if (outcome.kind === 'refuse') return outcome.refusal;
  return { answer: { version: outcome.version, observers: outcome.answer } };
});
