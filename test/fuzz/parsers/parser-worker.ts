import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import { Coverage } from './coverage.ts';
import { hunt } from './hunt.ts';
import type { Target } from './target.ts';

/** Shared with whoever watches: how many inputs were begun, and the length of the present one. */
const data = z.object({
  /** A module that exports `TARGETS`. */
  targets: z.string(),
  progress: z.instanceof(SharedArrayBuffer),
  input: z.instanceof(SharedArrayBuffer),
});
export type ParserWorkerData = z.output<typeof data>;

const job = z.object({
  target: z.string(),
  corpus: z.array(z.instanceof(Uint8Array)),
  seed: z.int(),
  runs: z.int().min(0),
  ms: z.int().min(0),
  isGuided: z.boolean(),
  weighed: z.int().min(1),
});
export type ParserJob = z.output<typeof job>;

const { targets: module, progress: shared, input: room } = data.parse(workerData);
const coverage = await Coverage.start();
const { TARGETS } = (await import(module)) as { readonly TARGETS: readonly Target[] };
const progress = new Int32Array(shared);
const present = new Uint8Array(room);

const begin = (input: Bytes): void => {
  present.set(input.subarray(0, present.length));
  Atomics.store(progress, 1, Math.min(input.length, present.length));
  Atomics.add(progress, 0, 1);
};

parentPort?.on('message', async (asked: unknown) => {
  const { target: name, corpus, isGuided, ...how } = job.parse(asked);
  const target = TARGETS.find((each) => each.name === name);
  if (target === undefined) throw new Error('no such target');
  const guide = { coverage: isGuided ? coverage : null, begin };
  const hunted = await hunt({ target, corpus: corpus.map((each) => new Uint8Array(each)), ...how, ...guide });
  parentPort?.postMessage(hunted);
});
