import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Browser as OldBrowser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../../infra/local/embedded.ts';
import { type Ask, INSPECTION } from '../../infra/local/sample/ask.ts';
import { playApproval } from '../../infra/local/sample/play-delegates.ts';
import { isBareJpeg } from '../../shared/process/bare-jpeg.ts';
import { MAX_PHOTO_PIXELS } from '../../shared/process/opinions.ts';
import { parseCardFragment } from '../../shared/protocol/code.ts';
import { opinionReceiptHash, parseReceiptFragment } from '../../shared/protocol/opinion-receipt.ts';
import { buildPage } from '../../web/build.ts';
import { importRound, logIn } from '../rehearsal/deployment.ts';
import { makeLine } from '../rehearsal/line.ts';
import { sessionOf } from '../rehearsal/office.ts';
import { askAsStaff } from '../rehearsal/staff.ts';
import { PLACE_TAKEN } from '../unit/opinions/made-jpeg.ts';
import { launchChromium78 } from './browsers/launch-chromium-78.ts';
import { launchCurrent } from './browsers/launch-current.ts';
import { PATIENCE_MS } from './browsers/patience.ts';
import { cameraPhoto } from './opinion/camera-photo.ts';
import { axeFindings, keepPicture } from './pages/look-at-screen.ts';

const SCREEN = { width: 360, height: 640 };
const NARROW = { width: 320, height: 640 };
const COUNTY = 'tuanfeng';
const UNIT = 'huilongshan';
const ROUND = 'opinions';
const SESSION = `${COUNTY}-${ROUND}-${UNIT}`;
const TEXT = '午间办证窗口没有人，能不能轮流值班？（㛃记小店）';

const isWiderThanScreen = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > innerWidth');

