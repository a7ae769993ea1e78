import { implement, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';

/** The chair calls a question: the hall shows it. `null` takes it from the screen. */
export const callQuestion = implement('callQuestion', async ({ request, caller, deps }) => {
  const { session, question } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { floor } = deps.meetings;
  if (question !== null && (await floor.readQuestion(session, question)) === undefined)
    return refuse('question-unknown');
  const { value } = await floor.readHead(session);
  if (value.called === question) return { answer: { called: question } };
  const why = question === null ? 'none' : `question ${question}`;
  await recordOrder({ what: 'callQuestion', target: session, why, caller, deps });
  await floor.changeHead(session, (head) => ({
    kind: 'write',
    value: { ...head.value, called: question },
    answer: null,
  }));
  return { answer: { called: question } };
});
