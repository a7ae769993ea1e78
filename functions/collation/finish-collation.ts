import type { CollationHead } from '../../shared/process/collation.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { opinionsAreOpen } from '../http/opinion-form.ts';
import { recordOrder } from '../http/record-order.ts';
import { OPINIONS_PER_PAGE } from '../store/opinions.ts';
import { placeFor } from './own-session.ts';
import { MAX_ATTEMPTS, noteFigures } from './step.ts';

/** How many opinions are neither collated nor set aside. A Query a page of 50. */
async function opinionsLeft(session: string, { opinions }: Dependencies): Promise<number> {
  let left = 0;
  let after: string | undefined;
  do {
    const page = await opinions.list(session, { limit: OPINIONS_PER_PAGE, after });
    left += page.opinions.filter(({ state }) => state.kind === 'new').length;
    after = page.next ?? undefined;
  } while (after !== undefined);
  return left;
}

/** Writes that it is finished on the figures as they were read before the opinions: `undefined` when somebody collated meanwhile. */
async function finish(session: string, deps: Dependencies): Promise<CollationHead | number | undefined> {
  const { collated } = deps.meetings;
  const head = await collated.readHead(session);
  const left = await opinionsLeft(session, deps);
  if (left > 0) return left;
  return head.value.isFinished ? head.value : collated.finish(session, head);
}

/**
 * Says that every opinion has been dealt with, once none can come any more: until then nobody but the inspection office knows, and
 * the home waits for it. Collating anew undoes it.
 */
export const finishCollation = implement('finishCollation', async ({ request, caller, deps }) => {
  const { session } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  if (await opinionsAreOpen(session, deps)) return refuse('opinions-still-open');
  const known = (await deps.meetings.collated.readHead(session)).value;
  const left = await opinionsLeft(session, deps);
  if (left > 0) return refuse('opinions-left', { count: left });
  if (!known.isFinished) await recordOrder({ what: 'finishCollation', target: session, why: '', caller, deps });
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const finished = await finish(session, deps);
    if (finished === undefined) continue;
    if (typeof finished === 'number') return refuse('opinions-left', { count: finished });
    await noteFigures(place, finished, deps);
    return { answer: { questions: finished.questions, suggestions: finished.suggestions } };
  }
  throw new Error('the collation of a session changed too often under one step');
});
