/**
 * Counts a meeting from what the delegates meant to give. Written without a look at `shared/process`, with plain integers and
 * cross-multiplication only, so that a mistake there is not repeated here.
 */

/** One ballot as meant: a score 0–10 or `null` (no opinion) for every indicator, in the order of the form. */
export type MeantBallot = readonly (number | null)[];

export interface CountedSubject {
  readonly id: string;
  /** For each indicator how many gave 0, 1 … 10; `null` when it has to be withheld. */
  readonly histograms: readonly (readonly number[] | null)[];
  /** Out of 100 as [numerator, denominator], not reduced; `null` when nothing counts. */
  readonly score: readonly [bigint, bigint] | null;
  readonly grades: {
    readonly excellent: number;
    readonly qualified: number;
    readonly unqualified: number;
    readonly none: number;
  };
}

interface FormSubject {
  readonly id: string;
  readonly indicators: readonly { readonly id: string }[];
}

const FEWEST_SHOWN = 8;

function countSubject(id: string, columns: readonly (readonly (number | null)[])[]): CountedSubject {
  const histograms = columns.map((column) => {
    const given = column.filter((score) => score !== null);
    if (given.length > 0 && given.length < FEWEST_SHOWN) return null;
    return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((score) => given.filter((one) => one === score).length);
  });
  let [top, bottom, counted] = [0n, 1n, 0n];
  for (const histogram of histograms) {
    const givers = histogram === null ? 0 : histogram.reduce((a, b) => a + b, 0);
    if (histogram === null || givers === 0) continue;
    const points = histogram.reduce((sum, howMany, score) => sum + howMany * score, 0);
    [top, bottom, counted] = [top * BigInt(givers) + BigInt(points) * bottom, bottom * BigInt(givers), counted + 1n];
  }
  const grades = { excellent: 0, qualified: 0, unqualified: 0, none: 0 };
  const ballots = columns[0]?.length ?? 0;
  for (let row = 0; row < ballots; row += 1) {
    const scores = columns.flatMap((column, index) => {
      const score = column[row];
      return histograms[index] === null || score === null || score === undefined ? [] : [score];
    });
    const hundredfold = scores.reduce((a, b) => a + b, 0) * 10;
    if (scores.length === 0) grades.none += 1;
    else if (hundredfold >= 85 * scores.length) grades.excellent += 1;
    else if (hundredfold >= 60 * scores.length) grades.qualified += 1;
    else grades.unqualified += 1;
  }
  return { id, histograms, score: counted === 0n ? null : [top * 10n, bottom * counted], grades };
}

/** The figures of every subject, from the valid ballots as they were meant. */
export function countMeant(form: readonly FormSubject[], ballots: readonly MeantBallot[]): readonly CountedSubject[] {
  let first = 0;
  return form.map(({ id, indicators }) => {
    const columns = indicators.map((_, offset) => ballots.map((ballot) => ballot[first + offset] ?? null));
    first += indicators.length;
    return countSubject(id, columns);
  });
}

interface AnnouncedSubject {
  readonly id: string;
  readonly ballots: number;
  readonly indicators: readonly (
    | { readonly histogram: readonly number[]; readonly noOpinion: number }
    | { readonly withheld: true }
  )[];
  readonly score: string | null;
  readonly grade: string | null;
  readonly grades: CountedSubject['grades'];
  readonly satisfaction: string | null;
}

const equals = (text: string | null, value: readonly [bigint, bigint] | null): boolean => {
  if (text === null || value === null) return text === null && value === null;
  const [numerator, denominator] = text.split('/').map(BigInt);
  if (numerator === undefined || denominator === undefined) return false;
  return numerator * value[1] === value[0] * denominator;
};

const gradeFor = (score: readonly [bigint, bigint] | null): string | null => {
  if (score === null) return null;
  if (score[0] >= 85n * score[1]) return 'excellent';
  return score[0] >= 60n * score[1] ? 'qualified' : 'unqualified';
};

/** Every place where announced figures are not those that were meant; empty when all agree. */
export function disagreements(
  announced: readonly AnnouncedSubject[],
  meant: readonly CountedSubject[],
  ballots: number,
): readonly string[] {
  if (announced.length !== meant.length) return [`${announced.length} subjects announced, ${meant.length} meant`];
  return meant.flatMap((expected, index) => {
    const actual = announced[index];
    if (actual === undefined || actual.id !== expected.id) return [`subject ${expected.id} is not in its place`];
    const { excellent, qualified, unqualified, none } = expected.grades;
    const graded = excellent + qualified + unqualified;
    const satisfaction = graded === 0 ? null : ([BigInt(excellent + qualified), BigInt(graded)] as const);
    const histogramsAgree = expected.histograms.every((histogram, place) => {
      const shown = actual.indicators[place];
      if (shown === undefined || 'withheld' in shown) return shown !== undefined && histogram === null;
      const given = histogram?.reduce((a, b) => a + b, 0) ?? -1;
      return JSON.stringify(shown.histogram) === JSON.stringify(histogram) && shown.noOpinion === ballots - given;
    });
    const checks: readonly (readonly [string, boolean])[] = [
      ['histograms', histogramsAgree && actual.indicators.length === expected.histograms.length],
      ['score', equals(actual.score, expected.score)],
      ['grade', actual.grade === gradeFor(expected.score)],
      [
        'grades',
        JSON.stringify(Object.entries(actual.grades).sort()) ===
          JSON.stringify(Object.entries({ excellent, qualified, unqualified, none }).sort()),
      ],
      ['ballots', actual.ballots === graded],
      ['satisfaction', equals(actual.satisfaction, satisfaction)],
    ];
    return checks.filter(([, holds]) => !holds).map(([name]) => `${expected.id}: ${name}`);
  });
}
