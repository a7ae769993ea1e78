import { parentPort } from 'node:worker_threads';
import * as z from 'zod';
import { committeeShape } from './committee.ts';
import { LEAKS } from './leaks.ts';
import { hitsIn, learnt, type Measuring } from './measure.ts';
import { type SealedPool, sealedPool } from './sealed-pool.ts';

/** More than the hall has delegates, so that halls differ in their ballots. */
const POOLED_BALLOTS = 1.3;
const POOL_SEED = 2008;
const LARGEST_HALL = 300;

const job = z.object({
  delegates: z.int().min(2).max(LARGEST_HALL),
  /** Name of a planted leak; `null` for the product as it is. */
  leak: z.string().nullable(),
  learning: z.int().min(1),
  first: z.int(),
  meetings: z.int().min(0),
  /** `null` to learn one. */
  committee: committeeShape.nullable(),
});

export type Job = z.output<typeof job>;

const pools = new Map<number, Promise<SealedPool>>();

function poolOf(delegates: number): Promise<SealedPool> {
  const size = Math.ceil(delegates * POOLED_BALLOTS);
  const pool = pools.get(delegates) ?? sealedPool({ size, seed: POOL_SEED, delegates });
  pools.set(delegates, pool);
  return pool;
}

async function done(asked: Job): Promise<unknown> {
  const { committee: known, leak: name, ...how } = asked;
  const found = LEAKS.find((each) => each.name === name);
  if (found === undefined && name !== null) throw new Error('no such leak');
  const measuring: Measuring = { ...how, pool: await poolOf(how.delegates), leak: found?.leak };
  return known === null ? learnt(measuring) : hitsIn(measuring, known);
}

parentPort?.on('message', async (asked: unknown) => parentPort?.postMessage(await done(job.parse(asked))));
