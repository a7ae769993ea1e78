/** The two offices that screen the candidates, each on its own; both must agree. */
export const SCREENING_OFFICES = ['inspection-office', 'discipline-commission'] as const;
export type ScreeningOffice = (typeof SCREENING_OFFICES)[number];

export const isScreeningOffice = (role: string): role is ScreeningOffice =>
  SCREENING_OFFICES.some((office) => office === role);

export const otherOffice = (office: ScreeningOffice): ScreeningOffice =>
  office === 'inspection-office' ? 'discipline-commission' : 'inspection-office';

export type Verdict = 'fit' | 'unfit';

/** What one office says of one candidate, by the candidate's number (from 1 in the order of the nomination). */
export interface Mark {
  readonly number: number;
  readonly verdict: Verdict;
  /** Why; never empty for `unfit`. */
  readonly reason: string;
}

/** Longest reason: 500 candidates with one stay an item under 400 KB. */
export const MAX_MARK_REASON = 150;
/** A reason of one character says nothing. */
export const MIN_MARK_REASON = 2;

export const needsReason = ({ verdict, reason }: Pick<Mark, 'verdict' | 'reason'>): boolean =>
  verdict === 'unfit' && [...reason].length < MIN_MARK_REASON;

/** Later marks of a candidate replace earlier ones; in the order of the numbers. */
export function withMarks<Kept extends Mark>(marks: readonly Kept[], changed: readonly Kept[]): readonly Kept[] {
  const byNumber = new Map([...marks, ...changed].map((mark) => [mark.number, mark] as const));
  return [...byNumber.values()].sort((left, right) => left.number - right.number);
}

/** Numbers that have no mark yet, among the first `candidates`. */
export function unmarked(marks: readonly Pick<Mark, 'number'>[], candidates: number): readonly number[] {
  const marked = new Set(marks.map(({ number }) => number));
  return Array.from({ length: candidates }, (_, index) => index + 1).filter((number) => !marked.has(number));
}

/** The candidates both offices found fit. */
export function agreedFit(left: readonly Mark[], right: readonly Mark[]): ReadonlySet<number> {
  const foundFit = (marks: readonly Mark[]) =>
    new Set(marks.filter(({ verdict }) => verdict === 'fit').map(({ number }) => number));
  const others = foundFit(right);
  return new Set([...foundFit(left)].filter((number) => others.has(number)));
}
