import { isOverdue, type RectificationItem } from './rectification.ts';
import { ESCALATION_LEVELS, type EscalationLevel } from './round-config.ts';
import { workingDaysBetween } from './working-days.ts';

export interface EscalationDay {
  readonly today: string;
  /** Working days after the deadline at which each level is told; 0: as soon as it has passed. */
  readonly workingDays: Readonly<Record<EscalationLevel, number>>;
}

/** The levels that an item has reached by a day, lowest first: none unless it is open past its deadline. */
export function levelsReached(
  item: Pick<RectificationItem, 'state' | 'dueOn'>,
  { today, workingDays }: EscalationDay,
): readonly EscalationLevel[] {
  if (!isOverdue(item, today)) return [];
  const late = workingDaysBetween({ from: item.dueOn, to: today });
  return ESCALATION_LEVELS.filter((level) => late >= workingDays[level]);
}

/** The day on which a level was told of this deadline; `undefined` when it was not. A new deadline starts anew. */
export const escalatedOn = (
  { escalations, dueOn }: Pick<RectificationItem, 'escalations' | 'dueOn'>,
  level: EscalationLevel,
): string | undefined => escalations.find((each) => each.level === level && each.dueOn === dueOn)?.onDay;

/** The item with every reached level marked that was not before; the very item when there is none. */
export function escalate(item: RectificationItem, day: EscalationDay): RectificationItem {
  const news = levelsReached(item, day).filter((level) => escalatedOn(item, level) === undefined);
  if (news.length === 0) return item;
  const { today } = day;
  return {
    ...item,
    escalations: [...item.escalations, ...news.map((level) => ({ level, dueOn: item.dueOn, onDay: today }))],
    history: [
      ...item.history,
      ...news.map((level) => ({ onDay: today, what: 'escalated', by: null, note: level }) as const),
    ],
  };
}
