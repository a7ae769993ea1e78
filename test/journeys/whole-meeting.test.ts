import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importRound, logIn } from '../rehearsal/deployment.ts';
import { makeLine } from '../rehearsal/line.ts';
import { sessionOf } from '../rehearsal/office.ts';
import { Phone } from '../rehearsal/phone.ts';
import { makeScores } from '../rehearsal/plan.ts';
import { seededChance } from '../rehearsal/seeded.ts';
import { askAsStaff, passGates } from '../rehearsal/staff.ts';
import { ConsoleHouse } from './console/console-house.ts';
import { findings, isWiderThanScreen, readQr } from './console/look-closely.ts';
import { giveSkippingClock, skipTime } from './teller/skipping-clock.ts';
import { scoreAndHandIn } from './vote/score-and-hand-in.ts';

const PHONE = { width: 360, height: 640 };
const HALL = { width: 1920, height: 1080 };
const COUNTY = 'tuanfeng';
const UNIT = 'huilongshan';
const ROUND = '2008';
/** With the one real browser more than half of 33. */
const OTHER_PHONES = 19;
/** The closing time is this far ahead, and is skipped to once everybody has seen it. */
const MINUTE_MS = 60_000;
const LONG_MS = 180_000;

/** Pictures are kept when a folder is named: those in docs/images come from here. */
const PICTURES = process.env['SHUANGSHU_PICTURES'];

const keepPicture = async (page: Page, name: string): Promise<void> => {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
};

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { name }).first().waitFor({ timeout: LONG_MS });

/** A press that asks back: the button, then the same button in the question. */
const pressTwice = async (page: Page, label: string): Promise<void> => {
  await page.getByRole('button', { name: label, exact: true }).click({ timeout: LONG_MS });
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();
};

const confirm = (page: Page, action: string) =>
  page.getByRole('region', { name: '请确认' }).getByRole('button', { name: action, exact: true }).click();

