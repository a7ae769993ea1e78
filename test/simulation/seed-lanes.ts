import { type Played, playSeed, type SeedOptions } from './play-seed.ts';

/** Seeds `first`, `first + stride`, … below `end`. */
export interface SeedRange {
  readonly first: number;
  readonly end: number;
  readonly stride: number;
  readonly made: NonNullable<SeedOptions['made']>;
}

/** What many meetings came to. */
export interface Sum {
  readonly seeds: number;
  readonly announced: number;
  readonly acknowledged: number;
  /** Sealed ballots that were opened, each compared with what was meant. */
  readonly opened: number;
  /** Paper ballots that were compared so. */
  readonly papers: number;
  /** Meetings whose result showed the scores of an indicator, which were compared with what was meant. */
  readonly shown: number;
  readonly calls: number;
  readonly steps: number;
  readonly faults: number;
  /** Seeds that broke a promise, with what broke first. */
  readonly failures: readonly { readonly seed: number; readonly promised: string; readonly detail: string }[];
}

export const NOTHING: Sum = {
  seeds: 0,
  announced: 0,
  acknowledged: 0,
  opened: 0,
  papers: 0,
  shown: 0,
  calls: 0,
  steps: 0,
  faults: 0,
  failures: [],
};

const withPlayed = (
  sum: Sum,
  { seed, isAnnounced, acknowledged, opened, papers, shown, calls, steps, faults, violations }: Played,
): Sum => ({
  seeds: sum.seeds + 1,
  announced: sum.announced + (isAnnounced ? 1 : 0),
  acknowledged: sum.acknowledged + acknowledged,
  opened: sum.opened + opened,
  papers: sum.papers + papers,
  shown: sum.shown + (shown > 0 ? 1 : 0),
  calls: sum.calls + calls,
  steps: sum.steps + steps,
  faults: sum.faults + faults.length,
  failures: [...sum.failures, ...violations.slice(0, 1).map((violation) => ({ seed, ...violation }))],
});

export const added = (left: Sum, right: Sum): Sum => ({
  seeds: left.seeds + right.seeds,
  announced: left.announced + right.announced,
  acknowledged: left.acknowledged + right.acknowledged,
  opened: left.opened + right.opened,
  papers: left.papers + right.papers,
  shown: left.shown + right.shown,
  calls: left.calls + right.calls,
  steps: left.steps + right.steps,
  faults: left.faults + right.faults,
  failures: [...left.failures, ...right.failures],
});

/** Meetings under way at once in one thread: while one waits for the platform's cryptography, another goes on. */
const LANES = 3;

/** Plays a range of seeds in this thread. */
export async function playRange({ first, end, stride, made }: SeedRange): Promise<Sum> {
  let [sum, next] = [NOTHING, first];
  const lane = async (): Promise<void> => {
    while (next < end) {
      const seed = next;
      next += stride;
      const played = await playSeed({ seed, made });
      sum = withPlayed(sum, played);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return sum;
}
