import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPages } from '../../../web/build.ts';

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'shuangshu-still-'));
  await buildPages(out);
});
afterAll(() => rm(out, { recursive: true, force: true }));

const page = (path: string) => readFile(join(out, path), 'utf8');

it('what can be promised and what cannot is a page without a script, in both languages, and small', async () => {
  const html = await page('promise/index.html');
  for (const heading of ['<h2>能保证</h2>', '<h2>不能保证</h2>', 'lang="en"']) expect(html).toContain(heading);
  expect(html).not.toContain('<script');
  expect(html).toContain('href="/promise/style.css"');
  expect((await page('promise/style.css')).length + Buffer.byteLength(html)).toBeLessThan(12_000);
});

it('it is led to from the first page, from the reading page and from the opinion page', async () => {
  expect(await page('index.html')).toContain('href="/promise/"');
  for (const script of ['read/main.js', 'opinion/main.js']) expect(await page(script)).toContain('"/promise/"');
});
