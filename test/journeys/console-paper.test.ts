import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseManifest } from '../../shared/protocol/manifest.ts';
import { importRound, logIn } from '../rehearsal/deployment.ts';
import { makeLine } from '../rehearsal/line.ts';
import { sessionOf } from '../rehearsal/office.ts';
import { askAsStaff, passGates } from '../rehearsal/staff.ts';
import { Teller } from '../rehearsal/teller.ts';
import { ConsoleHouse } from './console/console-house.ts';
import { A4, everythingRead, findings, isWiderThanScreen, printedPages } from './console/look-closely.ts';
import { keepPicture, overlaps, resizeTo } from './pages/look-at-screen.ts';

const UNIT = 'huilongshan';
const ROUND = '2008';
const SESSION = sessionOf(`tuanfeng-${ROUND}-${UNIT}`);
const PHONE = { width: 360, height: 640 };
const BIG_SCREEN = { width: 1920, height: 1080 };
const A4_ACROSS = '0 0 841.91998 594.95996';
/** A4 without the margins of a ballot, in CSS pixels: what is wider is cut off on paper. */
const BALLOT_WIDTH_PX = (186 / 25.4) * 96;
const PICTURES = process.env['SHUANGSHU_PICTURES'];

/** Names as long and as rare as they come, one for each of twelve officers. */
const NAMES = [
  '𬭼㐀明',
  '㛃',
  '阿卜杜热西提·买买提吐尔逊·阿卜杜克热木江',
  '欧阳',
  '王二',
  '古丽巴哈尔·艾合买提',
  '张三',
  '李四',
  '赵六',
  '钱七',
  '孙八',
  '周九',
];
const LONG_POST = '党组成员、副所长兼消费者权益保护委员会秘书长（主持日常监督管理工作）';

