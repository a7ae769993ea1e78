import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage, type PageReport } from '../../../web/build.ts';
import { inOneFile } from '../../../web/one-file-page.ts';
import { hashesOf } from '../../../web/page-hashes.ts';

/** What the page is now, with a little room for words. */
const MOST_GZIPPED_BYTES = 30.5 * 1024;
const MOST_KEPT_BYTES = 82 * 1024;

describe('the page that checks a result, as it is sent and as it is kept', () => {
  let folder: string;
  let report: PageReport;
  const file = (name: string) => readFile(join(folder, name), 'utf8');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-kept-'));
    report = await buildPage('verify', folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('loads three files, no more bytes than it did, and keeps a fourth for who asks for it', () => {
    expect(report.files.map(({ name }) => name)).toEqual(['index.html', 'main.js', 'style.css']);
    expect(report.gzipBytes).toBeLessThanOrEqual(MOST_GZIPPED_BYTES);
    expect(report.laterFiles.map(({ name }) => name)).toEqual(['offline.html']);
    expect(report.laterFiles[0]?.bytes).toBeLessThanOrEqual(MOST_KEPT_BYTES);
  });

  it('is one file with the very bytes of script and style that are served, so that they have the published hashes', async () => {
    const kept = await file('offline.html');
    expect(/<script>([\s\S]*)<\/script>/.exec(kept)?.[1]).toBe(await file('main.js'));
    expect(/<style>([\s\S]*)<\/style>/.exec(kept)?.[1]).toBe(await file('style.css'));
    expect(kept.match(/\s(src|href)="[^"]*"/g)).toEqual([' href="data:,"']);
    const published = await hashesOf(folder);
    expect(published.files['offline.html']).toBe(createHash('sha256').update(kept).digest('hex'));
  });

  it('allows itself its own script, style and worker, and reaches nobody', async () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(await file('offline.html'))?.[1];
    const hash = async (name: string) =>
      `'sha256-${createHash('sha256')
        .update(await file(name))
        .digest('base64')}'`;
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${await hash('main.js')}`,
      `style-src ${await hash('style.css')}`,
      'img-src data:',
      'worker-src blob:',
      "connect-src 'none'",
      "form-action 'none'",
      "base-uri 'none'",
    ]);
  });
});

describe('a page in one file', () => {
  const frame = '<meta http-equiv="Content-Security-Policy" content="" /><style></style><script></script>';

  it('takes a script with what a replacement would change', () => {
    expect(inOneFile(frame, { script: "a('$&$1')", style: 'b{}' })).toContain("<script>a('$&$1')</script>");
  });

  it('is refused when a part would end early or be read otherwise, or has no place', () => {
    const parts = { script: 'a()', style: 'b{}' };
    for (const script of ["'</script>'", "'</SCRIPT'", "'<!--'", 'a()\r\n', 'a("\0")'])
      expect(() => inOneFile(frame, { ...parts, script })).toThrow('the script cannot stand within a page');
    expect(() => inOneFile(frame, { ...parts, style: 'b{content:"</style"}' })).toThrow('the style cannot stand');
    expect(() => inOneFile(frame.replace('content=""', ''), parts)).toThrow('one place each');
    expect(() => inOneFile(`${frame}<style></style>`, parts)).toThrow('one place each');
  });
});
