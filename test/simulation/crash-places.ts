/** Before a write has any effect, or after it has had all of it. */
export type Moment = 'before' | 'after';
export const MOMENTS: readonly Moment[] = ['before', 'after'];

/** Crashes that come whatever chance says; asked once at each moment of each write that is reached. */
export type ForcedCrashes = (crash: string) => boolean;

/** No crash but by chance. */
export const BY_CHANCE: ForcedCrashes = () => false;

/** Exactly this crash, the first time that its moment is reached. */
export function onceAt(wanted: string): ForcedCrashes {
  let isDue = true;
  return (crash) => {
    const isNow = isDue && crash === wanted;
    if (isNow) isDue = false;
    return isNow;
  };
}

/** At both moments of every write of every operation once, the first time that each is reached. */
export function onceEverywhere(): ForcedCrashes {
  const seen = new Set<string>();
  return (crash) => {
    const isFirst = !seen.has(crash);
    seen.add(crash);
    return isFirst;
  };
}

/** A write in an operation, as `signResult 2 document`: the second write of a call, to the bucket. */
export const writePlace = (operation: string, nth: number, what: string): string =>
  `${operation} ${nth} ${what.startsWith('put ') ? 'document' : what.replace('Command', '')}`;

export const isWrite = (what: string): boolean => /^(Put|Update|TransactWrite)Command$|^put /.test(what);

const crashAt = (place: string, moment: Moment): string => `${place} ${moment}`;

/** The moments of the writes of one meeting: which were reached, and at which a process ended. */
export class CrashPlaces {
  readonly #forced: ForcedCrashes;
  readonly #reached = new Set<string>();
  readonly #crashed = new Set<string>();

  constructor(forced: ForcedCrashes) {
    this.#forced = forced;
  }

  get reached(): readonly string[] {
    return [...this.#reached];
  }

  get crashed(): readonly string[] {
    return [...this.#crashed];
  }

  /** Notes that a process is here; whether it has to end. */
  reach(place: string, moment: Moment): boolean {
    const crash = crashAt(place, moment);
    this.#reached.add(crash);
    return this.#forced(crash);
  }

  noteCrash(place: string, moment: Moment): void {
    this.#crashed.add(crashAt(place, moment));
  }
}

/** Both moments of every write of which one was reached. */
export const momentsOf = (reached: Iterable<string>): readonly string[] => {
  const places = new Set([...reached].map((crash) => crash.slice(0, crash.lastIndexOf(' '))));
  return [...places].sort().flatMap((place) => MOMENTS.map((moment) => crashAt(place, moment)));
};