/** From a frozen form to paper: who prints it, what is on it, and that it fits. */
describe('paper ballots and tally sheets', () => {
  let house: ConsoleHouse;
  let office: Page;
  let commission: Page;
  let tellers: readonly Teller[];
  let freeze: () => Promise<unknown>;

  const open = async (page: Page, screen: 'unit' | 'paper', heading: string | RegExp) => {
    await page.goto(`${house.consoleAddress}#/home/${ROUND}`);
    await page.goto(`${house.consoleAddress}#/${screen}/${ROUND}/${SESSION}`);
    await page.getByRole('heading', { name: heading }).first().waitFor();
    await everythingRead(page);
  };
  const sheetOf = (page: Page): Promise<string> => page.locator('.paper-sheets').innerHTML();
  const printedAs = async (page: Page, name: string) => {
    if (PICTURES !== undefined) {
      await mkdir(PICTURES, { recursive: true });
      await writeFile(join(PICTURES, `${name}.pdf`), await page.pdf({ preferCSSPageSize: true }));
    }
    return printedPages(page);
  };

  beforeAll(async () => {
    house = await ConsoleHouse.open();
    const { origin, accounts } = house.embedded;
    const deployment = { origin, county: 'tuanfeng', accounts, close: () => house.close() };
    const call = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
    const inspection = await logIn(deployment, 'inspection');
    await importRound(inspection, { round: ROUND, units: [UNIT] });
    await passGates(askAsStaff(deployment, call), { session: SESSION, unit: UNIT, nowMs: Date.now() });
    await inspection.makeCards(SESSION);
    const enrolments = await inspection.makeEnrolments(SESSION);
    tellers = await Promise.all(enrolments.map((enrolment) => Teller.enrol(call, enrolment)));
    freeze = () => inspection.ask('freeze', { session: SESSION });
    office = await house.signIn('inspection');
    commission = await house.signIn('discipline');
  });
  afterAll(() => house.close());

  it('are printed once the form is frozen, by the inspection office or the commission, never by the unit', async () => {
    await open(office, 'paper', /^纸质票 · /);
    await office.getByText('测评表冻结以后才能打印').waitFor();
    await freeze();
    await open(office, 'unit', '办理步骤');
    await office.getByRole('link', { name: '打印纸质票、计票单' }).click();
    await office.getByText('三位计票人还没有签署测评表').waitFor();
    const clerk = await house.signIn('clerk');
    await open(clerk, 'unit', '办理步骤');
    expect(await clerk.getByRole('link', { name: '打印纸质票、计票单' }).count()).toBe(0);
    await open(clerk, 'paper', /^纸质票 · /);
    await clerk.getByText('纸质票由县局监察室或当地纪委打印').waitFor();
    expect(await clerk.locator('.paper-sheets').count()).toBe(0);
    await clerk.close();
  });

  it('the ballot is the same before and after the arming, for the office and the commission, printed once or twice', async () => {
    await open(office, 'paper', /^纸质票 · /);
    const before = await sheetOf(office);
    await Promise.all(tellers.map((teller) => teller.arm()));
    const [first] = tellers;
    const code = (await first?.checkCode()) ?? '';
    await open(commission, 'paper', /^纸质票 · /);
    await commission.getByText(`测评表已由三位计票人签署，核对码 ${code}`).waitFor();
    expect(await sheetOf(commission)).toBe(before);
    await commission.getByRole('button', { name: 'English' }).click();
    await commission.getByText('signed the form').waitFor();
    expect(await sheetOf(commission)).toBe(before);
    await commission.getByRole('button', { name: '中文' }).click();
    expect(before).not.toContain(code);
    expect(before).not.toContain(SESSION);
  });

  it('the screen reads well on a phone and on a big screen, and shows no sheet', async () => {
    await open(office, 'paper', /^纸质票 · /);
    for (const size of [BIG_SCREEN, PHONE]) {
      await resizeTo(office, size);
      await keepPicture(office, `console-paper-${size.width}`, true);
      expect(await isWiderThanScreen(office)).toBe(false);
      expect(await overlaps(office)).toEqual([]);
    }
    expect(await findings(office)).toEqual([]);
    const headersOff = office.getByText('请先在打印窗口里关掉“页眉和页脚”');
    expect(await headersOff.isVisible()).toBe(true);
    expect(await office.locator('.paper-sheets').isVisible()).toBe(false);
    await office.emulateMedia({ media: 'print' });
    expect(await headersOff.isVisible()).toBe(false);
    await office.emulateMedia({ media: null });
    await resizeTo(office, { width: 1280, height: 800 });
  });

  it('a ballot of six takes the two sides of one sheet, a tally sheet a page each across and one for the sums', async () => {
    await open(office, 'paper', /^纸质票 · /);
    expect(await printedAs(office, 'paper-ballot-6')).toEqual({ pages: 2, size: [A4] });
    await office.getByLabel('计票单').check();
    expect(await printedAs(office, 'paper-tally-6')).toEqual({ pages: 7, size: [A4_ACROSS] });
  });

  it('twelve officers with long and rare names fit, the heading on every page', async () => {
    await office.route('**/manifest', async (route) => {
      const answer: unknown = await (await route.fetch()).json();
      const { manifest, arming } = Object(answer);
      const parsed = parseManifest(manifest);
      if (!parsed.ok) throw new Error('the deployment answered no manifest');
      const [unit, officer] = parsed.manifest.subjects;
      const subjects = [
        unit,
        ...NAMES.map((name, place) => ({
          ...officer,
          id: `o${place}`,
          name,
          post: place % 3 === 2 ? LONG_POST : '副所长',
        })),
      ];
      await route.fulfill({ json: { manifest: { ...parsed.manifest, subjects }, arming } });
    });
    await open(office, 'paper', /^纸质票 · /);
    await office.getByText('13 个测评对象，共 75 项').waitFor();
    const html = await sheetOf(office);
    for (const name of NAMES) expect(html).toContain(name);
    expect((await printedAs(office, 'paper-ballot-12')).pages).toBe(5);
    await office.emulateMedia({ media: 'print' });
    await resizeTo(office, { width: Math.floor(BALLOT_WIDTH_PX), height: 1123 });
    await keepPicture(office, 'paper-ballot-12', true);
    expect(await isWiderThanScreen(office)).toBe(false);
    const head = office.locator('.paper-ballot > thead');
    // A browser repeats a head of at most a quarter of the page.
    expect(await head.evaluate((node) => getComputedStyle(node).display)).toBe('table-header-group');
    expect((await head.boundingBox())?.height ?? 1e9).toBeLessThan(1123 / 4);
    // Read without glasses: 13 pt and more, boxes of 9 mm and more.
    const smallest = await office
      .locator('.paper-grid')
      .evaluateAll((grids) =>
        Math.min(
          ...grids.flatMap((grid) =>
            [...grid.querySelectorAll('th, td')].map((cell) => Number.parseFloat(getComputedStyle(cell).fontSize)),
          ),
        ),
      );
    expect(Math.ceil(smallest)).toBeGreaterThanOrEqual((13 * 96) / 72);
    const box = await office.locator('.paper-grid td').first().boundingBox();
    expect(box?.height ?? 0).toBeGreaterThanOrEqual((9 * 96) / 25.4);
    expect(box?.width ?? 0).toBeGreaterThanOrEqual((9 * 96) / 25.4);
    await office.emulateMedia({ media: null });
    await office.getByLabel('计票单').check();
    expect((await printedAs(office, 'paper-tally-12')).size).toEqual([A4_ACROSS]);
  });
});
