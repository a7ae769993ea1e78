import type { KeyedChance } from './keyed-chance.ts';

/** How often each thing goes wrong; in a quiet meeting nothing does. */
export interface Hazards {
  /** A request or its answer never comes. */
  readonly lost: number;
  /** A request comes twice. */
  readonly doubled: number;
  /** A request or an answer is under way for long, so that later ones overtake it. */
  readonly late: number;
  /** A process ends before a request to the engine has any effect. */
  readonly crashBefore: number;
  /** A process ends after a request to the engine has had its effect. */
  readonly crashAfter: number;
  /** The engine turns a request away. */
  readonly throttled: number;
  /** The engine's answer does not come in time; the request had its effect, or not. */
  readonly timedOut: number;
  /** The SDK asked once more after a lost answer: the request has its effect and is judged again. */
  readonly askedAgain: number;
  /** The engine takes seconds. */
  readonly slow: number;
  /** A reading that need not be consistent is not. */
  readonly stale: number;
}

export const ROUGH: Hazards = {
  lost: 0.06,
  doubled: 0.05,
  late: 0.05,
  crashBefore: 0.012,
  crashAfter: 0.012,
  throttled: 0.012,
  timedOut: 0.012,
  askedAgain: 0.012,
  slow: 0.02,
  stale: 0.1,
};

/** Nothing goes wrong by chance. */
export const QUIET: Hazards = {
  lost: 0,
  doubled: 0,
  late: 0,
  crashBefore: 0,
  crashAfter: 0,
  throttled: 0,
  timedOut: 0,
  askedAgain: 0,
  slow: 0,
  stale: 0,
};

/** Two clocks differ by at most this, ms. */
export const CLOCK_SKEW_MS = 5_000;

/** How far a clock is ahead of the slowest one, ms: most are at one end or the other, where the trouble is. */
export function skewOf(chance: KeyedChance, name: string): number {
  const where = chance.number(`${name} skew`);
  if (where < 0.4) return 0;
  return where < 0.8 ? CLOCK_SKEW_MS : CLOCK_SKEW_MS * chance.number(`${name} skew between`);
}
