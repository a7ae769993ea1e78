import { isScoreCode } from './plain-ballot.ts';

/** One paper ballot as entered: a code per indicator in manifest order (0–10, 255 for 不了解), or null when it is void. */
export type PaperRow = readonly number[] | null;

/** Whether a value is a paper ballot of a session with so many indicators. */
export function isPaperRow(value: unknown, indicatorCount: number): value is PaperRow {
  if (value === null) return true;
  return Array.isArray(value) && value.length === indicatorCount && value.every(isScoreCode);
}
