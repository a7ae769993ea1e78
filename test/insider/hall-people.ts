import { seededChance, shuffled } from '../rehearsal/seeded.ts';
import type { PooledBallot, SealedPool } from './sealed-pool.ts';

/** Who was seen in the hall: a list with names, and a camera over door and seats. */
export interface Seen {
  readonly name: string;
  readonly phone: string;
  readonly drewAtMs: number;
  readonly castAtMs: number;
}

/** One delegate as the truth has it. */
export interface Person extends Seen {
  /** The connection of this delegate's phone, as a load balancer would number it. */
  readonly connection: string;
  readonly ballot: PooledBallot;
  readonly number: number;
}

const MINUTE_MS = 60_000;
/** A meeting by minutes: when people come, when the voting opens, when they cast, when it closes. */
export const PLAN = {
  startMs: 1_226_000_000_000,
  drawingMs: 30 * MINUTE_MS,
  opensMs: 35 * MINUTE_MS,
  castingFromMs: 40 * MINUTE_MS,
  castingMs: 10 * MINUTE_MS,
  closesMs: 60 * MINUTE_MS,
  countedMs: 62 * MINUTE_MS,
} as const;
const SURNAMES = [...'赵钱孙李周吴郑王冯陈欧阳诸葛'];

/** As many people as the hall has delegates, each with a name, a phone and one of the pool's ballots, by chance. */
export function peopleOf(pool: SealedPool, delegates: number, seed: number): readonly Person[] {
  const chance = seededChance(seed);
  const ballots = shuffled(pool.ballots, chance).slice(0, delegates);
  return ballots.map((ballot, place) => {
    const drewAtMs = PLAN.startMs + Math.floor(chance() * PLAN.drawingMs);
    const letters = Array.from({ length: 2 + Math.floor(chance() * 9) }, () => SURNAMES[Math.floor(chance() * 14)]);
    const castAtMs = PLAN.startMs + PLAN.castingFromMs + Math.floor(chance() * PLAN.castingMs);
    const phone = `139${String(Math.floor(chance() * 1e8)).padStart(8, '0')}`;
    const connection = Math.floor(chance() * 1e15).toString(36);
    return { name: letters.join(''), phone, drewAtMs, castAtMs, connection, ballot, number: place + 1 };
  });
}
