import { Worker } from 'node:worker_threads';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import type { Hall, Reply } from '../../integration/ballot/hall.ts';
import type { Ground } from './ground.ts';

type Half = 'checkIn' | 'castBallot';

/** A request as it comes to a function. */
export type WarmCall<Id extends Half = Half> = {
  readonly id: Id;
  readonly request: RequestOf<Id>;
  readonly sender: Hall['sender'];
};

/** One running process of a function, as the platform keeps it between two requests: its memory is its own. */
export class WarmFunction {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** `remembers`: with a cache of what it was asked. */
  static async start(
    { tables }: Ground,
    { wrappingKey, remembers }: { readonly wrappingKey: Uint8Array; readonly remembers: boolean },
  ): Promise<WarmFunction> {
    const { region, credentials } = tables.client.config;
    const { accessKeyId, secretAccessKey } = await credentials();
    const workerData = {
      ...{ endpoint: tables.endpoint, region: await region(), wrappingKey, remembers },
      credentials: { accessKeyId, secretAccessKey },
    };
    return new WarmFunction(new Worker(new URL('./warm-worker.ts', import.meta.url), { workerData }));
  }

  async call<Id extends Half>(call: WarmCall<Id>): Promise<Reply<Id>> {
    const { promise, resolve, reject } = Promise.withResolvers<Reply<Id>>();
    this.#worker.once('message', resolve).once('error', reject);
    this.#worker.postMessage(call);
    try {
      return await promise;
    } finally {
      this.#worker.off('error', reject);
    }
  }

  /** Everything that the process can still reach, every string in it, as V8 writes it down after a collection. */
  async memory(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of await this.#worker.getHeapSnapshot()) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
