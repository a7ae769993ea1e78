import { AsyncLocalStorage } from 'node:async_hooks';
import type { Dependencies } from '../../../functions/http/dependencies.ts';
import { EmbeddedMetrics } from '../../../functions/http/embedded-metrics.ts';
import { logTo } from '../../../functions/http/log-line.ts';
import type { StartApi } from '../../../infra/local/api.ts';
import { startApi } from '../../../infra/local/start-api.ts';
import { FAULT_HEADER, type WireTap } from './wire-tap.ts';

/** Throws at every call, however deep: the engine's own word for too much at once, or an error that quotes the whole request. */
const failing = (error: () => Error): never =>
  new Proxy(() => undefined, {
    get: () => failing(error),
    apply: () => {
      throw error();
    },
  }) as never;

const throttled = (quoted: string): Error =>
  Object.assign(new Error(`Throughput exceeds the limit: ${quoted}`), { name: 'ThrottlingException' });
/** With lines that look like frames. */
const quoting = (quoted: string): Error => new Error(`cannot take ${quoted}\n    at ${quoted} (${quoted}:1:1)`);

const stores = (error: () => Error): Pick<Dependencies, 'registry' | 'meetings' | 'ballotBox' | 'opinions'> => ({
  registry: failing(error),
  meetings: failing(error),
  ballotBox: failing(error),
  opinions: failing(error),
});

const write = (output: NodeJS.WritableStream) => (text: string) => output.write(text);

/** What functions write in the cloud, to this process's output. */
export const cloudOutlets: Pick<Dependencies, 'log' | 'metrics'> = {
  log: logTo(write(process.stderr), Date.now),
  metrics: new EmbeddedMetrics({ county: () => 'tuanfeng', write: write(process.stdout), nowMs: Date.now }),
};

/** The API of the embedded deployment with the cloud's own outlets, whose stores fail for a request that asks for it. */
export const faultyApi =
  (tap: WireTap): StartApi =>
  async (services) => {
    const asked = new AsyncLocalStorage<string>();
    const api = await startApi(services, (dependencies) => {
      const [fault = '', number = ''] = asked.getStore()?.split(' ') ?? [];
      const quoted = tap.quoted[Number(number)] ?? '';
      const broken = fault === '' ? {} : stores(() => (fault === 'throttling' ? throttled(quoted) : quoting(quoted)));
      return { ...dependencies, ...cloudOutlets, ...broken };
    });
    return {
      ...api,
      handle: (request, response) =>
        asked.run(String(request.headers[FAULT_HEADER] ?? ''), () => api.handle(request, response)),
    };
  };