/** One meeting in real browsers: the office's console, a delegate's phone, three tellers' phones, the hall's screen. */
describe('a meeting from the console to the announced result, all in browsers', () => {
  const session = sessionOf(`${COUNTY}-${ROUND}-${UNIT}`);
  let house: ConsoleHouse;
  let office: Page;
  let hall: Page;
  let delegate: Page;
  let tellers: readonly [Page, Page, Page];
  let cards: readonly string[];
  let checkCode: string;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];

  const newPage = async (viewport: { width: number; height: number }, name: string): Promise<Page> => {
    const context = await house.newContext(viewport);
    contexts.push(context);
    await giveSkippingClock(context);
    const page = await context.newPage();
    page.setDefaultTimeout(LONG_MS);
    page.on('pageerror', (error) => complaints.push(`${name}: ${error.message}`));
    return page;
  };

  beforeAll(async () => {
    house = await ConsoleHouse.open(['console', 'vote', 'teller', 'hall', 'verify']);
    const { origin, accounts } = house.embedded;
    const deployment = { origin, county: COUNTY, accounts, close: () => house.close() };
    const inspection = await logIn(deployment, 'inspection');
    await importRound(inspection, { round: ROUND, units: [UNIT] });
    const call = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
    await passGates(askAsStaff(deployment, call), { session, unit: UNIT });
    office = await house.signIn('inspection');
    office.setDefaultTimeout(LONG_MS);
    hall = await newPage(HALL, 'hall');
    delegate = await newPage(PHONE, 'delegate');
    tellers = [await newPage(PHONE, 'teller 1'), await newPage(PHONE, 'teller 2'), await newPage(PHONE, 'teller 3')];
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await house.close();
  });

  const openScreen = async (fragment: string, title: string | RegExp) => {
    await office.goto(`${house.consoleAddress}${fragment}`);
    await heading(office, title);
  };

  it('the office prints voting cards, each with a code of its own', async () => {
    await openScreen(`#/unit/${ROUND}/${session}`, '办理步骤');
    await office.getByRole('button', { name: '生成签名钥匙' }).click();
    await office.getByRole('link', { name: '印表决卡' }).click();
    await office.getByRole('button', { name: '生成代码并登记' }).click();
    await confirm(office, '生成代码并登记');
    await heading(office, '33 张表决卡已登记，可以打印');
    await keepPicture(office, 'console-cards');
    await office.emulateMedia({ media: 'print' });
    await keepPicture(office, 'console-cards-printed');
    const scanned: string[] = [];
    for (let place = 0; place <= OTHER_PHONES; place += 1) {
      scanned.push(await readQr(office.locator('.voting-card .qr').nth(place)));
    }
    cards = scanned;
    await office.emulateMedia({ media: null });
    expect(new Set(cards).size).toBe(OTHER_PHONES + 1);
  });

  it('three tellers enrol on their phones with what the office hands them', async () => {
    office.once('dialog', (dialog) => void dialog.accept());
    await openScreen(`#/enrolment/${ROUND}/${session}`, /登记计票人/);
    for (const [place, name] of ['当地纪委计票人', '代表计票人', '县局监察室计票人'].entries()) {
      const teller = tellers[place];
      if (teller === undefined) throw new Error('a teller is missing');
      await office.getByRole('button', { name: `出二维码 ${name}` }).click();
      await confirm(office, '出二维码');
      await heading(office, `${name}的登记二维码`);
      await teller.goto(await readQr(office.locator('.issued .qr')));
      await expect.poll(() => new URL(teller.url()).hash).toBe('');
      await pressTwice(teller, '登记');
      await heading(teller, '登记好了，请等待');
      await office.getByText(`${name}已登记。`).waitFor();
    }
    expect(await findings(tellers[0])).toEqual([]);
  });

  it('the office freezes, the three read the form and sign, and read one check code', async () => {
    await hall.goto(`${house.embedded.origin}/hall/?session=${session}`);
    await openScreen(`#/unit/${ROUND}/${session}`, '办理步骤');
    await office.getByRole('button', { name: '冻结测评表' }).click();
    await confirm(office, '冻结测评表');
    await office.getByText('测评表已冻结').waitFor();
    for (const teller of tellers) {
      await heading(teller, '核对测评表');
      await pressTwice(teller, '核对无误，签署');
    }
    await hall.locator('.hall-code-digits').waitFor();
    checkCode = (await hall.locator('.hall-code-digits').textContent()) ?? '';
    expect(checkCode).toMatch(/^\d{4} \d{4} \d{4}$/);
    for (const teller of tellers) {
      await heading(teller, '念核对码');
      const groups = await teller.locator('.check-code').textContent();
      expect(groups?.replace(/\D/g, '')).toBe(checkCode.replace(/\D/g, ''));
      await keepPicture(teller, 'teller-check-code');
      await pressTwice(teller, '三位念的和大屏幕都一样');
    }
    expect(await findings(hall)).toEqual([]);
  });

  it('a delegate scans the card, compares with the hall, and waits', async () => {
    await delegate.goto(cards[0] ?? '');
    await heading(delegate, '和大屏幕上一样吗？');
    expect(new URL(delegate.url()).hash).toBe('');
    await delegate.getByText(checkCode).waitFor();
    await delegate.getByRole('button', { name: '一样', exact: true }).click();
    await heading(delegate, '签到成功');
  });

  it('voting opens; the delegate scores every indicator by hand and hands in', async () => {
    await pressTwice(tellers[1], '开始投票');
    const names = await scoreAndHandIn(delegate, { button: 10, keepPicture });
    expect(names.length).toBe(33);
    await delegate.locator('.receipt').waitFor();
    expect(await isWiderThanScreen(delegate)).toBe(false);
  });

  it('the other delegates vote on their phones', async () => {
    const call = makeLine({ origin: house.embedded.origin, drop: 0, chance: () => 1, count: () => undefined });
    const manifest = await call('getManifest', { session });
    if (!manifest.ok) throw new Error('no manifest');
    const chance = seededChance(5);
    const phones = cards.slice(1).map((card) => {
      const scores = makeScores(manifest.value.manifest.subjects, chance);
      return new Phone({ call, card: new URL(card).hash, hallCode: checkCode, scores });
    });
    await Promise.all(phones.map((phone) => phone.until(['drawn'], LONG_MS)));
    for (const phone of phones) phone.score();
    await Promise.all(phones.map((phone) => phone.until(['in-box', 'found'], LONG_MS)));
    await hall
      .getByText(String(OTHER_PHONES + 1), { exact: true })
      .first()
      .waitFor();
  });

  it('the heads are counted, the closing time counts down everywhere, and the box is closed', async () => {
    for (const teller of tellers) {
      await heading(teller, '清点人数');
      await teller.getByLabel('到场代表人数').fill(String(OTHER_PHONES + 1));
      await teller.getByRole('button', { name: '记下人数' }).click();
    }
    await heading(tellers[0], '设定截止时间');
    await tellers[0].getByLabel('1 分钟', { exact: true }).check();
    await pressTwice(tellers[0], '设定：1 分钟后截止');
    await hall.locator('.hall-countdown .countdown').waitFor();
    await heading(tellers[0], '投票就要截止');
    house.clock.aheadMs = MINUTE_MS;
    await Promise.all(tellers.map((teller) => skipTime(teller, MINUTE_MS)));
    await heading(tellers[0], '封箱');
    await pressTwice(tellers[0], '记录发放数字并封箱');
    for (const teller of tellers) {
      await heading(teller, '核对票箱');
      await teller.getByRole('button', { name: '取出密封票并核对' }).click();
      await teller.getByText(`${OTHER_PHONES + 1} 张密封票`).waitFor();
      await pressTwice(teller, '各位念的都一样');
      await pressTwice(teller, '签署票箱清单');
    }
  });

  it('the delegate’s phone finds the receipt on the board', async () => {
    await heading(delegate, '您的票在票箱里');
    await keepPicture(delegate, 'vote-found');
  });

  it('the three open, recompute and sign, and the hall announces', async () => {
    for (const teller of tellers) {
      await heading(teller, '开箱');
      await pressTwice(teller, '开箱');
    }
    for (const teller of tellers) {
      await heading(teller, '计票并核对');
      await teller.getByRole('button', { name: '计票并核对' }).click();
      await teller.getByRole('button', { name: '签署结果' }).waitFor();
      await keepPicture(teller, 'teller-compare');
      await pressTwice(teller, '签署结果');
    }
    await hall.locator('.result-table').waitFor();
    await hall.getByText('本屏幕已核验签名').waitFor();
    await keepPicture(hall, 'hall-result');
    expect(await findings(hall)).toEqual([]);
    await heading(tellers[2], '结果已公布');
  });

  it('the office downloads the result through a signed URL, and anyone checks it', async () => {
    await office.reload();
    await heading(office, '办理步骤');
    const started = office.waitForEvent('download');
    await office.getByRole('button', { name: '下载 结果表（Excel）' }).click();
    expect((await started).suggestedFilename()).toBe('回龙山工商所 2008 测评结果.xlsx');
    await office.evaluate('scrollTo(0, 0)');
    await keepPicture(office, 'console-unit');
    const verify = await newPage(PHONE, 'verify');
    await verify.goto(`${house.embedded.origin}/verify/?session=${session}`);
    await verify.getByRole('button', { name: '读取并核验' }).click();
    await heading(verify, /没有发现问题/);
    await verify.getByText(checkCode).waitFor();
    await keepPicture(verify, 'verify');
    expect(complaints).toEqual([]);
  });
});
