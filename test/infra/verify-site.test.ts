import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../../infra/local/embedded.ts';
import { listen } from '../../infra/local/listen.ts';
import { pageHashes } from '../../shared/contract/page-hashes.ts';
import { buildPages } from '../../web/build.ts';
import { hashesOf } from '../../web/page-hashes.ts';
import { runToolProcess } from './command.ts';

let folder: string;
let built: string;
const running: Embedded[] = [];
const servers: Server[] = [];

/** A deployment that serves a folder of pages. */
async function serving(pages: string): Promise<Embedded> {
  const embedded = await startEmbedded({ county: 'tuanfeng', pages });
  running.push(embedded);
  return embedded;
}

/** Somebody between a site and whoever asks it, who may answer otherwise. */
async function startChanging(
  site: string,
  change: (path: string, response: Response) => Promise<Response>,
): Promise<string> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const answer = await change(path, await fetch(`${site}${path}`));
    // The bytes were unpacked on the way.
    for (const name of ['content-encoding', 'content-length']) answer.headers.delete(name);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(new Uint8Array(await answer.arrayBuffer()));
  });
  servers.push(server);
  return `http://127.0.0.1:${await listen(server, { address: '127.0.0.1', port: 0 })}`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuangshu-site-'));
  built = join(folder, 'built');
  await buildPages(built);
});
afterAll(async () => {
  for (const server of servers) server.close();
  for (const each of running) await each.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the site of a deployment', () => {
  it('publishes the hashes of its pages, which two builds of one source agree on', async () => {
    const { origin } = await serving(built);
    const published = pageHashes.parse(await (await fetch(`${origin}/hashes.json`)).json());
    expect(published).toEqual(await hashesOf(built));
    const script = await readFile(join(built, 'vote', 'main.js'));
    expect(published.files['vote/main.js']).toBe(createHash('sha256').update(script).digest('hex'));
    const again = join(folder, 'again');
    await buildPages(again);
    expect(await hashesOf(again)).toEqual(published);
  });

  it('is the same byte for byte, whoever asks', async () => {
    const [site] = running;
    const { code, out } = await runToolProcess('verify-site', [site?.origin ?? '']);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/✓ vote\/main\.js {2}[0-9a-f]{64}[\s\S]*all \d+ files are the same/),
    ]);
  });

  it('is not: one byte of a script, a page that is not there, each by name', async () => {
    const forged = join(folder, 'forged');
    await cp(built, forged, { recursive: true });
    await writeFile(join(forged, 'vote', 'main.js'), `${await readFile(join(built, 'vote', 'main.js'), 'utf8')} `);
    await rm(join(forged, 'verify', 'style.css'));
    const { origin } = await serving(forged);
    const { code, out } = await runToolProcess('verify-site', [origin, '--hashes', join(built, 'hashes.json')]);
    expect(code).toBe(1);
    expect(out.match(/✗ \S+/g)).toEqual(['✗ verify/style.css:', '✗ vote/main.js']);
    expect(out).toContain('the server says 404');
    expect(out).toMatch(/2 of \d+ files differ/);
  });

  it('is not: a list of hashes that says otherwise or names more, weaker headers, a configuration of another shape', async () => {
    const { origin } = await serving(built);
    const changed = await startChanging(origin, async (path, response) => {
      const headers = new Headers(response.headers);
      if (path === '/vote/') headers.set('content-security-policy', "default-src 'self'");
      if (path === '/hashes.json') {
        const published = pageHashes.parse(await response.json());
        return Response.json({ ...published, files: { ...published.files, 'more/main.js': 'f'.repeat(64) } });
      }
      return path === '/config.json' ? Response.json({ county: 'tuanfeng' }) : new Response(response.body, { headers });
    });
    const { code, out } = await runToolProcess('verify-site', [changed, '--hashes', join(built, 'hashes.json')]);
    expect(code).toBe(1);
    expect(out.match(/✗ \S+/g)).toEqual(['✗ vote/index.html', '✗ hashes.json:', '✗ config.json:']);
    expect(out).toMatch(
      /content-security-policy\n.*expected default-src 'self'; script-src.*\n.*served {3}default-src 'self'\n/,
    );
    expect(out).toContain('names more: more/main.js');
    const served = await runToolProcess('verify-site', [origin, '--hashes', join(built, 'hashes.json')]);
    expect([served.code, served.out]).toEqual([0, expect.stringContaining('staff sign in at http')]);
  });

  it('is not asked for what is no address or no list of hashes, nor believed where nothing answers', async () => {
    expect((await runToolProcess('verify-site', [])).code).toBe(2);
    expect((await runToolProcess('verify-site', ['ftp://x'])).code).toBe(2);
    const none = await runToolProcess('verify-site', ['http://127.0.0.1:9', '--hashes', join(built, 'index.html')]);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('is no hashes.json')]);
    const silent = await runToolProcess('verify-site', ['http://127.0.0.1:9', '--hashes', join(built, 'hashes.json')]);
    expect([silent.code, silent.out]).toEqual([1, expect.stringContaining('cannot be reached')]);
  });
});
