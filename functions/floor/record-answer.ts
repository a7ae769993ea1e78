import type { RequestOf } from '../../shared/contract/operations.ts';
import { answered, type FloorQuestion, MAX_WORDINGS } from '../../shared/process/floor.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';
import { leaveQueue } from './leave-queue.ts';

const decide = (
  current: Versioned<FloorQuestion> | undefined,
  words: RequestOf<'recordAnswer'>,
): ItemDecision<FloorQuestion, null, Refusal> => {
  if (current === undefined) return { kind: 'refuse', refusal: refuse('question-unknown') };
  const next = answered(current.value, words, words.after);
  if (next === 'edited-meanwhile') return { kind: 'refuse', refusal: refuseEdited() };
  if (next === 'full') return { kind: 'refuse', refusal: refuse('answer-corrected-often', { limit: MAX_WORDINGS }) };
  return next === current.value ? { kind: 'keep', answer: null } : { kind: 'write', value: next, answer: null };
};

/** Records the answer that was given; a later one corrects it, and the earlier wording stays on record. */
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
