import { answered, type FloorQuestion } from '../../shared/process/floor.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';
import { leaveQueue } from './leave-queue.ts';

type Words = { readonly answer: string; readonly answeredBy: string };

const decide = (
  current: Versioned<FloorQuestion> | undefined,
  words: Words,
): ItemDecision<FloorQuestion, null, Refusal> => {
  if (current === undefined) return { kind: 'refuse', refusal: refuse('question-unknown') };
  const { answer, answeredBy } = current.value;
  return answer === words.answer && answeredBy === words.answeredBy
    ? { kind: 'keep', answer: null }
    : { kind: 'write', value: answered(current.value, words), answer: null };
};

/** Records the answer that was given; a later one corrects it, and the log says that it did. */
export const recordAnswer = implement('recordAnswer', async ({ request, caller, deps }) => {
  const { session, question } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { floor } = deps.meetings;
  const foreseen = decide(await floor.readQuestion(session, question), request);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write')
    await recordOrder({ what: 'recordAnswer', target: session, why: `question ${question}`, caller, deps });
  const outcome = await floor.changeQuestion(session, question, (current) => decide(current, request));
  if (outcome.kind === 'refuse') return outcome.refusal;
  await leaveQueue(place, question, deps);
  return { answer: { number: question } };
});
