import * as z from 'zod';
import { kin } from './kin.ts';
import { complete, type Guess, guess, hitsOf, likelyHits, ReadHall, type Strategy, strategiesFor } from './matcher.ts';
import type { PlayedHall } from './played-hall.ts';

/** What was learnt, as it goes from thread to thread: the best strategies with the weights of their words, who decide together. */
export const committeeShape = z.array(
  z.object({
    way: z.enum(['order', 'reverse', 'equal', 'likeness']),
    delegate: z.string(),
    ballot: z.string(),
    weight: z.number(),
  }),
);
export type Committee = z.output<typeof committeeShape>;
type Member = Committee[number];

/** As many strategies decide together. */
const MEMBERS = 3;
/** Halls in which pairs are looked for; the traces of one meeting are those of all. */
const SHOWN = 3;
/** Likeness is tried on as many halls and delegates, and its best in full. */
const SKIMMED = { halls: 3, delegates: 30, kept: 10 } as const;

/** Hits of each strategy in each hall. */
function scored(halls: readonly ReadHall[], strategies: readonly Strategy[]): readonly Member[] {
  return strategies.map((strategy) => {
    const hits = halls.map((read) => hitsOf(read.hall, guess(read, strategy)));
    const mean = hits.reduce((sum, each) => sum + each, 0) / hits.length;
    const variance = hits.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, hits.length - 1);
    // Guessing gives one hit with a variance of one; a strategy that always hits the same is the surest of all.
    const error = Math.sqrt(Math.max(variance, 0.1) / hits.length);
    return { ...strategy, weight: Math.max(0, (mean - 1) / error) ** 2 };
  });
}

/** The likenesses that are worth a full look. */
function skimmed(halls: readonly ReadHall[], strategies: readonly Strategy[]): readonly Strategy[] {
  return strategies
    .map((strategy) => {
      const few = halls.slice(0, SKIMMED.halls);
      const hits = few.reduce((sum, { hall }) => sum + likelyHits(hall, strategy, SKIMMED.delegates), 0);
      return { strategy, hits };
    })
    .sort((left, right) => right.hits - left.hits)
    .slice(0, SKIMMED.kept)
    .map(({ strategy }) => strategy);
}

/** The first that do not guess alike: two words that are one would outvote a third. */
function differing(halls: readonly ReadHall[], members: readonly Member[]): Committee {
  const shown = halls.slice(0, SHOWN);
  const [chosen, guesses] = [[] as Member[], new Set<string>()];
  for (const member of members) {
    if (chosen.length === MEMBERS) break;
    const guessed = shown.map((read) => guess(read, member).join()).join('#');
    if (!guesses.has(guessed)) chosen.push(member);
    guesses.add(guessed);
  }
  return chosen;
}

/**
 * The best strategies on halls of which the insider knows the truth, as from votes that were staged for it. Whatever joins a
 * delegate to a ballot by any two traces is found here, without anybody having thought of it beforehand; what joins them a
 * little, by several.
 */
export function learn(played: readonly PlayedHall[]): Committee {
  const halls = played.map((hall) => new ReadHall(hall));
  const strategies = strategiesFor(played.slice(0, SHOWN));
  const alike = skimmed(
    halls,
    strategies.filter(({ way }) => way === 'likeness'),
  );
  const tried = [
    ...strategies.filter(({ way }) => way !== 'likeness'),
    ...alike,
    ...kin(halls.map(({ hall }) => hall)),
  ];
  const best = differing(
    halls,
    [...scored(halls, tried)].sort((left, right) => right.weight - left.weight),
  );
  if (best.length === 0) throw new Error('nothing to learn from');
  return best;
}

/** What the members guess, each delegate's ballot being the one for which most weight speaks, the surest first. */
export function decide(hall: PlayedHall, committee: Committee): Guess {
  const read = new ReadHall(hall);
  const words = new Map<string, { delegate: number; ballot: number; weight: number }>();
  for (const member of committee)
    for (const [delegate, ballot] of guess(read, member).entries()) {
      const key = `${delegate} ${ballot}`;
      const weight = (words.get(key)?.weight ?? 0) + member.weight;
      words.set(key, { delegate, ballot, weight });
    }
  const wishes: (number | undefined)[] = hall.truth.map(() => undefined);
  const taken = new Set<number>();
  for (const { delegate, ballot } of [...words.values()].sort((left, right) => right.weight - left.weight)) {
    if (wishes[delegate] !== undefined || taken.has(ballot)) continue;
    wishes[delegate] = ballot;
    taken.add(ballot);
  }
  return complete(wishes, hall.evidence.ballots.length);
}
