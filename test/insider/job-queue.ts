import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Job } from './insider-worker.ts';

/** Hands jobs to one worker a core, one at a time each. */
export class JobQueue {
  readonly #idle: Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  constructor() {
    const module = new URL('./insider-worker.ts', import.meta.url);
    this.#idle = Array.from({ length: availableParallelism() }, () => new Worker(module));
  }

  /** The worker's answer; rejects when it failed. */
  async ask(job: Job): Promise<unknown> {
    const worker = this.#idle.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)));
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    worker.once('message', resolve).once('error', reject);
    worker.postMessage(job);
    try {
      return await promise;
    } finally {
      worker.off('error', reject);
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(worker);
      else next(worker);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.map((worker) => worker.terminate()));
  }
}
