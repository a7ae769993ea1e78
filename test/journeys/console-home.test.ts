import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleHouse } from './console/console-house.ts';
import { everythingRead, findings, isWiderThanScreen } from './console/look-closely.ts';

const PHONE = { width: 360, height: 640 };

const confirm = (page: Page, action: string) =>
  page.getByRole('region', { name: '请确认' }).getByRole('button', { name: action, exact: true }).click();
const unitNumber = (page: Page, number: number): Locator =>
  page.getByRole('group', { name: new RegExp(`^第 ${number} 个单位`) });

/** Columns as they come out of a workbook; people are made up. */
const PASTED = [
  ['单位', '姓名', '职务', '第一责任人'],
  ['城关分局', '样例甲', '副分局长', ''],
  ['城关分局', '样例乙', '分局长', '是'],
  ['回龙山工商所', '样例丙', '所长', '是'],
  ['回龙山工商所', '样例𬭼', '副所长', ''],
]
  .map((cells) => cells.join('\t'))
  .join('\n');

/** One deployment; each test goes on where the one before ended. */
describe('a county opens a round and sees where every unit stands', () => {
  let house: ConsoleHouse;
  let page: Page;
  beforeAll(async () => {
    house = await ConsoleHouse.open();
    page = await house.signIn('inspection');
  });
  afterAll(() => house.close());

  it('an empty county offers to open a round', async () => {
    await page.getByRole('heading', { name: '还没有名单' }).waitFor();
    await page.getByRole('link', { name: '开启新的年度' }).click();
    await page.getByRole('heading', { level: 1, name: '开启新的年度' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('a form with gaps opens nothing and names each place', async () => {
    await page.getByLabel('年度代号').fill('2031');
    await page.getByLabel('年度名称').fill('2030—2031 年度');
    await page.getByText('从表格粘贴单位和述职人员').click();
    await page.getByLabel('粘贴的内容').fill(PASTED);
    await page.getByRole('button', { name: '加到下面的单位里' }).click();
    await page.getByText('现在共有 2 个单位、4 位述职人员').waitFor();
    await unitNumber(page, 2).getByLabel('先行试点').check();
    await page.getByRole('button', { name: '开启这个年度' }).click();
    await page.getByText('建立 2 个单位的名单和大会、4 位述职人员').waitFor();
    expect(await findings(page)).toEqual([]);
    await confirm(page, '开启这个年度');
    await page.getByText('计划里有 1 处要改').waitFor();
    await page.getByText(/第 2 个单位：回龙山工商所.*试点单位要排在其他单位之前/).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('shares are added up while they are typed, and those that add to 99 are refused at their place', async () => {
    await unitNumber(page, 2).getByRole('button', { name: '上移' }).click();
    await page.getByText('测评、名额和期限规则').click();
    await page.getByText('四类合计 100%').waitFor();
    await page.getByLabel('市场主体占百分之几').fill('79');
    await page.getByText('四类合计 99%，必须正好是 100%。').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '开启这个年度' }).click();
    await confirm(page, '开启这个年度');
    await page.getByText('四类代表所占百分比合计必须是 100，请调整。').waitFor();
    await page.setViewportSize(PHONE);
    await page.getByText('四类合计 99%，必须正好是 100%。').scrollIntoViewIfNeeded();
    expect(await isWiderThanScreen(page)).toBe(false);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByLabel('市场主体占百分之几').fill('80');
    await page.getByText('四类合计 100%').waitFor();
  });

  it('the round is opened by the form, with its basis, days and people', async () => {
    const first = unitNumber(page, 1);
    await first.getByLabel('大会日期').fill('2031-03-10');
    await first.getByLabel('挂点局长姓名').fill('样例副局长');
    await unitNumber(page, 2).getByLabel('大会日期').fill('2031-03-20');
    await page.getByRole('group', { name: '文件 1' }).getByLabel('文件名称').fill('关于开展双述工作的通知');
    await page.getByRole('button', { name: '开启这个年度' }).click();
    await confirm(page, '开启这个年度');
    await page.getByRole('heading', { name: '已开启：2030—2031 年度' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: '查看六个环节' }).click();
  });

  it('the home shows each unit with its six stages, what is missing and who brings it', async () => {
    const table = page.getByRole('table', { name: '2030—2031 年度：各单位六个环节' });
    await table.waitFor();
    const headings = await table.getByRole('columnheader').allTextContents();
    expect(headings.map((heading) => heading.replace(/[^\p{Script=Han}]/gu, ''))).toEqual([
      '单位',
      '意见征求',
      '代表产生',
      '述职述廉',
      '测评评议',
      '整改提高',
      '结果运用',
    ]);
    const pilot = table.getByRole('row').filter({ hasText: '回龙山工商所' });
    const text = (await pilot.textContent()) ?? '';
    for (const part of ['大会 2031-03-10', '试点', '单位：提名候选人', '应于 2031-02-18 前', '缺 2 份报告'])
      expect(text).toContain(part);
    expect(await table.getByRole('row').count()).toBe(3);
    expect(await findings(page)).toEqual([]);
  });

  it('after signing in it is what opens, on a phone of 360 pixels too, in both languages', async () => {
    const phone = await house.signIn('inspection', PHONE);
    await phone.getByText('单位：提名候选人').first().waitFor();
    expect(await isWiderThanScreen(phone)).toBe(false);
    expect(await findings(phone)).toEqual([]);
    await phone.getByRole('button', { name: 'English' }).click();
    await phone.getByText('nominate candidates').first().waitFor();
    expect(await isWiderThanScreen(phone)).toBe(false);
    expect(await findings(phone)).toEqual([]);
    await phone.context().close();
  });

  it('the plan is changed with a reason, and the home follows', async () => {
    await page.getByRole('link', { name: '年度计划' }).click();
    await page.getByRole('heading', { level: 1, name: '年度计划 · 2030—2031 年度' }).waitFor();
    await page.getByText('关于开展双述工作的通知').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '修改计划' }).click();
    await unitNumber(page, 1).getByLabel('大会日期').fill('2031-03-12');
    await page.getByRole('button', { name: '保存修改' }).click();
    await page.getByText('请写明修改原因，至少两个字。').waitFor();
    await page.getByLabel('修改原因').fill('礼堂另有安排');
    await page.getByRole('button', { name: '保存修改' }).click();
    await page.getByText('已冻结的大会按原来的规则办').waitFor();
    expect(await findings(page)).toEqual([]);
    await confirm(page, '保存修改');
    await page.getByText('已保存为第 2 版。').waitFor();
    const history = page.getByRole('table', { name: '修改记录（新的在前）' });
    await history.getByRole('cell', { name: '礼堂另有安排' }).waitFor();
    await page.getByRole('link', { name: '六个环节' }).click();
    await page.getByText('大会 2031-03-12').waitFor();
  });

  it('of two who change the plan the second is told, and what they typed is still there', async () => {
    const open = async (who: Page) => {
      await who.goto(`${house.consoleAddress}#/plan/2031`);
      await who.getByRole('button', { name: '修改计划' }).click();
      await unitNumber(who, 1).getByLabel('大会日期').waitFor();
    };
    const save = async (who: Page, day: string) => {
      await unitNumber(who, 2).getByLabel('大会日期').fill(day);
      await who.getByLabel('修改原因').fill('样例原因');
      await who.getByRole('button', { name: '保存修改' }).click();
      await confirm(who, '保存修改');
    };
    const other = await house.signIn('inspection');
    await open(page);
    await open(other);
    await save(page, '2031-03-25');
    await page.getByText('已保存为第 3 版。').waitFor();
    await save(other, '2031-03-26');
    await other.getByText('别人刚刚保存过').waitFor();
    expect(await unitNumber(other, 2).getByLabel('大会日期').inputValue()).toBe('2031-03-26');
    expect(await findings(other)).toEqual([]);
    await other.context().close();
  });

  it('a unit’s page asks again every 15 seconds, and what it shows stays when nobody answers', async () => {
    const desk = await house.signIn('inspection');
    await desk.clock.install();
    await desk.goto(`${house.consoleAddress}#/unit/2031/tuanfeng-2031-unit-02`);
    await desk.getByRole('heading', { name: '办理步骤' }).waitFor();
    await everythingRead(desk);
    const asked = desk.waitForResponse('**/api/rounds/2031');
    await desk.clock.fastForward(15_000);
    expect((await asked).status()).toBe(200);
    await desk.route('**/api/rounds/2031', (route) => route.abort());
    const failed = desk.waitForEvent('requestfailed');
    await desk.clock.fastForward(15_000);
    await failed;
    await desk.getByRole('heading', { name: '办理步骤' }).waitFor();
    expect(await desk.getByRole('alert').count()).toBe(0);
    await desk.context().close();
  });

  it('a clerk reads the plan and changes nothing of it, and opens no round', async () => {
    const clerk = await house.signIn('clerk');
    await clerk.getByRole('heading', { level: 1, name: '年度双述' }).waitFor();
    await everythingRead(clerk);
    expect(await clerk.getByRole('link', { name: '开启新的年度' }).count()).toBe(0);
    await clerk.goto(`${house.consoleAddress}#/open`);
    await clerk.getByText('年度由县局监察室开启').waitFor();
    expect(await clerk.getByRole('button', { name: '开启这个年度' }).count()).toBe(0);
    await clerk.goto(`${house.consoleAddress}#/plan/2031`);
    await clerk.getByText('计划由县局监察室修改').waitFor();
    expect(await clerk.getByRole('button', { name: '修改计划' }).count()).toBe(0);
    expect(await findings(clerk)).toEqual([]);
    await clerk.context().close();
  });

  it.each(['#/open', '#/plan/2031', '#/rounds/2031', '#/unit/2031/tuanfeng-2031-unit-02'])(
    '%s fits a phone, and axe finds nothing',
    async (fragment) => {
      const phone = await house.signIn('inspection', PHONE);
      await phone.goto(`${house.consoleAddress}${fragment}`);
      await phone.getByRole('heading', { level: 2 }).or(phone.getByRole('table')).first().waitFor();
      await everythingRead(phone);
      expect(await isWiderThanScreen(phone)).toBe(false);
      expect(await findings(phone)).toEqual([]);
      await phone.context().close();
    },
  );
});
