import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';

/** What was answered meanwhile is not called again by a request that comes late. */
async function refuseCalling(
  session: string,
  question: number,
  { meetings }: Dependencies,
): Promise<Refusal | undefined> {
  const read = await meetings.floor.readQuestion(session, question);
  if (read === undefined) return refuse('question-unknown');
  return read.value.state === 'queued' ? undefined : refuse('question-not-waiting');
}

/** The chair calls a question: the hall shows it. `null` takes it from the screen. */
export const callQuestion = implement('callQuestion', async ({ request, caller, deps }) => {
  const { session, question } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { floor } = deps.meetings;
  const refusal = question === null ? undefined : await refuseCalling(session, question, deps);
  if (refusal !== undefined) return refusal;
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
