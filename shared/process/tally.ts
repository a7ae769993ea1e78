import { type Grade, gradeOf, isScore, type Score, type Thresholds } from './appraisal.ts';
import { indicatorCount, type Subject } from './ballot-form.ts';
import {
  addFractions,
  divideFractions,
  type Fraction,
  fractionText,
  makeFraction,
  multiplyFractions,
} from './fraction.ts';

/** An indicator with fewer scores than this, but some, is withheld: with one to seven, a score could be guessed to its giver. */
export const MIN_SCORES_SHOWN = 8;

export type CountedIndicator = {
  readonly id: string;
  /** How many gave 0, 1 … 10. */
  readonly histogram: readonly number[];
  readonly noOpinion: number;
  /** `num/den`, `null` when nobody scored. */
  readonly mean: string | null;
};
export type WithheldIndicator = { readonly id: string; readonly withheld: true };
export type IndicatorResult = CountedIndicator | WithheldIndicator;

export type GradeCounts = Readonly<Record<Grade | 'none', number>>;

/** One subject's figures exactly as protocol.md §5.5 signs them. */
export type SubjectResult = {
  readonly id: string;
  /** Valid ballots that graded this subject. */
  readonly ballots: number;
  readonly indicators: readonly IndicatorResult[];
  /** Out of 100, `num/den`. */
  readonly score: string | null;
  readonly grade: Grade | null;
  readonly grades: GradeCounts;
  /** (excellent + qualified) / ballots, `num/den`. */
  readonly satisfaction: string | null;
};

type Ballots = readonly (readonly Score[])[];
type IndicatorTally = { readonly result: IndicatorResult; readonly mean: Fraction | null; readonly column: number };

const TO_HUNDRED = makeFraction(10);

const tallyIndicator = (id: string, ballots: Ballots, column: number): IndicatorTally => {
  const histogram = Array.from({ length: 11 }, () => 0);
  let [given, sum] = [0, 0];
  for (const ballot of ballots) {
    const score = ballot[column];
    if (score === null || score === undefined) continue;
    histogram[score] = (histogram[score] ?? 0) + 1;
    given += 1;
    sum += score;
  }
  if (given > 0 && given < MIN_SCORES_SHOWN) return { result: { id, withheld: true }, mean: null, column };
  const mean = given === 0 ? null : makeFraction(sum, given);
  const noOpinion = ballots.length - given;
  return { result: { id, histogram, noOpinion, mean: mean && fractionText(mean) }, mean, column };
};

/** A ballot's grade of a subject, over the counted columns only: a withheld score must not show through the grades either. */
const ballotGrade = (ballot: readonly Score[], columns: readonly number[], thresholds: Thresholds): Grade | 'none' => {
  let [given, sum] = [0, 0];
  for (const column of columns) {
    const score = ballot[column];
    if (score === null || score === undefined) continue;
    given += 1;
    sum += score;
  }
  if (given === 0) return 'none';
  if (sum * 10 >= thresholds.excellent * given) return 'excellent';
  return sum * 10 >= thresholds.qualified * given ? 'qualified' : 'unqualified';
};

const meanOfMeans = (means: readonly Fraction[]): Fraction | null => {
  const [first, ...others] = means;
  if (first === undefined) return null;
  return multiplyFractions(divideFractions(others.reduce(addFractions, first), makeFraction(means.length)), TO_HUNDRED);
};

const tallySubject = (
  subject: Subject,
  firstColumn: number,
  ballots: Ballots,
  thresholds: Thresholds,
): SubjectResult => {
  const tallies = subject.indicators.map(({ id }, place) => tallyIndicator(id, ballots, firstColumn + place));
  const counted = tallies.filter(({ result }) => !('withheld' in result)).map(({ column }) => column);
  const grades: Record<Grade | 'none', number> = { excellent: 0, qualified: 0, unqualified: 0, none: 0 };
  for (const ballot of ballots) grades[ballotGrade(ballot, counted, thresholds)] += 1;
  const graded = ballots.length - grades.none;
  const score = meanOfMeans(tallies.flatMap(({ mean }) => mean ?? []));
  return {
    id: subject.id,
    ballots: graded,
    indicators: tallies.map(({ result }) => result),
    score: score && fractionText(score),
    grade: gradeOf(score, thresholds),
    grades,
    satisfaction: graded === 0 ? null : fractionText(makeFraction(grades.excellent + grades.qualified, graded)),
  };
};

/**
 * The figures of every subject in manifest order, from the valid ballots alone (electronic and paper alike; their order is
 * without effect). Rules: protocol.md §5.5. Throws when a ballot has another length or a value that is no score: such
 * ballots are void and must not arrive here.
 */
export const tallySubjects = ({
  subjects,
  thresholds,
  ballots,
}: {
  readonly subjects: readonly Subject[];
  readonly thresholds: Thresholds;
  readonly ballots: Ballots;
}): readonly SubjectResult[] => {
  const columns = indicatorCount(subjects);
  if (ballots.some((ballot) => ballot.length !== columns || !ballot.every(isScore))) {
    throw new RangeError('a void ballot reached the tally');
  }
  let firstColumn = 0;
  return subjects.map((subject) => {
    const result = tallySubject(subject, firstColumn, ballots, thresholds);
    firstColumn += subject.indicators.length;
    return result;
  });
};
