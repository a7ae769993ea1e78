import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Page as OldPage } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { vectors } from '../unit/protocol/vectors.ts';
import { launchChromium78 } from './browsers/launch-chromium-78.ts';
import { launchCurrent } from './browsers/launch-current.ts';
import { PATIENCE_MS } from './browsers/patience.ts';
import { axeFindings, keepPicture, overlaps, paleTexts, resizeTo } from './pages/look-at-screen.ts';
import { openStaticOrigin, type StaticOrigin } from './pages/static-origin.ts';
import { saveAsBrowsersDo } from './verify/browser-saved.ts';
import { makeBundleOf } from './verify/made-bundle.ts';

const PHONE = { width: 360, height: 640 };
const BIG_SCREEN = { width: 1920, height: 1080 };
const BALLOTS = 1_000;
const NAME = '双述核验页.html';

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const tampered = { ...vectors.bundle, manifest: { ...structuredClone(vectors.manifest as object), delegates: 32 } };

let site: StaticOrigin;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let folder: string;
let kept: string;

/** The page's own button, as a person presses it; what is written is what the browser wrote. */
async function keepCopy(): Promise<string> {
  const online = await browser.newContext({ acceptDownloads: true });
  const tab = await online.newPage();
  await tab.goto(`${site.origin}/verify/`);
  const downloading = tab.waitForEvent('download', { timeout: PATIENCE_MS });
  await tab.getByRole('link', { name: '保存核验页，断网也能用' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(NAME);
  const path = join(folder, NAME);
  await download.saveAs(path);
  await saveAsBrowsersDo(tab, join(folder, 'browser-saved'));
  await online.close();
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuangshu-kept-'));
  await mkdir(join(folder, 'browser-saved'));
  [site, browser] = await Promise.all([openStaticOrigin(['verify']), launchCurrent()]);
  kept = await keepCopy();
  const files = { 'result.json': vectors.bundle, 'sealed.json': vectors.sealedBundle, 'tampered.json': tampered };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(content));
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const served = async (path: string): Promise<string> => {
  const response = await fetch(`${site.origin}${path}`);
  return sha256(await response.bytes());
};

describe('the kept copy of the page that checks a result, without a network, in a current Chromium', () => {
  let requests: string[];

  /** Opens a file from the disk, with the network off. */
  const open = async (path = kept) => {
    context = await browser.newContext({ viewport: PHONE, offline: true });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
    requests = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    await page.getByRole('heading', { level: 1, name: '核验结果' }).waitFor();
  };
  afterEach(() => context.close());

  const chooseFile = (name: string) => page.getByLabel('选择结果文件').setInputFiles(join(folder, name));
  const heading = (name: string | RegExp) => page.getByRole('heading', { name }).waitFor({ timeout: 5 * PATIENCE_MS });
  const pageText = (): Promise<string> => page.evaluate('document.body.innerText');

  const looksRight = async (name: string) => {
    for (const size of [BIG_SCREEN, PHONE]) {
      await resizeTo(page, size);
      await keepPicture(page, `verify-kept-${name}-${size.width}`, true);
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), name).toBe(false);
      expect(await overlaps(page), `${name} ${size.width}`).toEqual([]);
    }
    expect(await paleTexts(page), name).toEqual([]);
    expect(await axeFindings(page), name).toEqual([]);
  };

  it('takes a result that is dropped on it, with the check code of the minutes, and finds it all right', async () => {
    await open();
    await page.getByLabel('会议记录上的核对码').fill(vectors.checkCode);
    const dropped = await page.evaluateHandle(
      (text) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], 'result.json', { type: 'application/json' }));
        return transfer;
      },
      await readFile(join(folder, 'result.json'), 'utf8'),
    );
    await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
    await heading('✓ 没有发现问题');
    await page.getByText('✓ 与您填的核对码相同').waitFor();
    expect(page.workers()).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('blob:') && url !== 'data:,')).toEqual(
      [],
    );
    expect(requests.filter((url) => url.startsWith('file:'))).toHaveLength(1);
    await looksRight('good');
  });

  it('names what is wrong with one that was tampered with, and refuses another check code', async () => {
    await open();
    await chooseFile('tampered.json');
    await heading('✗ 发现 5 处问题，这份文件不可信');
    await page.getByLabel('会议记录上的核对码').fill('0028 9791 2982');
    await chooseFile('result.json');
    await heading('✗ 发现 1 处问题，这份文件不可信');
    expect(await pageText()).toContain('✗ 与您填的核对码不同：0028 9791 2982');
  });

  it('counts a sealed bundle anew beside the page, in a worker of its own script', async () => {
    await open();
    const begun = page.waitForEvent('worker');
    await chooseFile('sealed.json');
    expect((await begun).url()).toMatch(/^blob:/);
    await heading('✓ 没有发现问题');
    expect(await pageText()).toContain('已从每一张密封票重新开票');
  });

  it('shows the hashes of what it runs, which are those of the served files, and how to look without it', async () => {
    await open();
    const text = await pageText();
    expect(text).toContain(await served('/verify/main.js'));
    expect(text).toContain(await served('/verify/style.css'));
    expect(text).toContain('被人换过的网页，照样可以报出原来的指纹');
    expect(text).toContain(`certutil -hashfile ${NAME} SHA256`);
    expect(sha256(await readFile(kept))).toBe(await served('/verify/offline.html'));
    expect(text).not.toContain('大会编号');
    // Given to itself, it says the hash of the whole of it.
    await chooseFile(NAME);
    await page.getByText(sha256(await readFile(kept))).waitFor();
    await looksRight('own-hashes');
  });

  it('reaches nobody and runs nothing but its own script, whatever a file makes of it', async () => {
    await open();
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.text = 'globalThis.foreign = true';
      document.body.append(script);
      const answer = await fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      );
      return { answer, foreign: 'foreign' in globalThis };
    });
    expect(outcome).toEqual({ answer: 'refused', foreign: false });
    const changed = join(folder, 'changed.html');
    const html = await readFile(kept, 'utf8');
    await writeFile(changed, html.replace('</script>', ';globalThis.foreign = true</script>'));
    await page.goto(pathToFileURL(changed).href);
    await page.getByRole('heading', { name: '保存的核验页' }).waitFor();
    expect(await page.evaluate(() => 'foreign' in globalThis)).toBe(false);
  });

  it('on the site itself it does not run, and says what to do with it', async () => {
    await open();
    await context.setOffline(false);
    await page.goto(`${site.origin}/verify/offline.html`);
    await page.getByText('请把这个文件存到电脑里').waitFor();
    await looksRight('on-the-site');
  });

  it('a copy that the browser itself saved checks on the page, stays usable meanwhile, and says what it cannot know', async () => {
    await writeFile(join(folder, 'many.json'), JSON.stringify(await makeBundleOf(BALLOTS)));
    await open(join(folder, 'browser-saved', '核验结果.html'));
    expect(await pageText()).toContain('这是浏览器另存的副本');
    await chooseFile('tampered.json');
    await heading('✗ 发现 5 处问题，这份文件不可信');
    await page.evaluate(`window.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
      }).observe({ type: 'longtask' });`);
    await chooseFile('many.json');
    await page.getByText(`正在从 ${BALLOTS} 张密封票重新开票`).waitFor();
    await heading('✓ 没有发现问题');
    expect(page.workers()).toEqual([]);
    const longestMs = Number(await page.evaluate('window.longest'));
    console.info(`the page was held up for ${longestMs} ms at most`);
    expect(longestMs).toBeLessThan(1_000);
    await looksRight('browser-saved');
  });
});

it('the kept copy works without a network in Chromium 78 too', async () => {
  const old = await launchChromium78();
  try {
    const tab: OldPage = await old.newPage();
    tab.setDefaultTimeout(PATIENCE_MS);
    const errors: string[] = [];
    tab.on('pageerror', ({ message }) => errors.push(message));
    await tab.setViewport(PHONE);
    await tab.setOfflineMode(true);
    await tab.goto(pathToFileURL(kept).href);
    const choose = async (name: string) => {
      const field = await tab.waitForSelector('#file');
      await field.uploadFile(join(folder, name));
    };
    await tab.type('#code', vectors.checkCode);
    await choose('sealed.json');
    await tab.waitForFunction(`document.body.innerText.includes('✓ 与您填的核对码相同')`);
    expect(await tab.evaluate('document.body.innerText')).toContain('已从每一张密封票重新开票');
    expect(await tab.evaluate('document.body.innerText')).toContain(await served('/verify/main.js'));
    await choose('tampered.json');
    await tab.waitForFunction(`document.body.innerText.includes('处问题，这份文件不可信')`);
    expect(errors).toEqual([]);
  } finally {
    await old.close();
  }
});
