import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { playRange } from './seed-lanes.ts';

const range = z.object({
  first: z.int(),
  end: z.int(),
  stride: z.int().min(1),
  made: z.enum(['pooled', 'fresh']),
});

parentPort?.postMessage(await playRange(range.parse(workerData)));
