import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { EmbeddedServices } from '../../infra/local/api.ts';
import { startChild } from './child.ts';
import type { Run } from './in-flight.ts';

interface Load {
  readonly session: string;
  readonly ballots: readonly Uint8Array[];
  readonly inFlight: number;
}

/** Cast over HTTP through the whole stack. */
export interface CastingJob extends Load {
  readonly kind: 'cast';
  readonly origin: string;
}

/** Put the same items straight into the engine. */
export interface PuttingJob extends Load {
  readonly kind: 'put';
  readonly dynamodb: EmbeddedServices['dynamodb'];
  readonly table: string;
  readonly manifestHash: Uint8Array;
}

export interface CastingClient {
  readonly pid: number;
  run(job: CastingJob | PuttingJob): Promise<Run>;
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('casting-client-process.ts', import.meta.url));

/** Starts the one Node process that sends a load. */
export function startCastingClient(): CastingClient {
  const child = startChild(PROGRAM);
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    run: async (job) => {
      child.send(job);
      const [run] = await Promise.race([
        once(child, 'message'),
        ended.then(([code]) => Promise.reject(new Error(`the client ended with ${code}`))),
      ]);
      return run as Run;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
