import { type DeskFigures, type Played, playSeed, type SeedOptions } from './play-seed.ts';

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
  /** Meetings in which somebody came to the desk, and what it handed out. */
  readonly atDesk: number;
  readonly desk: DeskFigures;
  readonly calls: number;
  readonly steps: number;
  readonly faults: number;
  /** Moments of writes, as `castBallot 1 Put after`, and the first seed in which a process came to each. */
  readonly reached: ReadonlyMap<string, number>;
  /** Those at which a process ended. */
  readonly crashed: ReadonlySet<string>;
  /** Seeds that broke a promise, with what broke first. */
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly seed: number;
  readonly promised: string;
  readonly detail: string;
}

export const failuresOf = ({ seed, violations }: Played): readonly Failure[] =>
  violations.slice(0, 1).map((violation) => ({ seed, ...violation }));

export const NOTHING: Sum = {
  seeds: 0,
  announced: 0,
  acknowledged: 0,
  opened: 0,
  papers: 0,
  shown: 0,
  atDesk: 0,
  desk: { visitors: 0, papers: 0, codes: 0, papersAfterDrawing: 0 },
  calls: 0,
  steps: 0,
  faults: 0,
  reached: new Map(),
  crashed: new Set(),
  failures: [],
};

const sumOf = (played: Played): Sum => ({
  ...played,
  seeds: 1,
  announced: played.isAnnounced ? 1 : 0,
  shown: played.shown > 0 ? 1 : 0,
  atDesk: played.desk.visitors > 0 ? 1 : 0,
  faults: played.faults.length,
  reached: new Map(played.reached.map((crash) => [crash, played.seed])),
  crashed: new Set(played.crashed),
  failures: failuresOf(played),
});

/** Of two seeds the smaller, whichever thread played it. */
function firstReached(left: Sum['reached'], right: Sum['reached']): Sum['reached'] {
  const first = new Map(left);
  for (const [crash, seed] of right) first.set(crash, Math.min(seed, first.get(crash) ?? seed));
  return first;
}

const addedFigures = (left: DeskFigures, right: DeskFigures): DeskFigures => ({
  visitors: left.visitors + right.visitors,
  papers: left.papers + right.papers,
  codes: left.codes + right.codes,
  papersAfterDrawing: left.papersAfterDrawing + right.papersAfterDrawing,
});

export const added = (left: Sum, right: Sum): Sum => ({
  seeds: left.seeds + right.seeds,
  announced: left.announced + right.announced,
  acknowledged: left.acknowledged + right.acknowledged,
  opened: left.opened + right.opened,
  papers: left.papers + right.papers,
  shown: left.shown + right.shown,
  atDesk: left.atDesk + right.atDesk,
  desk: addedFigures(left.desk, right.desk),
  calls: left.calls + right.calls,
  steps: left.steps + right.steps,
  faults: left.faults + right.faults,
  reached: firstReached(left.reached, right.reached),
  crashed: new Set([...left.crashed, ...right.crashed]),
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
      sum = added(sum, sumOf(played));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return sum;
}

/** What a meeting came to in which just this crash was made to happen. */
export interface Directed {
  readonly crash: string;
  readonly seed: number;
  readonly didCrash: boolean;
  readonly failures: readonly Failure[];
}

/**
 * The moments at which chance ended no process, each in a meeting of its own: that of the first seed which reaches it, in which exactly
 * this crash is added. Up to it everything happens as it did before, so it is reached again.
 */
export async function playMissingCrashes({ reached, crashed }: Sum): Promise<readonly Directed[]> {
  const missing = [...reached].filter(([crash]) => !crashed.has(crash));
  const directed: Directed[] = [];
  const lane = async (): Promise<void> => {
    for (let next = missing.pop(); next !== undefined; next = missing.pop()) {
      const [crash, seed] = next;
      const played = await playSeed({ seed, crash });
      directed.push({ crash, seed, didCrash: played.crashed.includes(crash), failures: failuresOf(played) });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return directed;
}
