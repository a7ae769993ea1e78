import type { Evidence, Traces } from './evidence.ts';
import type { PlayedHall } from './played-hall.ts';

/**
 * One way to guess: pair delegates and ballots by rank of two traces (`order`, `reverse`), or by equal values of two traces
 * with the rest in the order in which they lie (`equal`), or by the most equal characters at equal places (`likeness`).
 */
export interface Strategy {
  readonly way: 'order' | 'reverse' | 'equal' | 'likeness';
  readonly delegate: string;
  readonly ballot: string;
}

/** For each delegate, in the order of the list, the place of the ballot that is guessed to be theirs. */
type Guess = Uint32Array;

const compare = (left: string | number | undefined, right: string | number | undefined): number => {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0;
};

/** Places in the order of one trace; equal ones stay as they lie. */
function ranked(rows: readonly Traces[], name: string): readonly number[] {
  const values = rows.map((traces) => traces.get(name));
  return [...rows.keys()].sort((left, right) => compare(values[left], values[right]));
}

const byRank = (delegates: readonly number[], ballots: readonly number[]): Guess => {
  const guess = new Uint32Array(delegates.length);
  for (const [rank, delegate] of delegates.entries()) guess[delegate] = ballots[rank] ?? 0;
  return guess;
};

/** Everybody gets one ballot: first those for whom `wish` names one, then the rest as they lie. */
function complete(wishes: readonly (number | undefined)[], ballots: number): Guess {
  const left = new Set(Array.from({ length: ballots }, (_, place) => place));
  const granted = wishes.map((wish) => (wish !== undefined && left.delete(wish) ? wish : undefined));
  const rest = [...left];
  return Uint32Array.from(granted, (wish) => wish ?? rest.shift() ?? 0);
}

function byEqual({ delegates, ballots }: Evidence, { delegate, ballot }: Strategy): Guess {
  const places = new Map<string, number[]>();
  for (const [place, traces] of ballots.entries()) {
    const value = String(traces.get(ballot));
    places.set(value, [...(places.get(value) ?? []), place]);
  }
  return complete(
    delegates.map((traces) => places.get(String(traces.get(delegate)))?.shift()),
    ballots.length,
  );
}

/** Greedy: each delegate in turn gets the free ballot that is most alike. */
function byLikeness({ delegates, ballots }: Evidence, { delegate, ballot }: Strategy): Guess {
  const texts = ballots.map((traces) => String(traces.get(ballot)));
  const taken = new Set<number>();
  const wishes = delegates.map((traces) => {
    const own = String(traces.get(delegate));
    let [best, most] = [-1, -1];
    for (const [place, text] of texts.entries()) {
      if (taken.has(place)) continue;
      const alike = likeness(own, text);
      if (alike > most) [best, most] = [place, alike];
    }
    taken.add(best);
    return best;
  });
  return complete(wishes, ballots.length);
}

function likeness(left: string, right: string): number {
  let alike = 0;
  for (let place = Math.min(left.length, right.length, LOOKED_AT) - 1; place >= 0; place -= 1)
    if (left.charCodeAt(place) === right.charCodeAt(place)) alike += 1;
  return alike;
}

/** Characters that a likeness looks at. */
const LOOKED_AT = 64;
/** Beyond it, likeness takes longer than everything else together. */
const LARGEST_FOR_LIKENESS = 30;

/** The guess of one strategy. */
export function guess(evidence: Evidence, strategy: Strategy): Guess {
  const { delegate, ballot } = strategy;
  switch (strategy.way) {
    case 'order':
      return byRank(ranked(evidence.delegates, delegate), ranked(evidence.ballots, ballot));
    case 'reverse':
      return byRank(ranked(evidence.delegates, delegate), ranked(evidence.ballots, ballot).toReversed());
    case 'equal':
      return byEqual(evidence, strategy);
    case 'likeness':
      return byLikeness(evidence, strategy);
  }
}

/** How many delegates were guessed right. */
export function hitsOf({ evidence, truth }: PlayedHall, guessed: Guess): number {
  return truth.filter((receipt, place) => evidence.ballots[guessed[place] ?? 0]?.get('receipt') === receipt).length;
}

const namesOf = (rows: readonly Traces[]): readonly string[] => [
  ...new Set(rows.flatMap((traces) => [...traces.keys()])),
];

const isSame = (values: readonly unknown[]): boolean => values.every((value) => value === values[0]);
/** A trace that is the same for all tells nothing. */
const tellingOf = (rows: readonly Traces[]): readonly string[] =>
  namesOf(rows).filter((name) => !isSame(rows.map((traces) => traces.get(name))));

/** Every pair of traces in every way. */
export function strategiesFor(evidence: Evidence): readonly Strategy[] {
  const ballots = tellingOf(evidence.ballots);
  const isSmall = evidence.delegates.length <= LARGEST_FOR_LIKENESS;
  return tellingOf(evidence.delegates).flatMap((delegate) =>
    ballots.flatMap((ballot): Strategy[] => {
      const pair = { delegate, ballot };
      const ranks: Strategy[] = [
        { way: 'order', ...pair },
        { way: 'reverse', ...pair },
      ];
      const isText = typeof evidence.delegates[0]?.get(delegate) === typeof evidence.ballots[0]?.get(ballot);
      if (!isText) return ranks;
      return [...ranks, { way: 'equal', ...pair }, ...(isSmall ? [{ way: 'likeness', ...pair } as const] : [])];
    }),
  );
}

/**
 * The best strategy on halls of which the insider knows the truth, as from votes that were staged for it. Whatever joins a
 * delegate to a ballot by any two traces is found here, without anybody having thought of it beforehand.
 */
export function learn(halls: readonly PlayedHall[]): Strategy {
  const [first] = halls;
  if (first === undefined) throw new Error('nothing to learn from');
  let [best, most]: [Strategy | undefined, number] = [undefined, -1];
  for (const strategy of strategiesFor(first.evidence)) {
    const hits = halls.reduce((sum, hall) => sum + hitsOf(hall, guess(hall.evidence, strategy)), 0);
    if (hits > most) [best, most] = [strategy, hits];
  }
  if (best === undefined) throw new Error('no strategy at all');
  return best;
}
