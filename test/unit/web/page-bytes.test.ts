import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage, type PageReport } from '../../../web/build.ts';
import { VOTE_ROUTES } from '../../../web/vote/routes.ts';

/** The most allowed is 60 KB; what is there already is held. */
const MOST_BYTES = 28.5 * 1024;

describe('the voting page as it is sent', () => {
  let folder: string;
  let report: PageReport;
  let all: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-page-'));
    report = await buildPage('vote', folder);
    const files = [...report.files, ...report.laterFiles];
    const texts = await Promise.all(files.map(({ name }) => readFile(join(folder, name), 'utf8')));
    all = texts.join('\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('loads three files, and no more bytes than it did; English is a fourth, for those who ask for it', () => {
    expect(report.files.map(({ name }) => name)).toEqual(['index.html', 'main.js', 'style.css']);
    expect(report.gzipBytes).toBeLessThanOrEqual(MOST_BYTES);
    expect(report.laterFiles.map(({ name }) => name)).toEqual(['english.json']);
  });

  it('knows the ways to its own operations only', () => {
    const paths = [...new Set(all.match(/\/api\/[\w/{}-]+/g))];
    expect(paths.sort()).toEqual(
      Object.values(VOTE_ROUTES)
        .map(({ path }): string => path)
        .sort(),
    );
  });

  it('carries no schema library', () => {
    expect(all.match(/zod|\$ZodType|invalid_type/gi)).toBeNull();
  });

  it('names no other origin', () => {
    const addresses = [...all.matchAll(/(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}/gi)].map(([address]) => address);
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org'))).toEqual([]);
  });

  it('takes no chance but from the platform', () => {
    expect(all.match(/Math\.random|randomUUID/g)).toBeNull();
  });

  it('has neither script nor style inside its HTML, so that the policy can forbid both', async () => {
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script src="/vote/main.js" defer>']);
    expect(html).toContain('签到台领取纸质选票');
  });

  it('uses nothing that came after Chromium 78', () => {
    const newer = [
      /[\w)\]]\?\.[A-Za-z_$[(]/g,
      /\?\?=?/g,
      /\.at\(|structuredClone|Object\.hasOwn|Promise\.any/g,
      /[^-\w]inset\s*:|aspect-ratio|\ddvh|:where\(|:is\(/g,
    ];
    expect(newer.flatMap((pattern) => [...all.matchAll(pattern)].map(([found]) => found))).toEqual([]);
  });
});
