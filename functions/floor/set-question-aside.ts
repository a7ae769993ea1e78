import { type FloorQuestion, setAside } from '../../shared/process/floor.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';
import { leaveQueue } from './leave-queue.ts';

const decide = (
  current: Versioned<FloorQuestion> | undefined,
  reason: string,
): ItemDecision<FloorQuestion, null, Refusal> => {
  if (current === undefined) return { kind: 'refuse', refusal: refuse('question-unknown') };
  const next = setAside(current.value, reason);
  if (next === 'answered-already') return { kind: 'refuse', refusal: refuse('question-answered') };
  return current.value.state === 'set-aside' && current.value.setAsideWhy === reason
    ? { kind: 'keep', answer: null }
    : { kind: 'write', value: next, answer: null };
};

/** Sets a question aside with the reason; it stays on record and is proposed for rectification. */
export const setQuestionAside = implement('setQuestionAside', async ({ request, caller, deps }) => {
  const { session, question, reason } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { floor } = deps.meetings;
  const foreseen = decide(await floor.readQuestion(session, question), reason);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write')
    await recordOrder({ what: 'setQuestionAside', target: session, why: reason, caller, deps });
  const outcome = await floor.changeQuestion(session, question, (current) => decide(current, reason));
  if (outcome.kind === 'refuse') return outcome.refusal;
  await leaveQueue(place, question, deps);
  return { answer: { number: question } };
});
