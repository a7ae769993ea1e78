import { addFractions, type Fraction, fractionText, makeFraction, multiplyFractions, ZERO } from './fraction.ts';
import type { MeetingState } from './meeting-state.ts';
import type { Counts, Outcome } from './reconciliation.ts';
import type { RectificationFigures } from './rectification.ts';
import type { SubjectResult } from './tally.ts';

/** Of an announced result what a round-up counts. */
export interface AnnouncedFigures {
  readonly outcome: Outcome;
  readonly counts: Pick<Counts, 'electronic' | 'paper' | 'delegates'>;
  /** Empty when the outcome is invalid. */
  readonly subjects: readonly Pick<SubjectResult, 'ballots' | 'grades'>[];
}

/** What a round-up needs to know of one unit. */
export interface UnitFacts {
  readonly unit: string;
  readonly name: string;
  readonly session: string;
  readonly officers: number;
  readonly delegates: number;
  readonly state: MeetingState;
  /** `null` before the announcement. */
  readonly announced: AnnouncedFigures | null;
  /** Collated opinions, and questions put at the meeting that stand for none of them. */
  readonly questions: number;
  readonly suggestions: number;
  readonly items: Pick<RectificationFigures, 'items' | 'fixed' | 'closed' | 'overdue'>;
}

/** `have` of `of`, both whole numbers: an exact fraction that is not brought to lowest terms, so that both stay readable. */
export interface Share {
  readonly have: number;
  readonly of: number;
}

/** The figures of a round, or of a part of it. A share without a basis yet is `null`. */
export interface RoundUpFigures {
  readonly units: number;
  /** Units whose result is announced and valid: turnout and satisfaction are theirs. */
  readonly valid: number;
  /** Units whose appraisal was announced as not valid. */
  readonly invalid: number;
  readonly officers: number;
  readonly delegates: number;
  readonly turnout: Share | null;
  readonly satisfaction: Share | null;
  readonly questions: number;
  readonly suggestions: number;
  readonly items: number;
  /** Accepted as put right: `fixed`, which `closed` is not. */
  readonly rectified: number;
  readonly closed: number;
  readonly overdue: number;
}

/** The names of the figures on the page, in its order. */
export const ROUND_UP_FIGURES = [
  'units',
  'officers',
  'delegates',
  'turnout',
  'satisfaction',
  'questions',
  'suggestions',
  'rectified',
  'overdue',
] as const;
export type RoundUpFigure = (typeof ROUND_UP_FIGURES)[number];

const sumOf = <Value>(values: readonly Value[], of: (value: Value) => number): number =>
  values.reduce((sum, value) => sum + of(value), 0);

const share = (have: number, of: number): Share | null => (of === 0 ? null : { have, of });

/**
 * The figures of some units. Turnout: ballots in the boxes over delegates. Satisfaction: gradings that came out excellent or
 * qualified over all gradings, each ballot grading each subject by itself. Both over the units with a valid announced result, as
 * sums, never as a mean of percentages: a unit with few ballots must not weigh as much as one with many.
 */
export function roundUpOf(units: readonly UnitFacts[]): RoundUpFigures {
  const results = units.flatMap(({ announced }) => announced ?? []);
  const valid = results.filter(({ outcome }) => outcome === 'valid');
  const subjects = valid.flatMap((result) => result.subjects);
  return {
    units: units.length,
    valid: valid.length,
    invalid: results.length - valid.length,
    officers: sumOf(units, ({ officers }) => officers),
    delegates: sumOf(units, ({ delegates }) => delegates),
    turnout: share(
      sumOf(valid, ({ counts }) => counts.electronic + counts.paper),
      sumOf(valid, ({ counts }) => counts.delegates),
    ),
    satisfaction: share(
      sumOf(subjects, ({ grades }) => grades.excellent + grades.qualified),
      sumOf(subjects, ({ ballots }) => ballots),
    ),
    questions: sumOf(units, ({ questions }) => questions),
    suggestions: sumOf(units, ({ suggestions }) => suggestions),
    items: sumOf(units, ({ items }) => items.items),
    rectified: sumOf(units, ({ items }) => items.fixed),
    closed: sumOf(units, ({ items }) => items.closed),
    overdue: sumOf(units, ({ items }) => items.overdue),
  };
}

/** A share in percent as an exact fraction. */
export const percentOf = ({ have, of }: Share): Fraction => makeFraction(have * 100, of);

/** The mean of shares, each weighing the same, in percent; `null` without any. `num/den`. */
export const meanPercent = (shares: readonly Share[]): string | null => {
  if (shares.length === 0) return null;
  const sum = shares.map(percentOf).reduce(addFractions, ZERO);
  return fractionText(multiplyFractions(sum, makeFraction(1, shares.length)));
};
