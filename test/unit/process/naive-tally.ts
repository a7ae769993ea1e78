/**
 * An independent reading of protocol.md §5.5, as slow and plain as possible and without any code of shared/process: it goes
 * through ballots as records, keeps every number as a pair of BigInts over one common denominator, and reduces at the end.
 */
import type { Subject } from '../../../shared/process/ballot-form.ts';

type Row = readonly (number | null)[];

const lowest = (above: bigint, below: bigint): string => {
  for (let [a, b] = [above, below]; ; [a, b] = [b, a % b]) if (b === 0n) return `${above / a}/${below / a}`;
};

const gradeByPoints = (sum: number, given: number, excellent: number, qualified: number) =>
  (sum * 10) / given >= excellent ? 'excellent' : (sum * 10) / given >= qualified ? 'qualified' : 'unqualified';

export const naiveTally = (
  subjects: readonly Subject[],
  thresholds: { excellent: number; qualified: number },
  ballots: readonly Row[],
) => {
  const columnOf = new Map<string, number>();
  for (const subject of subjects)
    for (const { id } of subject.indicators) columnOf.set(`${subject.id}/${id}`, columnOf.size);
  return subjects.map((subject) => {
    const asked = subject.indicators.map(({ id }) => {
      const all = ballots.map((ballot) => ballot[columnOf.get(`${subject.id}/${id}`) ?? -1] ?? null);
      return { id, all, scores: all.filter((score) => score !== null) };
    });
    const shown = asked.filter(({ scores }) => scores.length === 0 || scores.length >= 8);
    const means = shown
      .filter(({ scores }) => scores.length > 0)
      .map(({ scores }) => [BigInt(scores.reduce((a, b) => a + b, 0)), BigInt(scores.length)] as const);
    const common = means.reduce((product, [, below]) => product * below, 1n);
    const sum = means.reduce((total, [above, below]) => total + above * (common / below), 0n);
    const grades = { excellent: 0, qualified: 0, unqualified: 0, none: 0 };
    ballots.forEach((_, row) => {
      const own = shown.map(({ all }) => all[row] ?? null).filter((score) => score !== null);
      if (own.length === 0) grades.none++;
      else
        grades[
          gradeByPoints(
            own.reduce((a, b) => a + b, 0),
            own.length,
            thresholds.excellent,
            thresholds.qualified,
          )
        ]++;
    });
    const graded = grades.excellent + grades.qualified + grades.unqualified;
    const [top, bottom] = [sum * 10n, common * BigInt(means.length)];
    const reaches = (points: number) => top >= BigInt(points) * bottom;
    return {
      id: subject.id,
      ballots: graded,
      indicators: asked.map(({ id, all, scores }) => {
        if (scores.length > 0 && scores.length < 8) return { id, withheld: true };
        const histogram = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(
          (points) => scores.filter((score) => score === points).length,
        );
        const mean =
          scores.length === 0 ? null : lowest(BigInt(scores.reduce((a, b) => a + b, 0)), BigInt(scores.length));
        return { id, histogram, noOpinion: all.length - scores.length, mean };
      }),
      score: bottom === 0n ? null : lowest(top, bottom),
      grade:
        bottom === 0n
          ? null
          : reaches(thresholds.excellent)
            ? 'excellent'
            : reaches(thresholds.qualified)
              ? 'qualified'
              : 'unqualified',
      grades,
      satisfaction: graded === 0 ? null : lowest(BigInt(grades.excellent + grades.qualified), BigInt(graded)),
    };
  });
};
