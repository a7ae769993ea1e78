import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createLambdaHost } from '../../../infra/local/lambda-adapter.ts';
import { listen } from '../../../infra/local/listen.ts';
import { loadStaticFiles } from '../../../infra/local/static-files.ts';
import type { Ground } from './ground.ts';
import type { Stage } from './stage.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
/** Stands before a listener, as a proxy does. */
export type Front = (listener: Listener) => Listener;

export const nothingBefore: Front = (listener) => listener;

/** A request as its server's log would have it. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** The meeting's API and the real voting page on one origin, with the product's own headers. */
export interface Site {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly asked: readonly Asked[];
}

const LOOPBACK = '127.0.0.1';

async function serve(ground: Ground, listener: Listener): Promise<string> {
  const server = createServer(listener);
  const port = await listen(server, { address: LOOPBACK, port: 0 });
  ground.site.onEnd(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return `http://${LOOPBACK}:${port}`;
}

export async function openSite(ground: Ground, { hall }: Stage, front: Front = nothingBefore): Promise<Site> {
  const api = createLambdaHost(hall.routes, {
    now: () => new Date(hall.nowMs),
    onFault: ({ error }) => {
      throw error;
    },
  });
  const files = await loadStaticFiles({ folder: await ground.pages(), config: {} });
  const asked: Asked[] = [];
  const answer = front((request, response) => {
    if (request.url?.startsWith('/api/')) void api(request, response);
    else files.handle(request, response);
  });
  const origin = await serve(ground, (request, response) => {
    asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    answer(request, response);
  });
  return { origin, asked };
}

/** Somebody else's page on an origin of its own. */
export const openStrangersPage = (ground: Ground, html: string): Promise<string> =>
  serve(
    ground,
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html),
  );

/** Somebody else's server, which notes who comes and from where. */
export async function openStranger(
  ground: Ground,
): Promise<{ readonly address: string; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const address = await serve(ground, ({ method = '', url = '', headers }, response) => {
    asked.push({ method, url, headers });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>elsewhere</h1>');
  });
  return { address, asked };
}
