import { Worker } from 'node:worker_threads';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import type { Found, Hunted } from './hunt.ts';
import type { ParserJob, ParserWorkerData } from './parser-worker.ts';

/** What a worker says of a target; one that never came back says only what it read last. */
export type Watched = { readonly hunted: Hunted } | { readonly hung: Found };

const INPUT_BYTES = 4 * 1024 * 1024;
const LOOK_EVERY_MS = 250;
/** A parser that takes 2 s of its thread is slow and says so itself; here it is one that will not come back, on a busy machine too. */
const HUNG_MS = 15_000;
/** Twice what a function of the deployment has for everything. */
const HEAP_MEGABYTES = 512;

/** A thread that reads inputs, and may be ended in the middle of one. */
export class WatchedWorker {
  readonly #targets: string;
  readonly #hungMs: number;
  readonly #progress = new Int32Array(new SharedArrayBuffer(8));
  readonly #input = new Uint8Array(new SharedArrayBuffer(INPUT_BYTES));
  #worker: Worker | undefined;

  /** @param targets address of a module that exports `TARGETS` */
  constructor(targets: URL, hungMs: number = HUNG_MS) {
    this.#targets = targets.href;
    this.#hungMs = hungMs;
  }

  async hunt(job: ParserJob): Promise<Watched> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const { promise, resolve, reject } = Promise.withResolvers<Watched>();
    const watch = this.#watch((what) => resolve({ hung: { what, input: this.#present() } }));
    const answered = (hunted: Hunted) => resolve({ hunted });
    const failed = (error: Error) => {
      const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (isMemory) resolve({ hung: { what: `needs more than ${HEAP_MEGABYTES} MB`, input: this.#present() } });
      else reject(error);
    };
    worker.once('message', answered).once('error', failed);
    worker.postMessage(job);
    try {
      const watched = await promise;
      if ('hung' in watched) await this.close();
      return watched;
    } finally {
      clearInterval(watch);
      worker.off('message', answered).off('error', failed);
    }
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #start(): Worker {
    const workerData: ParserWorkerData = {
      targets: this.#targets,
      progress: this.#progress.buffer,
      input: this.#input.buffer,
    };
    const resourceLimits = { maxOldGenerationSizeMb: HEAP_MEGABYTES };
    return new Worker(new URL('./parser-worker.ts', import.meta.url), { workerData, resourceLimits });
  }

  #present(): Bytes {
    return this.#input.slice(0, Atomics.load(this.#progress, 1));
  }

  #watch(hung: (what: string) => void): NodeJS.Timeout {
    let [seen, sinceMs] = [Atomics.load(this.#progress, 0), performance.now()];
    let hasBegun = false;
    return setInterval(() => {
      const now = Atomics.load(this.#progress, 0);
      if (now !== seen) [seen, sinceMs, hasBegun] = [now, performance.now(), true];
      // Starting a thread and loading the product is no reading.
      else if (hasBegun && performance.now() - sinceMs > this.#hungMs)
        hung(`did not come back within ${this.#hungMs / 1_000} s`);
    }, LOOK_EVERY_MS);
  }
}