describe('an opinion, from the poster to its receipt', () => {
  let folder: string;
  let embedded: Embedded;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let ask: Ask;
  let poster: string;
  /** On the voting card of one delegate. */
  let cardCode: string;
  const failures: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-opinion-'));
    await buildPage('opinion', join(folder, 'opinion'));
    embedded = await startEmbedded({ county: COUNTY, pages: folder });
    const { origin, accounts } = embedded;
    const deployment = { origin, county: COUNTY, accounts, close: () => embedded.close() };
    const line = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
    ask = askAsStaff(deployment, line);
    const office = await logIn(deployment, 'inspection');
    await importRound(office, { round: ROUND, units: [UNIT] });
    await playApproval(ask, { session: SESSION });
    const [card = ''] = (await office.makeCards(sessionOf(SESSION))).values();
    cardCode = parseCardFragment(card)?.code ?? '';
    poster = (await ask(INSPECTION, 'openOpinionPage', { session: SESSION })).url;
    browser = await launchCurrent();
  });
  afterAll(async () => {
    await browser.close();
    await embedded.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: SCREEN, hasTouch: true });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
    failures.length = 0;
    page.on('pageerror', ({ message }) => failures.push(message));
  });
  afterEach(async () => {
    await context.close();
    expect(failures).toEqual([]);
  });

  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const choose = (name: RegExp) => page.getByRole('radio', { name }).check();
  const fill = async (text: string) => {
    await choose(/建议/);
    await choose(/整个单位/);
    await page.getByLabel('请写下您的意见').fill(text);
  };
  const send = () => page.getByRole('button', { name: '提交意见' }).click();
  const opinions = async () => (await ask(INSPECTION, 'listOpinions', { session: SESSION })).opinions;
  const withText = async (text: string) => (await opinions()).filter((each) => each.text === text);
  const link = () => page.getByLabel('回执网址').inputValue();
  /** What the phone keeps of this page. */
  const keptWords = (): Promise<string> => page.evaluate('JSON.stringify({ ...localStorage })');

  it('asks for no name, says why that is so, and what is still missing', async () => {
    await page.goto(poster);
    await heading('给单位提意见');
    await page.getByText('默认不记名').waitFor();
    expect(await page.getByRole('radio', { name: '不留名', exact: true }).isChecked()).toBe(true);
    expect(await page.getByLabel('姓名').count()).toBe(0);
    await keepPicture(page, 'opinion-form', true);
    await send();
    const alert = page.getByRole('alert');
    await alert.getByText('请选择是问题还是建议。').waitFor();
    await alert.getByText('请写下意见内容。').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
  });

  it('holds 20,000 characters, says how many are too many, and sends nothing', async () => {
    await page.goto(poster);
    const long = '长'.repeat(20_000);
    await fill(long);
    await page.getByText('多了 18000 个字').first().waitFor();
    const before = await opinions();
    await send();
    await page.getByRole('alert').getByText('多了 18000 个字').waitFor();
    expect(await page.getByLabel('请写下您的意见').inputValue()).toBe(long);
    expect(await opinions()).toEqual(before);
  });

  it('keeps what is written through a reload and a dead line, strips the photo, arrives once, and gives the receipt', async () => {
    await page.goto(poster);
    await fill(TEXT);
    const camera = await cameraPhoto(page);
    expect(Buffer.from(camera).includes(PLACE_TAKEN)).toBe(true);
    const file = { name: 'IMG_20080301_142200.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(camera) };
    await page.getByLabel('添加照片').setInputFiles([file, file]);
    await page.getByRole('img', { name: '照片 2' }).waitFor();
    await page.getByRole('button', { name: '删去照片 2' }).click();
    await page.getByRole('img', { name: '照片 2' }).waitFor({ state: 'detached' });
    await keepPicture(page, 'opinion-filled', true);

    await page.reload();
    await page.getByRole('img', { name: '照片 1' }).waitFor();
    expect(await page.getByLabel('请写下您的意见').inputValue()).toBe(TEXT);
    await context.setOffline(true);
    await send();
    await page.getByRole('alert').getByText('网络不通').waitFor();
    await keepPicture(page, 'opinion-offline', true);
    await context.setOffline(false);
    await send();
    await heading('意见已经收到');
    await keepPicture(page, 'opinion-receipt', true);
    expect(await axeFindings(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);

    const receipt = parseReceiptFragment(new URL(await link()).hash);
    await embedded.runScheduled('shuffle');
    const [stored, ...more] = await withText(TEXT);
    expect(more).toEqual([]);
    expect(receipt && (await opinionReceiptHash(receipt))).toBe(stored?.opinion);
    const [photo = '', ...others] = stored?.photos ?? [];
    expect(others).toEqual([]);
    const { url } = await ask(INSPECTION, 'openPhoto', { session: SESSION, opinion: stored?.opinion ?? '', photo });
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    expect(isBareJpeg(bytes, MAX_PHOTO_PIXELS)).toBe(true);
    expect(Buffer.from(bytes).includes(PLACE_TAKEN)).toBe(false);
  });

  it('shows the receipt until its owner has kept it, and leaves nothing of it on the phone then', async () => {
    await page.goto(poster);
    await fill('希望公示收费标准');
    await send();
    await heading('意见已经收到');
    const address = await link();
    const secret = address.split('/').at(-1) ?? 'none';
    expect(await page.getByRole('img', { name: /回执图片/ }).getAttribute('src')).toMatch(/^data:image\/png/);

    await page.reload();
    await heading('意见已经收到');
    expect(await link()).toBe(address);
    expect(await keptWords()).toContain(secret);
    await page.getByRole('button', { name: '我已保存好回执' }).click();
    await page.getByRole('button', { name: '保存好了，离开' }).click();
    await heading('谢谢您的意见');
    expect(await keptWords()).not.toContain(secret);

    await page.goto(address);
    await heading('意见办理情况');
    await page.goto(poster);
    await heading('给单位提意见');
    expect(await page.getByLabel('请写下您的意见').inputValue()).toBe('');
  });

  it('prints the slip alone', async () => {
    await page.goto(poster);
    await fill('希望打印回执');
    await send();
    await heading('意见已经收到');
    await page.emulateMedia({ media: 'print' });
    await page.locator('.printed-slip .qr').waitFor();
    expect(await page.getByRole('button').count()).toBe(0);
    await keepPicture(page, 'opinion-slip', true);
  });

  it('says that an earlier version counts when the answer to it was lost, and keeps what was changed since', async () => {
    await page.goto(poster);
    await fill('第一稿');
    // The opinion arrives, its answer does not.
    await page.route('**/api/opinions', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await send();
    await page.getByRole('alert').getByText('网络不通').waitFor();
    await page.unroute('**/api/opinions');
    await page.getByLabel('请写下您的意见').fill('第二稿');
    await send();
    await heading('意见已经收到');
    await page.getByText('以那一份为准').waitFor();
    expect(await withText('第一稿')).toHaveLength(1);
    expect(await withText('第二稿')).toHaveLength(0);
    const first = await link();
    await page.getByRole('button', { name: '我已保存好回执' }).click();
    await page.getByRole('button', { name: '保存好了，离开' }).click();
    await heading('给单位提意见');
    expect(await page.getByLabel('请写下您的意见').inputValue()).toBe('第二稿');
    await send();
    await heading('意见已经收到');
    expect(await link()).not.toBe(first);
    expect(await withText('第二稿')).toHaveLength(1);
  });

  it('gives the receipt also when the answer was lost and the page has closed since', async () => {
    await page.goto(poster);
    await fill('散会前一分钟写的');
    await page.route('**/api/opinions', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await send();
    await page.getByRole('alert').getByText('网络不通').waitFor();
    await page.route('**/api/opinions/*/form*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), open: false } });
    });
    await page.reload();
    await heading('意见已经收到');
    const receipt = parseReceiptFragment(new URL(await link()).hash);
    const [stored] = await withText('散会前一分钟写的');
    expect(receipt && (await opinionReceiptHash(receipt))).toBe(stored?.opinion);
    await page.getByRole('button', { name: '我已保存好回执' }).click();
    await page.getByRole('button', { name: '保存好了，离开' }).click();
    await heading('谢谢您的意见');
    await page.reload();
    await heading('意见征求已经结束');
  });

  it('sends a name only when its owner chose to give it', async () => {
    await page.goto(poster);
    await fill('请与我联系');
    await choose(/留名，愿意/);
    await page.getByLabel('姓名').fill('欧阳𪨊兰');
    await send();
    await heading('意见已经收到');
    const [stored] = await withText('请与我联系');
    expect(stored?.named).toEqual({ name: '欧阳𪨊兰', contact: '' });
  });

  it('shows what is typed as text, whatever is typed', async () => {
    const script = '<img src=x onerror="document.title=\'taken\'"><script>document.title="taken"</script>';
    await page.goto(poster);
    await fill(script);
    await send();
    await heading('意见已经收到');
    expect(await withText(script)).toHaveLength(1);
    expect(await page.title()).toBe('提意见');
  });

  it('says plainly when the code is not complete, or opens nothing', async () => {
    await page.goto(`${embedded.origin}/opinion/`);
    await heading('二维码不完整');
    await page.goto(`${embedded.origin}/opinion/#${SESSION}/${'A'.repeat(43)}`);
    await heading('这个二维码打不开');
    expect(await axeFindings(page)).toEqual([]);
  });

  it('fits 320 px at the largest font of WeChat, in both languages', async () => {
    await page.setViewportSize(NARROW);
    await page.goto(poster);
    await heading('给单位提意见');
    await page.evaluate("document.documentElement.style.fontSize = '160%'");
    expect(await isWiderThanScreen(page)).toBe(false);
    await page.getByRole('button', { name: 'English' }).click();
    await heading('Leave an opinion');
    expect(await isWiderThanScreen(page)).toBe(false);
    await keepPicture(page, 'opinion-320', true);
  });

  it('lets an invited delegate prove it with the card’s code, which is not kept, and sends the proof once', async () => {
    await page.goto(poster);
    await fill('我是受邀代表');
    await page.getByText('受邀代表可附证明').click();
    await page.getByLabel('表决卡上的 16 位代码').fill('1234');
    await page.getByRole('button', { name: '领取证明' }).click();
    await page.getByText('代码不对').waitFor();
    await page.getByLabel('表决卡上的 16 位代码').fill(cardCode);
    await page.getByRole('button', { name: '领取证明' }).click();
    await page.getByText('已领到代表证明').waitFor();
    expect(await keptWords()).not.toContain(cardCode);
    expect(await axeFindings(page)).toEqual([]);
    await send();
    await heading('意见已经收到');
    expect((await withText('我是受邀代表')).map(({ invited }) => invited)).toEqual([true]);
  });

  it('works on an engine of 2019', async () => {
    const old: OldBrowser = await launchChromium78();
    try {
      const oldPage = await old.newPage();
      oldPage.setDefaultTimeout(PATIENCE_MS);
      const oldFailures: string[] = [];
      oldPage.on('pageerror', ({ message }) => oldFailures.push(message));
      await oldPage.setViewport(SCREEN);
      await oldPage.goto(poster);
      await oldPage.waitForSelector('textarea');
      await oldPage.click('input[name="kind"]');
      await oldPage.click('input[name="about"]');
      await oldPage.type('textarea', '旧手机也能提');
      await oldPage.click('button[type="submit"]');
      await oldPage.waitForSelector('.slip-picture');
      expect(await withText('旧手机也能提')).toHaveLength(1);
      expect(oldFailures).toEqual([]);
    } finally {
      await old.close();
    }
  });
});
