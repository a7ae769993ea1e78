import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage, type PageReport } from '../../../web/build.ts';

const MOST_BYTES = 60 * 1024;

describe('the opinion page as it is sent', () => {
  let folder: string;
  let report: PageReport;
  let all: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-opinion-page-'));
    report = await buildPage('opinion', folder);
    all = (await Promise.all(report.files.map(({ name }) => readFile(join(folder, name), 'utf8')))).join('\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is three files that a weak signal brings', () => {
    expect(report.files.map(({ name }) => name)).toEqual(['index.html', 'main.js', 'style.css']);
    expect(report.gzipBytes).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('is a classic script without what came after Chromium 78', async () => {
    const script = await readFile(join(folder, 'main.js'), 'utf8');
    expect(script.match(/\?\.[a-z([]/i)).toBeNull();
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('<script src="/opinion/main.js" defer>');
  });

  it('carries no schema library, and takes no chance but from the platform', () => {
    expect(all.match(/zod|\$ZodType|invalid_type/gi)).toBeNull();
    expect(all.match(/Math\.random|randomUUID/g)).toBeNull();
  });

  it('names no other origin', () => {
    const addresses = [...all.matchAll(/(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}/gi)].map(([address]) => address);
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org'))).toEqual([]);
  });
});
