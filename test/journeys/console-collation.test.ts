import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANYONE, type Ask, INSPECTION } from '../../infra/local/sample/ask.ts';
import { isSessionId } from '../../shared/process/ids.ts';
import { makeReceiptSecret, opinionReceiptHash, parseOpinionFragment } from '../../shared/protocol/opinion-receipt.ts';
import { randomBytes } from '../../web/console/random-bytes.ts';
import { importRound, logIn } from '../rehearsal/deployment.ts';
import { makeLine } from '../rehearsal/line.ts';
import { askAsStaff } from '../rehearsal/staff.ts';
import { madeJpeg } from '../unit/opinions/made-jpeg.ts';
import { ConsoleHouse, type Login } from './console/console-house.ts';
import { isWiderThanScreen, readQr } from './console/look-closely.ts';
import { axeFindings, keepPicture } from './pages/look-at-screen.ts';

const ROUND = 'collated';
const UNIT = 'huilongshan';
const SESSION = `tuanfeng-${ROUND}-${UNIT}`;
const PHONE = { width: 360, height: 640 };
const RAW = '俺们巷口老槐树底下那个摊，中午办证老没人';
const SPAM = '加微信送大礼';

/** Leaves opinions as phones do. */
async function leaveOpinions(ask: Ask): Promise<void> {
  const { url } = await ask(INSPECTION, 'openOpinionPage', { session: SESSION });
  const door = parseOpinionFragment(new URL(url).hash);
  if (door === null || !isSessionId(SESSION)) throw new Error('the poster leads nowhere');
  const { session, key } = door;
  const file = madeJpeg();
  const upload = await ask(ANYONE, 'createPhotoUpload', { session, key, bytes: file.length });
  await fetch(upload.url, { method: 'PUT', headers: { 'content-type': upload.contentType }, body: file });
  for (const [text, photos] of [
    [RAW, [upload.photo]],
    ['中午窗口能不能留个人？', []],
    [SPAM, []],
  ] as const) {
    const receiptHash = await opinionReceiptHash({ session, secret: makeReceiptSecret(randomBytes) });
    const about = { kind: 'unit' } as const;
    await ask(ANYONE, 'leaveOpinion', {
      session,
      key,
      kind: 'suggestion',
      about,
      text,
      photos: [...photos],
      named: null,
      receiptHash,
    });
  }
}

