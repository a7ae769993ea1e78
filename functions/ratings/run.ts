import { type ItemRefusal, rate } from '../../shared/process/rectification.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { reportFault } from '../http/fault.ts';
import type { Run } from '../http/scheduled.ts';
import { shuffled } from '../http/shuffled.ts';
import type { WaitingRating } from '../store/waiting-ratings.ts';

/**
 * Counts one rating on its item, under an id that makes counting it twice impossible, and then deletes what waited. No item or reply
 * is ever taken away and no rating changed, so none is refused; one that is would be refused every night: it is reported without
 * data and waits no more, and its author's word stays with the opinion.
 */
async function count({ id, session, item, reply, rating }: WaitingRating, deps: Dependencies): Promise<void> {
  const today = shanghaiDay(deps.nowMs());
  const outcome = await deps.meetings.rectification.change<ItemRefusal>(session, item, ({ value }) => {
    const step = rate(value, { reply, id, rating, today });
    if (!step.ok) return { kind: 'refuse', refusal: step.refusal };
    return step.item === value ? { kind: 'keep' } : { kind: 'write', item: step.item };
  });
  if (outcome?.kind !== 'done') {
    const error = new Error('a waiting rating was refused by its item');
    reportFault({ id: 'ratings', error, deps });
  }
  await deps.opinions.waitingRatings.delete({ id });
}

/**
 * Counts the ratings that came since the last night, in an order of chance: an item then tells the night and no more. What a fault
 * keeps from being counted holds up no other and waits for the next run; stopped anywhere, it goes on there.
 */
export const run: Run = async (deps) => {
  const faults: unknown[] = [];
  for (const rating of shuffled(await deps.opinions.waitingRatings.list(), deps)) {
    try {
      await count(rating, deps);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
};
