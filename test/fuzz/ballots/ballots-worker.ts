import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { openTables } from '../../integration/ballot/open-tables.ts';
import { castMutants } from './cast-mutants.ts';
import { countLaid } from './count-laid.ts';

const job = z.object({ seed: z.int(), count: z.int().min(1), laid: z.int().min(1) });
export type BallotsJob = z.output<typeof job>;

const { seed, count, laid } = job.parse(workerData);
const tables = await openTables();
try {
  const startMs = performance.now();
  const { material, ...cast } = await castMutants({ tables, seed, count });
  const castMs = performance.now() - startMs;
  parentPort?.postMessage({ cast, castMs, counted: await countLaid(material, { seed, count: laid }) });
} finally {
  await tables.close();
}
