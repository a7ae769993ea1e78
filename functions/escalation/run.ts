import { escalate, escalatedOn, levelsReached } from '../../shared/process/escalation.ts';
import { isOverdue, progressOf, type RectificationItem } from '../../shared/process/rectification.ts';
import type { RoundConfig } from '../../shared/process/round-config.ts';
import type { RoundPlan } from '../../shared/process/round-plan.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { reportFault } from '../http/fault.ts';
import type { Notice } from '../http/notifier.ts';
import type { Run } from '../http/scheduled.ts';
import type { NoticeName } from '../store/notices.ts';
import type { RoundHead, SessionPlace } from '../store/round-lists.ts';
import { addressOf, noticeOf } from './notice-text.ts';

interface Visit {
  readonly place: SessionPlace;
  readonly plan: RoundPlan | undefined;
  readonly today: string;
  readonly deps: Dependencies;
}

/** A part of the run, and whether all of it was done: a fault in one is logged and stops none of the others. */
async function attempt(part: () => Promise<boolean>, deps: Dependencies): Promise<boolean> {
  try {
    return await part();
  } catch (error) {
    reportFault({ id: 'escalation', error, deps });
    return false;
  }
}

/** What became of a notice: it went, or the console alone shows it, or it could not be sent now. */
async function deliveryOf(notice: Notice, { notifier }: Dependencies): Promise<'sent' | 'shown' | 'waiting'> {
  try {
    return (await notifier.send(notice)) === 'sent' ? 'sent' : 'shown';
  } catch {
    return 'waiting';
  }
}

/** Sends what this run claimed; whether it failed. A notice that could not be sent waits for the next run. */
async function send(name: NoticeName, { place, plan, deps }: Visit): Promise<boolean> {
  if (!(await deps.registry.notices.claim(name, deps.nowMs()))) return true;
  const to = addressOf(name.level, place.unit.unit, plan);
  const delivery = await deliveryOf(noticeOf(name, to, { place, origin: deps.origin }), deps);
  await deps.registry.notices.settle(name, delivery);
  deps.metrics.count({ metric: delivery === 'sent' ? 'NoticesSent' : 'NoticesUndelivered', operation: 'escalation' });
  return delivery !== 'waiting';
}

/** Marks the levels on the item, if it is still overdue; it is this mark that makes a level happen once. */
async function mark(number: number, rules: RoundConfig, { place, today, deps }: Visit): Promise<RectificationItem> {
  const day = { today, workingDays: rules.escalationWorkingDays };
  const outcome = await deps.meetings.rectification.change<never>(place.unit.session, number, ({ value }) => {
    const item = escalate(value, day);
    return item === value ? { kind: 'keep' } : { kind: 'write', item };
  });
  if (outcome?.kind !== 'done') throw new Error('a listed item is not there');
  return outcome.item.value;
}

/**
 * Tells every level that an overdue item has reached. Levels that were marked before are looked at again: a run that died between
 * mark and sending is finished by the next.
 */
async function escalateItem(number: number, rules: RoundConfig, visit: Visit): Promise<boolean> {
  const { place, today } = visit;
  const item = await mark(number, rules, visit);
  let allSent = true;
  for (const level of levelsReached(item, { today, workingDays: rules.escalationWorkingDays })) {
    const onDay = escalatedOn(item, level);
    if (onDay === undefined) throw new Error('a level that was reached is not marked');
    const name = { session: place.unit.session, item: number, level, dueOn: item.dueOn, onDay };
    allSent = (await send(name, visit)) && allSent;
  }
  return allSent;
}

/** The items that are late now, by number; every item is looked at, and only where the tally says that some are. */
async function overdueItems({ place, today, deps }: Visit): Promise<readonly number[]> {
  const numbers: number[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await deps.meetings.rectification.list(place.unit.session, after);
    numbers.push(...items.flatMap(({ value }) => (isOverdue(value, today) ? [value.number] : [])));
    after = next ?? undefined;
  } while (after !== undefined);
  return numbers;
}

async function visitSession(visit: Visit): Promise<boolean> {
  const { place, today, deps } = visit;
  const { round, unit } = place;
  const figures = await deps.meetings.rectification.figures(unit.session, today);
  let allSent = true;
  if (figures.overdue > 0) {
    const rules = await deps.registry.plans.rulesOf({ round: round.round, session: unit.session });
    for (const number of await overdueItems(visit))
      allSent = (await attempt(() => escalateItem(number, rules, visit), deps)) && allSent;
  }
  // A day that passes makes items overdue, and the night reopens without a way to the county's figures: both show from here on.
  await deps.registry.progress.note({ round: round.round, unit: unit.unit }, 'rectification', progressOf(figures));
  return allSent;
}

async function planOf(round: string, deps: Dependencies): Promise<RoundPlan | undefined> {
  const outline = await deps.registry.plans.outline(round);
  return outline === undefined ? undefined : deps.registry.plans.version(round, outline.version);
}

/** One Query of a round's figures says which units have items at all; each of those costs one read, and more where one is late. */
async function visitRound(round: RoundHead, today: string, deps: Dependencies): Promise<boolean> {
  const progress = await deps.registry.progress.ofRound(round.round);
  const withItems = round.units.filter(({ unit }) => (progress.get(unit)?.rectification?.items ?? 0) > 0);
  if (withItems.length === 0) return true;
  const plan = await planOf(round.round, deps);
  let allSent = true;
  for (const unit of withItems)
    allSent = (await attempt(() => visitSession({ place: { round, unit }, plan, today, deps }), deps)) && allSent;
  return allSent;
}

/**
 * Tells unit head, county leader and discipline commission of overdue items, each exactly once a deadline, however often and
 * however many at once it runs: a level is marked on the item by a conditional write, and one run claims its sending. What fails in
 * one item, session or round leaves the others theirs, and the run then ends with a fault, so that the platform starts it again.
 */
export const run: Run = async (deps) => {
  const today = shanghaiDay(deps.nowMs());
  let allSent = true;
  for (const round of await deps.registry.rounds.list())
    allSent = (await attempt(() => visitRound(round, today, deps), deps)) && allSent;
  if (!allSent) throw new Error('a notice could not be sent, or not looked for, and waits for the next run');
};
