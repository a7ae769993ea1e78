import type { Score } from '../process/appraisal.ts';
import type { Bytes } from './bytes.ts';

const VERSION = 1;
/** The byte, and the number in a bundle's paper rows, that stands for 不了解. */
export const NO_OPINION = 255;

/** A ballot's bytes: version, then one byte per indicator in manifest order; `null` is 不了解. Throws on another score. */
export function encodePlainBallot(scores: readonly Score[]): Bytes {
  const codes = scores.map((score) => score ?? NO_OPINION);
  if (!codes.every(isScoreCode)) throw new RangeError('a score outside the scale');
  return Uint8Array.of(VERSION, ...codes);
}

/** The scores of a plain ballot, or null when length, version or a score is wrong: such a ballot is void as `plain`. */
export function decodePlainBallot(plain: Uint8Array, indicatorCount: number): readonly Score[] | null {
  if (plain.length !== 1 + indicatorCount || plain[0] !== VERSION) return null;
  const codes = Array.from(plain.subarray(1));
  return codes.every(isScoreCode) ? codes.map(scoreOfCode) : null;
}

/** Whether a number stands for a score: 0–10, or 255 for 不了解. */
export function isScoreCode(code: unknown): code is number {
  return code === NO_OPINION || (typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= 10);
}

/** The score that a checked code stands for. */
export function scoreOfCode(code: number): Score {
  return code === NO_OPINION ? null : code;
}
