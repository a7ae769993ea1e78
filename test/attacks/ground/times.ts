import { leavesOf } from './loot.ts';

/** A place of an item or a log line, with what stands there. */
export type Dated = { readonly id: string; readonly atMs: number };

/** When the meeting was, ms. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A time in any of the ways in which one is written, if it lies within the meeting. */
function timeIn({ fromMs, toMs }: Window, value: unknown): number | null {
  const candidates = [Number(value), Number(value) * 1_000, typeof value === 'string' ? Date.parse(value) : Number.NaN];
  return candidates.find((each) => each >= fromMs && each <= toMs) ?? null;
}

/** One time for each of these, by the path at which it was found. */
export function timesOf(
  window: Window,
  rows: readonly { readonly id: string; readonly value: object }[],
): readonly (readonly Dated[])[] {
  const byPath = new Map<string, Dated[]>();
  for (const { id, value } of rows)
    for (const [path, leaf] of leavesOf(value)) {
      const atMs = timeIn(window, leaf);
      if (atMs !== null) byPath.set(path, [...(byPath.get(path) ?? []), { id, atMs }]);
    }
  return [...byPath.values()].filter((dated) => new Set(dated.map(({ id }) => id)).size === rows.length);
}

/** What was found with a time, the earliest first. */
export const byTime = (dated: readonly Dated[]): readonly string[] =>
  [...dated].sort((a, b) => a.atMs - b.atMs).map(({ id }) => id);
