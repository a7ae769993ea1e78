import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Certificate } from './certificate.ts';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface FrontServerOptions {
  /** Undefined: plain HTTP. */
  readonly certificate?: Certificate;
  /** Told of a fault in a listener; nothing of the request is passed on. */
  readonly onFault: (error: unknown) => void;
}

/** A server that listens before it has anything to say: until `serve`, it answers 503. */
export interface FrontServer {
  readonly server: Server;
  serve(listener: Listener): void;
  close(): Promise<void>;
}

/** Above this, what a browser leaves open at the end is cut. */
const CLOSE_PATIENCE_MS = 1_000;
/** Phones in a hall come back every few seconds; a connection kept meanwhile saves a handshake. */
const KEEP_ALIVE_MS = 65_000;

const starting: Listener = (_request, response) => {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' });
  response.end('正在启动 / Starting\n');
};

function failQuietly(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end('Internal error\n');
}

export function createFrontServer({ certificate, onFault }: FrontServerOptions): FrontServer {
  let current = starting;
  const listen = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      await current(request, response);
    } catch (error) {
      onFault(error);
      failQuietly(response);
    }
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => void listen(request, response);
  const server =
    certificate === undefined
      ? createHttpServer(listener)
      : createHttpsServer({ cert: certificate.certificate, key: certificate.privateKey }, listener);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return {
    server,
    serve: (next) => {
      current = next;
    },
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const impatience = setTimeout(() => server.closeAllConnections(), CLOSE_PATIENCE_MS);
      await closed;
      clearTimeout(impatience);
    },
  };
}
