import { leavesOf } from './loot.ts';

/** When the meeting was, ms. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A time in any of the ways in which one is written, whole or cut to seconds or minutes, if it lies within the meeting. */
function timeIn({ fromMs, toMs }: Window, value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  const candidates = [
    ...[1, SECOND_MS, MINUTE_MS].map((unit) => number * unit),
    typeof value === 'string' ? Date.parse(value) : Number.NaN,
  ];
  return candidates.find((each) => each >= fromMs - MINUTE_MS && each <= toMs) ?? null;
}

/** Whatever time there is, by the path at which it was found; not everybody need have one. */
export function timesOf<Id>(
  window: Window,
  rows: readonly { readonly id: Id; readonly value: object }[],
): ReadonlyMap<string, ReadonlyMap<Id, number>> {
  const byPath = new Map<string, Map<Id, number>>();
  for (const { id, value } of rows)
    for (const [path, leaf] of leavesOf(value)) {
      const atMs = timeIn(window, leaf);
      if (atMs === null) continue;
      const there = byPath.get(path) ?? new Map<Id, number>();
      there.set(id, atMs);
      byPath.set(path, there);
    }
  return byPath;
}
