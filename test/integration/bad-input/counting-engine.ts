import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A command that only reads; any other may have written. */
const READS = /\.(GetItem|BatchGetItem|TransactGetItems|Query|Scan|DescribeTable|ListTables)$/;

/** An engine as its clients reach it, with a count of the commands that may have written to it. */
export interface CountingEngine {
  readonly endpoint: string;
  /** Commands that were not mere reading, so far. */
  readonly written: () => number;
  close(): Promise<void>;
}

/** Passes every command on to the engine, and every answer back, as they are. */
export async function countWrites(engine: string): Promise<CountingEngine> {
  let written = 0;
  const server = createServer((incoming, outgoing) => {
    if (!READS.test(String(incoming.headers['x-amz-target']))) written += 1;
    const { method, headers, url = '/' } = incoming;
    const outwards = ask(new URL(url, engine), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    outwards.on('error', (error) => outgoing.destroy(error));
    incoming.pipe(outwards);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${port}`, written: () => written, close };
}
