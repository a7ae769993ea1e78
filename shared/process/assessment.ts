import type { RectificationFigures } from './rectification.ts';
import { meanPercent, type Share } from './round-up.ts';

/** The gates of a unit's 双述 that have a day by which they are to be passed, in their order. */
export const TIMED_GATES = ['list', 'reports', 'preparation', 'meeting'] as const;
export type TimedGate = (typeof TIMED_GATES)[number];

/** `passedOn`: the day on which it was passed, `null` when it was not. `dueOn`: `null` when the plan gives no day. */
export interface GateFact {
  readonly gate: TimedGate;
  readonly dueOn: string | null;
  readonly passedOn: string | null;
}

export interface AssessmentFacts {
  readonly gates: readonly GateFact[];
  /** Delegates who signed the attendance list, of those on the frozen list; `null` before the day. */
  readonly attendance: Share | null;
  readonly items: Pick<RectificationFigures, 'items' | 'reopened' | 'repliesDue' | 'repliesInTime'>;
}

export const MEASURES = ['gates', 'attendance', 'replies', 'not-reopened'] as const;
export type Measure = (typeof MEASURES)[number];

/** How well a unit ran its 双述. */
export interface Assessment {
  readonly measures: readonly { readonly measure: Measure; readonly share: Share | null }[];
  /** Out of 100, `num/den`: the mean of those measures that have a basis; `null` without any. */
  readonly score: string | null;
  readonly gates: readonly GateFact[];
}

const share = (have: number, of: number): Share | null => (of === 0 ? null : { have, of });

/** Days as YYYY-MM-DD compare as texts. */
const inTime = ({ dueOn, passedOn }: GateFact): boolean => dueOn !== null && passedOn !== null && passedOn <= dueOn;

function gatesShare(gates: readonly GateFact[], today: string): Share | null {
  const due = gates.filter(({ dueOn, passedOn }) => dueOn !== null && (passedOn !== null || dueOn < today));
  return share(due.filter(inTime).length, due.length);
}

/**
 * The unit's own assessment (process: stage 6), each measure a share and each weighing the same:
 * gates passed by their day, of those whose day has come · delegates who attended, of those on the list · first replies in
 * time, of those due · items never reopened, of all items. What has no basis yet, such as replies where nothing was due,
 * counts neither for nor against the unit.
 */
export function assess({ gates, attendance, items }: AssessmentFacts, today: string): Assessment {
  const measures = [
    { measure: 'gates', share: gatesShare(gates, today) },
    { measure: 'attendance', share: attendance },
    { measure: 'replies', share: share(items.repliesInTime, items.repliesDue) },
    { measure: 'not-reopened', share: share(items.items - items.reopened, items.items) },
  ] as const;
  return { measures, score: meanPercent(measures.flatMap((each) => each.share ?? [])), gates };
}
