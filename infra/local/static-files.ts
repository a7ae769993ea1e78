import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { CONFIG_CACHE_CONTROL, PAGE_CACHE_CONTROL, pageHeaders } from '../response-headers.ts';
import { StartRefusal } from './start-refusal.ts';

export interface StaticFiles {
  /** Answers GET and HEAD of a page, its files or `/config.json`; 404 or 405 for the rest. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

export interface StaticFilesOptions {
  /** The built pages, `web/dist`; undefined serves `/config.json` alone. */
  readonly folder: string | undefined;
  /** What `/config.json` says. */
  readonly config: unknown;
}

type Encoding = 'br' | 'gzip' | 'identity';

interface ServedFile {
  readonly contentType: string;
  readonly cacheControl: string;
  /** Of the uncompressed bytes, without quotes or encoding. */
  readonly hash: string;
  readonly bodies: Readonly<Record<Encoding, Buffer | undefined>>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** Compressed already, or too short to gain from it. */
const isCompressible = (contentType: string, bytes: Buffer) =>
  bytes.length >= 512 && /^(text\/|application\/|image\/svg)/.test(contentType);

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);
/** Level 9 of 11: within a per cent of the smallest, ten times as fast. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

async function prepare(name: string, bytes: Buffer, cacheControl: string): Promise<ServedFile> {
  const contentType = CONTENT_TYPES[extname(name)] ?? 'application/octet-stream';
  const compressible = isCompressible(contentType, bytes);
  const [br, gz] = compressible
    ? await Promise.all([compressBrotli(bytes, BROTLI), compressGzip(bytes, { level: 9 })])
    : [];
  return {
    contentType,
    cacheControl,
    hash: createHash('sha256').update(bytes).digest('base64url').slice(0, 27),
    bodies: { br, gzip: gz, identity: bytes },
  };
}

async function readPages(folder: string): Promise<Map<string, ServedFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const served = new Map<string, ServedFile>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = `/${relative(folder, path).split(sep).join('/')}`;
    served.set(name, await prepare(name, await readFile(path), PAGE_CACHE_CONTROL));
  }
  return served;
}

const notBuilt = (folder: string) =>
  new StartRefusal(
    'pages-not-built',
    `网页还没有构建（${folder} 不存在）；请先运行 npm run build。\nThe pages are not built (${folder} is missing): run npm run build first.`,
  );

async function loadPages(folder: string): Promise<Map<string, ServedFile>> {
  try {
    return await readPages(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw notBuilt(folder);
    throw error;
  }
}

/** RFC 9110 §12.5.3, as far as browsers use it: the names that are accepted, a weight of zero taking one out. */
function acceptedEncodings(header: string | undefined): ReadonlySet<string> {
  const offers = (header ?? '').split(',').map((offer) =>
    offer
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/),
  );
  return new Set(offers.filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? '')).map(([name = '']) => name));
}

function chooseEncoding(request: IncomingMessage, { bodies }: ServedFile): Encoding {
  const accepted = acceptedEncodings(request.headers['accept-encoding']?.toString());
  if (bodies.br !== undefined && accepted.has('br')) return 'br';
  return bodies.gzip !== undefined && accepted.has('gzip') ? 'gzip' : 'identity';
}

const HEADERS = pageHeaders();

function sendPlain(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8', ...headers });
  response.end(text);
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: ServedFile): void {
  const encoding = chooseEncoding(request, file);
  const etag = `"${file.hash}-${encoding}"`;
  const headers = {
    ...HEADERS,
    'content-type': file.contentType,
    'cache-control': file.cacheControl,
    etag,
    vary: 'accept-encoding',
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
  };
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) === true || known?.includes('*') === true) {
    response.writeHead(304, headers).end();
    return;
  }
  const body = file.bodies[encoding];
  response.writeHead(200, { ...headers, 'content-length': String(body?.length ?? 0) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/**
 * Reads and compresses the built pages once, and serves them from memory: only names that were there at the start exist,
 * so no address can lead outside the folder.
 *
 * @throws StartRefusal `pages-not-built`
 */
export async function loadStaticFiles({ folder, config }: StaticFilesOptions): Promise<StaticFiles> {
  const files = folder === undefined ? new Map<string, ServedFile>() : await loadPages(folder);
  files.set('/config.json', await prepare('/config.json', Buffer.from(JSON.stringify(config)), CONFIG_CACHE_CONTROL));
  const redirectOf = (path: string): string | undefined => {
    if (path === '/') return '/console/';
    return files.has(`${path}/index.html`) ? `${path}/` : undefined;
  };
  return {
    handle: (request, response) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return sendPlain(response, 405, 'Method not allowed\n', { allow: 'GET, HEAD' });
      }
      const [path = '/', query] = (request.url ?? '/').split('?', 2);
      const file = files.get(path.endsWith('/') ? `${path}index.html` : path);
      if (file !== undefined) return sendFile(request, response, file);
      const moved = redirectOf(path);
      if (moved === undefined) return sendPlain(response, 404, '没有这个页面 / No such page\n');
      const location = query === undefined ? moved : `${moved}?${query}`;
      return sendPlain(response, 307, '', { location });
    },
  };
}
