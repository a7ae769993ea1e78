import { mkdir, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { loadStaticFiles } from '../../../infra/local/static-files.ts';
import { pageHeaders } from '../../../infra/response-headers.ts';
import { serve } from './serve.ts';
import { temporaryFolder } from './temporary-folder.ts';

const SCRIPT = 'console.log("双述");'.repeat(100);
const CONFIG = { county: 'tuanfeng', oidc: { issuer: 'http://127.0.0.1/oidc' } };

async function site(): Promise<string> {
  const root = await temporaryFolder();
  const folder = join(root, 'dist');
  await mkdir(join(folder, 'vote'), { recursive: true });
  await writeFile(join(folder, 'vote', 'index.html'), '<!doctype html><title>投票</title>');
  await writeFile(join(folder, 'vote', 'main.js'), SCRIPT);
  await writeFile(join(root, 'secret.txt'), 'outside');
  const files = await loadStaticFiles({ folder, config: CONFIG });
  return serve(files.handle);
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Neither decompressed nor with its path tidied up, as fetch would. */
function raw(origin: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('a page comes with its type and every security header, which allow no inline script and no framing', async () => {
  const response = await fetch(`${await site()}/vote/`);
  expect(await response.text()).toContain('<title>投票</title>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  for (const [name, value] of Object.entries(pageHeaders())) expect(response.headers.get(name)).toBe(value);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
});

test('a script is sent compressed as the browser can read it, brotli first', async () => {
  const origin = await site();
  const br = await raw(origin, '/vote/main.js', { 'accept-encoding': 'gzip, deflate, br' });
  expect(br.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(br.body).toString()).toBe(SCRIPT);
  const gz = await raw(origin, '/vote/main.js', { 'accept-encoding': 'gzip;q=1.0, br;q=0' });
  expect(gz.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gz.body).toString()).toBe(SCRIPT);
  const plain = await raw(origin, '/vote/main.js');
  expect(plain.headers).not.toHaveProperty('content-encoding');
  expect(plain.body.toString()).toBe(SCRIPT);
  expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8');
});

test('what has not changed is not sent again, and each encoding has a tag of its own', async () => {
  const origin = await site();
  const gzip = { 'accept-encoding': 'gzip' };
  const { headers } = await raw(origin, '/vote/main.js', gzip);
  expect(headers['cache-control']).toBe('no-cache');
  const again = await raw(origin, '/vote/main.js', { ...gzip, 'if-none-match': String(headers['etag']) });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  expect((await raw(origin, '/vote/main.js', { 'if-none-match': String(headers['etag']) })).status).toBe(200);
});

test('the configuration of the console is never cached', async () => {
  const response = await fetch(`${await site()}/config.json`);
  expect(await response.json()).toEqual(CONFIG);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('a folder without its slash leads to its page with the query kept, and / to the console', async () => {
  const origin = await site();
  expect((await raw(origin, '/vote?s=abc')).headers['location']).toBe('/vote/?s=abc');
  expect((await raw(origin, '/')).headers['location']).toBe('/console/');
});

test('HEAD gets the headers without the body', async () => {
  const answer = await raw(await site(), '/vote/main.js', {}, 'HEAD');
  expect([answer.status, answer.headers['content-length'], answer.body.length]).toEqual([
    200,
    String(SCRIPT.length + 200 * 2),
    0,
  ]);
});

describe('nothing outside the pages is served:', () => {
  test.each([
    '/../secret.txt',
    '/vote/../../secret.txt',
    '/vote/%2e%2e/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '//etc/passwd',
    '/vote/..\\..\\secret.txt',
    '/nothing',
  ])('%s', async (path) => {
    const answer = await raw(await site(), path);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).not.toContain('outside');
  });
  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('by %s', async (method) => {
    const answer = await raw(await site(), '/vote/', {}, method);
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });
});

test('pages that are not built are a sentence that says how', async () => {
  const folder = join(await temporaryFolder(), 'dist');
  await expect(loadStaticFiles({ folder, config: {} })).rejects.toMatchObject({
    code: 'pages-not-built',
    message: expect.stringContaining('npm run build'),
  });
});
