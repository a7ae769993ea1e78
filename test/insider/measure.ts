import { type Committee, decide, learn } from './committee.ts';
import { hitsOf } from './matcher.ts';
import { type HallRequest, type PlayedHall, playHall } from './played-hall.ts';

/** Hits a meeting among those who cast an electronic ballot, over many meetings of one size. */
export interface Measured {
  readonly delegates: number;
  readonly meetings: number;
  readonly committee: Committee;
  /** The mean of hits a meeting; 1 is what guessing gives, whatever the size. */
  readonly hits: number;
  /** The 99.9 % interval of that mean, the meeting being the unit. */
  readonly least: number;
  readonly most: number;
}

/** Of the normal distribution: 99.9 % lie within as many standard deviations. */
const DEVIATIONS = 3.2905;
/** Seeds of halls that are learnt from; the others begin after them. */
const LEARNING_SEED = 1_000_000;

export interface Measuring extends Pick<HallRequest, 'pool' | 'delegates' | 'leak'> {
  /** Halls whose truth the insider knows beforehand. */
  readonly learning: number;
  /** Halls that are guessed, by the seeds `first` on. */
  readonly meetings: number;
  readonly first: number;
}

async function halls(measuring: Measuring, first: number, count: number): Promise<readonly PlayedHall[]> {
  const { pool, delegates, leak } = measuring;
  const played: PlayedHall[] = [];
  for (let seed = first; seed < first + count; seed += 1)
    played.push(await playHall({ pool, delegates, leak, seed: seedOf(delegates, seed) }));
  return played;
}

/** Halls of two sizes share no seed. */
const seedOf = (delegates: number, seed: number): number => delegates * 10_000_019 + seed * 7;

/** The strategies learnt from halls whose truth is known. */
export const learnt = async (measuring: Measuring): Promise<Committee> =>
  learn(await halls(measuring, LEARNING_SEED, measuring.learning));

/** Hits in each of the halls, by one committee. */
export async function hitsIn(measuring: Measuring, committee: Committee): Promise<readonly number[]> {
  const hits: number[] = [];
  for (let seed = measuring.first; seed < measuring.first + measuring.meetings; seed += 1) {
    const [hall] = await halls(measuring, seed, 1);
    if (hall !== undefined) hits.push(hitsOf(hall, decide(hall, committee)));
  }
  return hits;
}

/** Mean and interval of hits a meeting. */
export function measuredFrom(delegates: number, committee: Committee, hits: readonly number[]): Measured {
  const mean = hits.reduce((sum, each) => sum + each, 0) / hits.length;
  const variance = hits.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (hits.length - 1);
  const reach = DEVIATIONS * Math.sqrt(variance / hits.length);
  return { delegates, meetings: hits.length, committee, hits: mean, least: mean - reach, most: mean + reach };
}

export async function measure(measuring: Measuring): Promise<Measured> {
  const committee = await learnt(measuring);
  return measuredFrom(measuring.delegates, committee, await hitsIn(measuring, committee));
}

/** Guessing gives one hit a meeting, and one is within what was measured. */
export const isBlind = ({ least, most }: Measured): boolean => least <= 1 && 1 <= most;
/** More than guessing gives, beyond doubt. */
export const isDetected = ({ least }: Measured): boolean => least > 1;
