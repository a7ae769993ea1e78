import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { startEngine } from '../../infra/local/engine.ts';
import { listen } from '../../infra/local/listen.ts';

/** What one table was charged. */
export interface TableUnits {
  read: number;
  write: number;
}

/** The engine behind a server that asks it for its price at every request and adds the prices up by table. */
export interface MeteringEngine {
  readonly endpoint: string;
  /** By the table's own name, as `Registry`. */
  readonly tables: ReadonlyMap<string, TableUnits>;
  stop(): Promise<void>;
}

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of message.setEncoding('utf8')) text += piece;
  return text;
}

async function forward(endpoint: string, from: IncomingMessage, body: string) {
  const { host: _host, 'content-length': _length, ...headers } = from.headers;
  const passed = request(endpoint, {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  });
  passed.end(body);
  const [answer] = (await once(passed, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 502, headers: answer.headers, text: await bodyOf(answer) };
}

function add(tables: Map<string, TableUnits>, kind: keyof TableUnits, consumed: unknown): void {
  for (const each of Array.isArray(consumed) ? consumed : [consumed]) {
    const { TableName: table, CapacityUnits: units } = each ?? {};
    // A request without a price must not count as one that costs nothing.
    if (typeof units !== 'number') throw new Error('the engine gave no price');
    const name = String(table).replace(/^.*-/, '');
    const held = tables.get(name) ?? { read: 0, write: 0 };
    held[kind] += units;
    tables.set(name, held);
  }
}

export async function startMeteringEngine(): Promise<MeteringEngine> {
  const engine = await startEngine({});
  const tables = new Map<string, TableUnits>();
  const serve = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const command = String(asked.headers['x-amz-target']).replace(/^.*\./, '');
    const isPriced = READS.has(command) || WRITES.has(command);
    const body = await bodyOf(asked);
    const priced = isPriced ? JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: 'TOTAL' }) : body;
    const { status, headers, text } = await forward(engine.endpoint, asked, priced);
    if (isPriced && status === 200)
      add(tables, READS.has(command) ? 'read' : 'write', JSON.parse(text).ConsumedCapacity);
    // What the condition refuses is charged as well; the engine does not say how much, and the items it speaks of are small.
    if (status === 400 && /ConditionalCheckFailed|TransactionCanceled/.test(text))
      add(tables, 'write', { TableName: JSON.parse(body).TableName ?? 'Registry', CapacityUnits: 1 });
    answer.writeHead(status, { 'content-type': headers['content-type'] ?? 'application/x-amz-json-1.0' }).end(text);
  };
  const server = createServer((asked, answer) => {
    serve(asked, answer).catch(() => answer.destroy());
  });
  const port = await listen(server, { address: '127.0.0.1', port: 0 });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    tables,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await engine.stop();
    },
  };
}
