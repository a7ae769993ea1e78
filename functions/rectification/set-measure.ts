import {
  type Measure,
  type RectificationItem,
  setMeasure as setMeasureOf,
} from '../../shared/process/rectification.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { actorOf, takeStep } from './take-step.ts';

/** A request whose answer was lost finds its own work: set, or asked for. */
const isSetAlready = (item: RectificationItem, { responsible, measure, dueOn, by }: Measure): boolean =>
  item.responsible === responsible &&
  item.measure === measure &&
  (item.asked === null || by.hand === 'unit' ? (item.asked?.dueOn ?? item.dueOn) === dueOn : false);

/**
 * The unit says who puts it right, how, and by when; the discipline commission sets what is later than the rule, and everything
 * after the third reopening.
 */
export const setMeasure = implement('setMeasure', async ({ request, caller, deps }) => {
  const { session, item, expectedVersion, responsible, measure, dueOn, reason = null } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const set = { responsible, measure, dueOn, reason, today: shanghaiDay(deps.nowMs()), by: actorOf(caller) };
  return takeStep({
    what: 'setMeasure',
    place,
    item: Number(item),
    why: reason ?? '',
    caller,
    deps,
    decide: (read) => {
      if (isSetAlready(read.value, set)) return { ok: true, item: read.value };
      return read.version === expectedVersion ? setMeasureOf(read.value, set) : refuseEdited();
    },
  });
});
