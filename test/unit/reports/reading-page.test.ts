import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage, type PageReport } from '../../../web/build.ts';
import { fragmentOf, opinionAddress, parseAddress, resultAddress } from '../../../web/read/address.ts';
import { isReading } from '../../../web/read/answers.ts';
import { keptAnswers } from '../../../web/read/kept-answers.ts';
import { READ_ROUTES } from '../../../web/read/routes.ts';

/** The most a delegate's page may weigh is 60 KB; what is there already is held. */
const MOST_BYTES = 18 * 1024;
const KEY = `${'Ab-_'.repeat(10)}Abc`;
const ADDRESS = { session: 'tuanfeng-2008-huilongshan', key: KEY };

describe('the address behind the invitation’s code', () => {
  it('names session and key, and which report is open', () => {
    const page = `#${ADDRESS.session}/${KEY}`;
    expect(parseAddress(page)).toEqual({ ...ADDRESS, officer: null });
    expect(parseAddress(`${page}/o12`)).toEqual({ ...ADDRESS, officer: 'o12' });
    for (const fragment of [page, `${page}/o12`]) {
      const address = parseAddress(fragment);
      expect(address === null ? '' : fragmentOf(address)).toBe(fragment);
    }
  });

  it.each([
    '',
    '#',
    `#${ADDRESS.session}`,
    `#${ADDRESS.session}/short`,
    `#../x/${KEY}`,
    `#a-b-c/${KEY}/o1/more`,
    `#a-b-c/${KEY}/x1`,
  ])('is none where it is cut off or made up: %j', (fragment) => {
    expect(parseAddress(fragment)).toBeNull();
  });

  it('leads to the opinion page by the same key, and to the result without any', () => {
    const address = parseAddress(`#${ADDRESS.session}/${KEY}`);
    if (address === null) throw new Error('not parsed');
    expect(opinionAddress(address)).toBe(`/opinion/#${ADDRESS.session}/${KEY}`);
    expect(resultAddress(address)).toBe(`/verify/?session=${ADDRESS.session}`);
  });
});

describe('what a phone keeps of the last answer', () => {
  const reading = { unitName: '所', state: 'prepared', venue: null, officers: [], floor: null, items: {} };

  it('is read back with its age', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    keptAnswers(() => storage).keep('s', reading, 7);
    expect(keptAnswers(() => storage).read('s', isReading)).toEqual({ value: reading, atMs: 7 });
    expect(keptAnswers(() => storage).read('other', isReading)).toBeNull();
  });

  it.each(['not json', '{"atMs":7}', '{"atMs":7,"value":{"unitName":"所"}}', '[]'])(
    'is nothing where storage has something else: %s',
    (text) => {
      const storage = { getItem: () => text, setItem: () => undefined };
      expect(keptAnswers(() => storage).read('s', isReading)).toBeNull();
    },
  );

  it('is nothing where storage is switched off, and the page goes on', () => {
    const off = keptAnswers(() => {
      throw new Error('SecurityError');
    });
    expect(() => off.keep('s', reading, 7)).not.toThrow();
    expect(off.read('s', isReading)).toBeNull();
  });
});

describe('the reading page as it is sent', () => {
  let folder: string;
  let report: PageReport;
  let all: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-read-'));
    report = await buildPage('read', folder);
    all = (await Promise.all(report.files.map(({ name }) => readFile(join(folder, name), 'utf8')))).join('\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('loads three files, and no more bytes than it did', () => {
    expect(report.files.map(({ name }) => name)).toEqual(['index.html', 'main.js', 'style.css']);
    expect(report.gzipBytes).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('knows the ways to what delegates read only, and changes nothing', () => {
    const paths = [...new Set(all.match(/\/api\/[\w/{}-]+/g))];
    expect(paths.sort()).toEqual(
      Object.values(READ_ROUTES)
        .map(({ path }): string => path)
        .sort(),
    );
    expect(Object.values(READ_ROUTES).map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET']);
  });

  it('names no other origin, sets no cookie, and takes text as text only', () => {
    const addresses = [...all.matchAll(/(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}/gi)].map(([address]) => address);
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org'))).toEqual([]);
    expect(all).not.toMatch(/document\.cookie|dangerouslySetInnerHTML:\s*\{|Math\.random/);
  });

  it('has neither script nor style inside its HTML, and says what to do where it does not run', async () => {
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(html).toContain('纸质的述职述廉报告');
  });
});
