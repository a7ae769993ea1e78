import { delegateId } from '../../functions/store/round-lists.ts';
import { seededChance, shuffled } from '../rehearsal/seeded.ts';
import type { PooledBallot, SealedPool } from './sealed-pool.ts';

/**
 * What a delegate does. `votes-again`: lost what was drawn, gets a new card from two tellers and votes with that; `paper-after`
 * the same, but takes a paper ballot; `draws` checks in and never votes.
 */
export const FATES = ['votes', 'votes-again', 'draws', 'paper', 'paper-after', 'stays-away'] as const;
export type Fate = (typeof FATES)[number];

/** Who was seen in the hall: a list with names, and a camera over door and seats. */
export interface Seen {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly phone: string;
  readonly drewAtMs: number;
  readonly castAtMs: number;
}

/** One delegate as the truth has it; who does not draw or cast has the times and the ballot for nothing. */
export interface Person extends Seen {
  readonly fate: Fate;
  /** The connection of this delegate's phone, as a load balancer would number it. */
  readonly connection: string;
  readonly ballot: PooledBallot;
  /** What was drawn with a first card and never cast. */
  readonly lost: PooledBallot;
  readonly number: number;
}

export const isVoter = ({ fate }: Person): boolean => fate === 'votes' || fate === 'votes-again';
export const takesPaper = ({ fate }: Person): boolean => fate === 'paper' || fate === 'paper-after';

const MINUTE_MS = 60_000;
/** A meeting by minutes: when people come, when the voting opens, when they cast, when it closes. */
export const PLAN = {
  startMs: 1_226_000_000_000,
  drawingMs: 30 * MINUTE_MS,
  /** After a drawing, until the desk has done something about it. */
  deskMs: 2 * MINUTE_MS,
  opensMs: 35 * MINUTE_MS,
  castingFromMs: 40 * MINUTE_MS,
  castingMs: 10 * MINUTE_MS,
  closesMs: 60 * MINUTE_MS,
  countedMs: 62 * MINUTE_MS,
  /** An export holds days that are over. */
  exportedMs: 48 * 60 * MINUTE_MS,
} as const;
const SURNAMES = [...'赵钱孙李周吴郑王冯陈欧阳诸葛'];
const TRADES = [...'粮油布药茶木石铁'];

/** One of as many; of ten delegates at least one, of ten none after the drawing. */
const RARE: Readonly<Record<Exclude<Fate, 'votes'>, (delegates: number) => number>> = {
  'votes-again': (delegates) => Math.max(1, Math.floor(delegates / 50)),
  draws: (delegates) => Math.floor(delegates / 30),
  paper: (delegates) => Math.max(1, Math.floor(delegates / 30)),
  'paper-after': (delegates) => Math.floor(delegates / 30),
  'stays-away': (delegates) => Math.max(1, Math.floor(delegates / 20)),
};
const RARE_FATES = FATES.filter((fate) => fate !== 'votes');

/** Those who cast an electronic ballot, of a hall with so many delegates. */
export const votersOf = (delegates: number): number =>
  RARE_FATES.filter((fate) => fate !== 'votes-again').reduce((left, fate) => left - RARE[fate](delegates), delegates);

/** As many of each fate in every hall of a size; who they are is chance. */
const fatesOf = (delegates: number, chance: () => number): readonly Fate[] => {
  const rare = RARE_FATES.flatMap((fate) => Array.from({ length: RARE[fate](delegates) }, () => fate));
  return shuffled([...rare, ...Array<Fate>(delegates - rare.length).fill('votes')], chance);
};

/** As many people as the hall has delegates, each with a name, a phone and two of the pool's ballots, by chance. */
export function peopleOf(pool: SealedPool, delegates: number, seed: number): readonly Person[] {
  const chance = seededChance(seed);
  const ballots = shuffled(pool.ballots, chance);
  return fatesOf(delegates, seededChance(seed + 5)).map((fate, place) => {
    const drewAtMs = PLAN.startMs + Math.floor(chance() * PLAN.drawingMs);
    const letters = Array.from({ length: 2 + Math.floor(chance() * 9) }, () => SURNAMES[Math.floor(chance() * 14)]);
    const castAtMs = PLAN.startMs + PLAN.castingFromMs + Math.floor(chance() * PLAN.castingMs);
    const phone = `139${String(Math.floor(chance() * 1e8)).padStart(8, '0')}`;
    const connection = Math.floor(chance() * 1e15).toString(36);
    const organisation = `${TRADES[Math.floor(chance() * 8)]}行${Math.floor(chance() * 1e6)}号`;
    const [ballot, lost] = [ballots[place], ballots.at(-1 - (place % Math.max(1, ballots.length - delegates)))];
    if (ballot === undefined || lost === undefined) throw new Error('a pool smaller than the hall');
    const number = place + 1;
    return {
      ...{ id: delegateId(number), name: letters.join(''), organisation, phone, drewAtMs, castAtMs },
      ...{ fate, connection, ballot, lost, number },
    };
  });
}
