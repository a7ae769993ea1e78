import { compareFractions, type Fraction, makeFraction } from './fraction.ts';

export const SCALE = { min: 0, max: 10 } as const;

/** A whole number from 0 to 10, or `null` for 不了解, which counts in no average. Checked by `isScore`. */
export type Score = number | null;

export const isScore = (value: unknown): value is Score =>
  value === null || (typeof value === 'number' && Number.isInteger(value) && value >= SCALE.min && value <= SCALE.max);

/** Points out of 100 from which a grade is given; a versioned rule, frozen into the session's manifest. */
export type Thresholds = { readonly excellent: number; readonly qualified: number };

export const DEFAULT_THRESHOLDS: Thresholds = { excellent: 85, qualified: 60 };

export const GRADES = ['excellent', 'qualified', 'unqualified'] as const;
export type Grade = (typeof GRADES)[number];

export const GRADE_NAMES: Readonly<Record<Grade, string>> = {
  excellent: '优秀',
  qualified: '合格',
  unqualified: '不合格',
};

/** The grade of a score out of 100, thresholds inclusive; `null` stays `null`: nobody gave an opinion. */
export const gradeOf = (score: Fraction | null, thresholds: Thresholds): Grade | null => {
  if (score === null) return null;
  if (compareFractions(score, makeFraction(thresholds.excellent)) >= 0) return 'excellent';
  return compareFractions(score, makeFraction(thresholds.qualified)) >= 0 ? 'qualified' : 'unqualified';
};
