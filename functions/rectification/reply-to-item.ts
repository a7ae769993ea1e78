import { replyTo } from '../../shared/process/rectification.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { actorOf, takeStep } from './take-step.ts';

/** The unit says what was done. `after` is the number of replies it saw, so that the same reply sent twice is one. */
export const replyToItem = implement('replyToItem', async ({ request, caller, deps }) => {
  const { session, item, after, text, evidence } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const by = actorOf(caller);
  return takeStep({
    what: 'replyToItem',
    place,
    item: Number(item),
    why: '',
    caller,
    deps,
    decide: ({ value }) => {
      const there = value.replies[after];
      if (there?.text === text && there.by.subject === by.subject) return { ok: true, item: value };
      if (value.replies.length !== after) return refuseEdited();
      return replyTo(value, { text, evidence, today: shanghaiDay(deps.nowMs()), by });
    },
  });
});
