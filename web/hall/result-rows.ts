import { parseFraction, toDecimalText } from '../../shared/process/fraction.ts';
import type { Manifest } from '../../shared/protocol/manifest.ts';
import type { Announced } from './announced-result.ts';

type SubjectResult = Announced['result']['subjects'][number];

/** One subject as the hall shows it: texts ready to read, and the figures behind the bars. */
export interface ResultRow {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly isUnit: boolean;
  readonly grade: SubjectResult['grade'];
  /** Out of 100, two decimals, half up. */
  readonly score: string | null;
  /** Per cent, two decimals. */
  readonly satisfaction: string | null;
  readonly grades: SubjectResult['grades'];
  /** How many scores of 0, 1 … 10 were given over all shown indicators. */
  readonly histogram: readonly number[];
  /** Indicators left out because fewer than 8 scored them. */
  readonly withheldIndicators: number;
}

const decimal = (fraction: string | null, factor: bigint): string | null => {
  const parsed = fraction === null ? undefined : parseFraction(fraction);
  if (parsed === undefined) return null;
  return toDecimalText({ ...parsed, numerator: parsed.numerator * factor }, 2);
};

const histogramOf = ({ indicators }: SubjectResult): readonly number[] =>
  Array.from({ length: 11 }, (_, score) =>
    indicators.reduce((sum, each) => sum + ('histogram' in each ? (each.histogram[score] ?? 0) : 0), 0),
  );

/** The rows of a valid result in the order of the manifest. */
export function resultRows({ subjects }: Announced['result'], manifest: Manifest): readonly ResultRow[] {
  return manifest.subjects.flatMap(({ id, name, post, kind }) => {
    const subject = subjects.find((each) => each.id === id);
    if (subject === undefined) return [];
    return {
      id,
      name,
      post,
      isUnit: kind === 'unit',
      grade: subject.grade,
      score: decimal(subject.score, 1n),
      satisfaction: decimal(subject.satisfaction, 100n),
      grades: subject.grades,
      histogram: histogramOf(subject),
      withheldIndicators: subject.indicators.filter((each) => 'withheld' in each).length,
    };
  });
}
