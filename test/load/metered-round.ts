import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { OPERATION_IDS, specOf } from '../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../shared/contract/routes.ts';
import { rehearseRound } from '../rehearsal/round/rehearse-round.ts';
import { startMeteringEngine } from './metering-engine.ts';

/** One operation in a whole round. */
export interface MeteredOperation {
  readonly function: string;
  readonly calls: number;
  /** Of the shortest call: the others waited for their turn, since one process does everything here. */
  readonly leastMs: number;
  /** Of all calls together. */
  readonly answerBytes: number;
}

export interface MeteredRound {
  readonly units: number;
  readonly delegates: number;
  readonly operations: Readonly<Partial<Record<OperationId, MeteredOperation>>>;
  readonly tables: Readonly<Record<string, { readonly read: number; readonly write: number; readonly bytes: number }>>;
  readonly storage: { readonly writes: number; readonly reads: number; readonly writtenBytes: number };
}

interface Heard {
  readonly ms: number[];
  answerBytes: number;
}

const PATTERNS = OPERATION_IDS.map((id) => {
  const { method, path } = ROUTES[id];
  return { id, method, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) };
});
const operationAt = (method: string, url: string): OperationId | undefined => {
  const [path = ''] = url.split('?');
  return PATTERNS.find((each) => each.method === method && each.pattern.test(path))?.id;
};

/** Bytes of an answer with its head: what its connection has sent since the answer before. */
const written = new WeakMap<object, number>();
function bodyBytes({ socket, req }: ServerResponse): number {
  const key = socket ?? req.socket;
  const { bytesWritten = 0 } = key;
  const before = written.get(key) ?? 0;
  written.set(key, bytesWritten);
  return Math.max(0, bytesWritten - before);
}

/** Listens to every request that a server of this process answers. */
class Ear {
  readonly operations = new Map<OperationId, Heard>();
  readonly storage = { writes: 0, reads: 0, writtenBytes: 0 };
  readonly #startedMs = new WeakMap<IncomingMessage, number>();
  readonly #begin = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    this.#startedMs.set(request, performance.now());
  };
  readonly #end = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    this.#note(request, response, performance.now() - (this.#startedMs.get(request) ?? Number.NaN));
  };

  start(): void {
    subscribe('http.server.request.start', this.#begin);
    subscribe('http.server.response.finish', this.#end);
  }

  stop(): void {
    unsubscribe('http.server.request.start', this.#begin);
    unsubscribe('http.server.response.finish', this.#end);
  }

  #note({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse, ms: number): void {
    if (url.startsWith('/storage/')) {
      const isWrite = method !== 'GET' && method !== 'HEAD';
      this.storage[isWrite ? 'writes' : 'reads'] += 1;
      if (method === 'PUT') this.storage.writtenBytes += Number(headers['content-length'] ?? 0);
      return;
    }
    const id = url.startsWith('/api/') ? operationAt(method, url) : undefined;
    if (id === undefined) return;
    const heard = this.operations.get(id) ?? { ms: [], answerBytes: 0 };
    heard.ms.push(ms);
    heard.answerBytes += bodyBytes(response);
    this.operations.set(id, heard);
  }
}

/** Bytes of all items of each table, as DynamoDB's JSON: a little more than it counts. */
async function bytesByTable(endpoint: string): Promise<ReadonlyMap<string, number>> {
  const credentials = { accessKeyId: 'LOCALFIGURES', secretAccessKey: 'a secret of this run' };
  const client = new DynamoDBClient({ endpoint, region: 'local-1', credentials });
  const bytes = new Map<string, number>();
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  for (const TableName of TableNames) {
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    bytes.set(TableName.replace(/^.*-/, ''), Buffer.byteLength(JSON.stringify(Items)));
  }
  client.destroy();
  return bytes;
}

/** Plays a round from the opinions to the round-up and notes what it asked of functions, tables and storage. */
export async function meterRound(size: { readonly units: number; readonly delegates: number }): Promise<MeteredRound> {
  const engine = await startMeteringEngine();
  const ear = new Ear();
  ear.start();
  try {
    const quiet = { drop: 0, seed: 1, papers: 3, progress: () => undefined, count: () => undefined };
    await rehearseRound({ ...size, ...quiet, dynamodbEndpoint: engine.endpoint });
    const charged = [...engine.tables].map(([name, units]) => [name, { ...units }] as const);
    const bytes = await bytesByTable(engine.endpoint);
    return {
      ...size,
      operations: Object.fromEntries(
        [...ear.operations]
          .sort()
          .map(([id, { ms, answerBytes }]) => [
            id,
            { function: specOf(id).function, calls: ms.length, leastMs: Math.ceil(Math.min(...ms)), answerBytes },
          ]),
      ),
      tables: Object.fromEntries(
        charged.sort().map(([name, units]) => [name, { ...units, bytes: bytes.get(name) ?? 0 }]),
      ),
      storage: ear.storage,
    };
  } finally {
    ear.stop();
    await engine.stop();
  }
}