describe('collating opinions in the console', () => {
  let house: ConsoleHouse;
  let ask: Ask;
  /** Where the slip that the clerk printed leads. */
  let slip: string;

  beforeAll(async () => {
    house = await ConsoleHouse.open(['console', 'opinion']);
    const { origin, accounts } = house.embedded;
    const deployment = { origin, county: 'tuanfeng', accounts, close: () => Promise.resolve() };
    ask = askAsStaff(deployment, makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined }));
    await importRound(await logIn(deployment, 'inspection'), { round: ROUND, units: [UNIT] });
    await leaveOpinions(ask);
  });
  afterAll(() => house.close());

  const openScreen = async (login: Login, viewport?: { readonly width: number; readonly height: number }) => {
    const page = await house.signIn(login, viewport);
    await page.goto(`${house.consoleAddress}#/collation/${ROUND}/${SESSION}`);
    await page.getByRole('heading', { level: 2, name: '汇总后的意见' }).waitFor();
    return page;
  };
  const cardWith = (page: Page, text: string) => page.locator('.opinion-card', { hasText: text });

  it('the office chooses two, words them anew and makes one entry; what is spam is not taken up, with a reason', async () => {
    const page = await openScreen('inspection');
    await cardWith(page, RAW).getByRole('checkbox').check();
    await cardWith(page, '中午窗口').getByRole('checkbox').check();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('主题').fill('办证时间');
    await page.getByLabel('汇总内容').fill('建议午间保留一个办证窗口。');
    await keepPicture(page, 'collation-words', true);
    await page.getByRole('button', { name: '合并成一条' }).click();
    await page.getByText('已写成第 1 条。').waitFor();
    await cardWith(page, RAW).waitFor({ state: 'detached' });
    const spam = cardWith(page, SPAM);
    await spam.getByRole('button', { name: '不予采纳' }).click();
    await spam.getByLabel('原因（提意见的人看得到）').fill('广告');
    await spam.getByRole('button', { name: '不予采纳' }).click();
    await spam.waitFor({ state: 'detached' });
    const entry = page.getByRole('listitem', { name: '第 1 条' });
    await entry.getByText('2 人次提出').waitFor();
    await keepPicture(page, 'collation-list', true);
  });

  it('a photo is seen by the office, and released only after the night', async () => {
    const page = await openScreen('inspection');
    await page.getByRole('listitem', { name: '第 1 条' }).getByRole('button', { name: '修改、拆分' }).click();
    const raw = cardWith(page, RAW).last();
    await raw.getByRole('button', { name: /看照片/ }).click();
    await raw.getByText('照片要到明天才能查看和公开').waitFor();
    await raw.getByRole('button', { name: '公开这张照片' }).click();
    await page.getByText('公开后，单位、纪委、县领导都能看到这张照片。').waitFor();
    await page.locator('.confirm .button-strong', { hasText: '公开这张照片' }).click();
    await page.getByRole('alert').getByText('照片要到明天才能查看和公开').waitFor();
    await house.embedded.runScheduled('shuffle');
    await page.reload();
    await page.getByRole('listitem', { name: '第 1 条' }).getByRole('button', { name: '修改、拆分' }).click();
    const rewritten = cardWith(page, RAW).last();
    await rewritten.getByRole('button', { name: /看照片/ }).click();
    await rewritten.getByRole('img', { name: '照片 1' }).waitFor();
    await rewritten.getByRole('button', { name: '公开这张照片' }).click();
    await page.locator('.confirm .button-strong', { hasText: '公开这张照片' }).click();
    await page.getByRole('button', { name: '公开的照片（1 张）' }).waitFor();
  });

  it('the unit’s clerk sees the list and no word of anybody, and records what was heard, with a slip for its author', async () => {
    const page = await openScreen('clerk', PHONE);
    await page.getByText('建议午间保留一个办证窗口。').waitFor();
    expect(await page.getByText('老槐树').count()).toBe(0);
    expect(await page.getByRole('heading', { name: '收到的意见（原文）' }).count()).toBe(0);
    await page.getByText('登记听到的意见').click();
    await page.getByLabel('怎样来的').selectOption('seminar');
    await page.getByLabel('意见内容（照本人的意思写）').fill('希望年检材料一次说清');
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    await keepPicture(page, 'collation-clerk-phone', true);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('已登记。').waitFor();
    slip = await readQr(page.getByRole('img', { name: '回执二维码' }));
    await page.getByText('扫码后请点「换成只有我知道的回执」').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('汇总后的意见').isVisible()).toBe(false);
    await keepPicture(page, 'collation-slip-print', true);
    const { opinions } = await ask(INSPECTION, 'listOpinions', { session: SESSION });
    expect(opinions.filter(({ channel }) => channel === 'seminar').map(({ text }) => text)).toEqual([
      '希望年检材料一次说清',
    ]);
  });

  /** A phone that scans the slip. */
  const scanSlip = async (change?: string) => {
    const phone = await house.newContext(PHONE);
    if (change !== undefined) await phone.addInitScript(change);
    const page = await phone.newPage();
    await page.goto(slip);
    return page;
  };
  const takeOver = (page: Page) => page.getByRole('button', { name: '换成只有我知道的回执' });

  it('on a phone that keeps nothing the slip is not replaced, and the page says what to do', async () => {
    const page = await scanSlip("Storage.prototype.setItem = () => { throw new Error('off'); };");
    await takeOver(page).click();
    await page.getByRole('alert').getByText('请用别的浏览器或另一部手机扫纸条再换').waitFor();
    await page.reload();
    await takeOver(page).waitFor();
    await page.context().close();
  });

  it('the author scans the slip, makes it a receipt that the clerk does not know, and the slip opens nothing any more', async () => {
    const page = await scanSlip();
    await page.getByText('登记的人也见过这张回执').waitFor();
    await keepPicture(page, 'take-over-offered');
    await keepPicture(page, 'take-over-offered-whole', true);
    for (const language of ['English', '中文']) {
      expect(await isWiderThanScreen(page)).toBe(false);
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('button', { name: language }).click();
    }
    // It is replaced, and the answer to that is lost; the page is closed, and the slip scanned again.
    await page.route('**/api/authors/receipt', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await takeOver(page).click();
    await page.getByRole('alert').getByText('没有收到回音').waitFor();
    await keepPicture(page, 'take-over-lost');
    await page.unroute('**/api/authors/receipt');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '新回执已经换好' }).waitFor();
    expect(await isWiderThanScreen(page)).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await keepPicture(page, 'take-over-slip');
    await keepPicture(page, 'take-over-slip-whole', true);
    const mine = await page.getByLabel('回执网址').inputValue();
    expect(mine).not.toBe(slip);
    expect(page.url()).toBe(mine);
    await page.getByRole('button', { name: '我已保存好回执' }).click();
    await page.getByRole('button', { name: '保存好了，离开' }).click();
    await page.getByText('已经收到，县局监察室正在归类整理。').waitFor();
    expect(await takeOver(page).count()).toBe(0);
    expect(await page.evaluate('JSON.stringify({ ...localStorage })')).not.toContain(mine.split('/').at(-1));
    await page.reload();
    await page.getByText('已经收到，县局监察室正在归类整理。').waitFor();
    await page.context().close();

    const clerk = await scanSlip();
    await clerk.getByRole('heading', { name: '这张回执打不开' }).waitFor();
    await clerk.getByText('不是您自己换的，请向当地纪委反映').waitFor();
    await keepPicture(clerk, 'take-over-old-slip');
    await clerk.context().close();
  });

  it('prints the poster alone, and the list alone', async () => {
    const page = await openScreen('inspection');
    await page.emulateMedia({ media: 'print' });
    await page.getByText('回龙山工商所意见汇总表').waitFor();
    await keepPicture(page, 'collation-list-print', true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: '开放意见页面，显示二维码' }).click();
    await page.getByRole('img', { name: '意见页面二维码' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('建议午间保留一个办证窗口。').isVisible()).toBe(false);
    await keepPicture(page, 'collation-poster-print', true);
  });
});
