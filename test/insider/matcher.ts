import type { Evidence, Traces } from './evidence.ts';
import { columnOf } from './made-traces.ts';
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
export type Guess = Uint32Array;

const compare = (left: string | number | undefined, right: string | number | undefined): number => {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0;
};

/** A hall with its traces put in order, each once. */
export class ReadHall {
  readonly hall: PlayedHall;
  readonly #columns = new Map<string, readonly (string | number | undefined)[]>();
  readonly #ranks = new Map<string, Uint32Array>();

  constructor(hall: PlayedHall) {
    this.hall = hall;
  }

  /** One trace of everybody, by place. */
  column(side: 'delegates' | 'ballots', name: string): readonly (string | number | undefined)[] {
    const key = `${side} ${name}`;
    const known = this.#columns.get(key) ?? columnOf(this.hall.evidence[side], name, this.hall.evidence.session);
    this.#columns.set(key, known);
    return known;
  }

  /** Places in the order of one trace; equal ones stay as they lie. */
  ranked(side: 'delegates' | 'ballots', name: string): Uint32Array {
    const key = `${side} ${name}`;
    const known = this.#ranks.get(key);
    if (known !== undefined) return known;
    const values = this.column(side, name);
    const places = Uint32Array.from(
      [...values.keys()].sort((left, right) => compare(values[left], values[right]) || left - right),
    );
    this.#ranks.set(key, places);
    return places;
  }
}

const byRank = (delegates: Uint32Array, ballots: Uint32Array): Guess => {
  const guess = new Uint32Array(delegates.length);
  for (const [rank, delegate] of delegates.entries()) guess[delegate] = ballots[rank] ?? 0;
  return guess;
};

/** Everybody gets one ballot: first those for whom `wish` names one, then the rest as they lie. */
export function complete(wishes: readonly (number | undefined)[], ballots: number): Guess {
  const left = new Set(Array.from({ length: ballots }, (_, place) => place));
  const granted = wishes.map((wish) => (wish !== undefined && left.delete(wish) ? wish : undefined));
  const rest = left.values();
  return Uint32Array.from(granted, (wish) => wish ?? rest.next().value ?? 0);
}

function byEqual(read: ReadHall, { delegate, ballot }: Strategy): Guess {
  const places = new Map<string, number[]>();
  const values = read.column('ballots', ballot);
  for (const [place, value] of values.entries()) {
    const lying = places.get(String(value));
    if (lying === undefined) places.set(String(value), [place]);
    else lying.push(place);
  }
  return complete(
    read.column('delegates', delegate).map((value) => places.get(String(value))?.shift()),
    values.length,
  );
}

/** Characters that a likeness looks at. */
const LOOKED_AT = 32;

function likeness(left: string, right: string): number {
  let alike = 0;
  for (let place = Math.min(left.length, right.length, LOOKED_AT) - 1; place >= 0; place -= 1)
    if (left.charCodeAt(place) === right.charCodeAt(place)) alike += 1;
  return alike;
}

/** The free ballot that is most alike. */
function mostAlike(own: string, texts: readonly string[], taken: ReadonlySet<number>): number {
  let [best, most] = [-1, -1];
  for (const [place, text] of texts.entries()) {
    if (taken.has(place)) continue;
    const alike = likeness(own, text);
    if (alike > most) [best, most] = [place, alike];
  }
  return best;
}

const textsOf = (rows: readonly Traces[], name: string): readonly string[] =>
  rows.map((each) => String(each.get(name)));

/** Greedy: each delegate in turn gets the free ballot that is most alike. */
function byLikeness({ delegates, ballots }: Evidence, { delegate, ballot }: Strategy): Guess {
  const texts = textsOf(ballots, ballot);
  const taken = new Set<number>();
  const wishes = textsOf(delegates, delegate).map((own) => {
    const best = mostAlike(own, texts, taken);
    taken.add(best);
    return best;
  });
  return complete(wishes, ballots.length);
}

/** The guess of one strategy. */
export function guess(read: ReadHall, strategy: Strategy): Guess {
  const { delegate, ballot, way } = strategy;
  switch (way) {
    case 'order':
      return byRank(read.ranked('delegates', delegate), read.ranked('ballots', ballot));
    case 'reverse':
      return byRank(read.ranked('delegates', delegate), read.ranked('ballots', ballot).toReversed());
    case 'equal':
      return byEqual(read, strategy);
    case 'likeness':
      return byLikeness(read.hall.evidence, strategy);
  }
}

/** How many delegates were guessed right. */
export function hitsOf({ truth }: PlayedHall, guessed: Guess): number {
  let hits = 0;
  for (let place = 0; place < truth.length; place += 1) if (truth[place] === guessed[place]) hits += 1;
  return hits;
}

/**
 * What a likeness would hit among the first of the list, and as many times more as the list is longer: looking at all of a large
 * hall, for each pair of traces, would take longer than everything else together.
 */
export function likelyHits({ evidence, truth }: PlayedHall, { delegate, ballot }: Strategy, looked: number): number {
  const texts = textsOf(evidence.ballots, ballot);
  const first = textsOf(evidence.delegates.slice(0, looked), delegate);
  const hits = first.filter((own, place) => mostAlike(own, texts, new Set()) === truth[place]).length;
  return (hits * truth.length) / first.length;
}

const namesOf = (rows: readonly Traces[]): readonly string[] => [
  ...new Set(rows.flatMap((traces) => [...traces.keys()])),
];

/** Traces that tell one from another, and each only once: a copy of a column says no more than the column. */
function tellingOf(halls: readonly Traces[][]): readonly string[] {
  const seen = new Set<string>();
  return namesOf(halls.flat()).filter((name) => {
    const columns = halls.map((rows) => rows.map((traces) => traces.get(name)));
    const isSame = columns.every((values) => values.every((value) => value === values[0]));
    const text = JSON.stringify(columns);
    const isNew = !seen.has(text);
    seen.add(text);
    return !isSame && isNew;
  });
}

const isText = (rows: readonly Traces[], name: string): boolean =>
  rows.every((traces) => typeof (traces.get(name) ?? '') === 'string');

/** Every pair of traces in every way. */
export function strategiesFor(halls: readonly PlayedHall[]): readonly Strategy[] {
  const ballotRows = halls.map(({ evidence }) => [...evidence.ballots]);
  const delegateRows = halls.map(({ evidence }) => [...evidence.delegates]);
  const ballots = tellingOf(ballotRows).map((name) => ({ name, isText: isText(ballotRows.flat(), name) }));
  return tellingOf(delegateRows).flatMap((delegate) => {
    const areTexts = isText(delegateRows.flat(), delegate);
    return ballots.flatMap(({ name: ballot, isText: isBallotText }): Strategy[] => {
      const pair = { delegate, ballot };
      const ranks: Strategy[] = [
        { way: 'order', ...pair },
        { way: 'reverse', ...pair },
      ];
      if (areTexts !== isBallotText) return ranks;
      return [...ranks, { way: 'equal', ...pair }, ...(areTexts ? [{ way: 'likeness', ...pair } as const] : [])];
    });
  });
}
