/** One figure of the bench. */
export interface Figure {
  /** Stable, for scripts. */
  readonly id: string;
  readonly name: string;
  readonly measured: number;
  readonly unit: string;
  /** Missing: reported only. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number } | { readonly exactly: number };
  /** How it was measured and what else was seen. */
  readonly detail?: Readonly<Record<string, number | string | boolean | readonly number[]>>;
}

/** Whether a figure reaches its target; `null` when it has none. */
export function holds({ measured, target }: Figure): boolean | null {
  if (target === undefined) return null;
  if ('exactly' in target) return measured === target.exactly;
  return 'atMost' in target ? measured <= target.atMost : measured >= target.atLeast;
}

/** The value below which `share` (0–1) of the numbers lie; the nearest rank. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('no numbers');
  return value;
}

export const median = (numbers: readonly number[]): number => percentile(numbers, 0.5);

/** To so many significant digits: what a machine that does other things besides can vouch for. */
export const rounded = (value: number, digits = 4): number => Number(value.toPrecision(digits));
