import { parentPort } from 'node:worker_threads';
import * as z from 'zod';
import { LEAKS } from './leaks.ts';
import { hitsIn, learnt, type Measuring } from './measure.ts';
import { sealedPool } from './sealed-pool.ts';

/** More than the largest hall, so that halls differ in their ballots. */
const POOLED_BALLOTS = 400;
const POOL_SEED = 2008;

const job = z.object({
  delegates: z.int().min(2).max(POOLED_BALLOTS),
  /** Name of a planted leak; `null` for the product as it is. */
  leak: z.string().nullable(),
  learning: z.int().min(1),
  first: z.int(),
  meetings: z.int().min(0),
  /** `null` to learn one. */
  strategy: z
    .object({ way: z.enum(['order', 'reverse', 'equal', 'likeness']), delegate: z.string(), ballot: z.string() })
    .nullable(),
});

export type Job = z.output<typeof job>;

const pool = await sealedPool(POOLED_BALLOTS, POOL_SEED);

async function done(asked: Job): Promise<unknown> {
  const { strategy, leak: name, ...how } = asked;
  const found = LEAKS.find((each) => each.name === name);
  if (found === undefined && name !== null) throw new Error('no such leak');
  const measuring: Measuring = { ...how, pool, leak: found?.leak };
  return strategy === null ? learnt(measuring) : hitsIn(measuring, strategy);
}

parentPort?.on('message', async (asked: unknown) => parentPort?.postMessage(await done(job.parse(asked))));
