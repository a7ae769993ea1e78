import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importRound, logIn } from '../rehearsal/deployment.ts';
import { ROUND, SESSION, UNIT } from './console/announced-meeting.ts';
import { ConsoleHouse } from './console/console-house.ts';
import { everythingRead, findings, isWiderThanScreen } from './console/look-closely.ts';
import { keepPicture } from './pages/look-at-screen.ts';

const PHONE = { width: 360, height: 640 };
const QUESTION = '年检为什么要跑三趟？';
const ANSWER = '今后一次办结，材料一次告知。';

describe('the chair’s helper keeps the floor of a meeting, and the hall follows', () => {
  let house: ConsoleHouse;
  let desk: Page;
  let hall: Page;

  beforeAll(async () => {
    house = await ConsoleHouse.open(['console', 'hall']);
    const { origin, accounts } = house.embedded;
    const inspection = await logIn(
      { origin, county: 'tuanfeng', accounts, close: () => Promise.resolve() },
      'inspection',
    );
    await importRound(inspection, { round: ROUND, units: [UNIT] });
    desk = await house.signIn('inspection');
    hall = await (await house.newContext({ width: 1280, height: 720 })).newPage();
    await hall.goto(`${origin}/hall/?session=${SESSION}`);
    await desk.goto(`${house.consoleAddress}#/floor/${ROUND}/${SESSION}`);
    await desk.getByRole('heading', { name: '议程' }).waitFor();
  });
  afterAll(() => house.close());

  const press = (name: string) => desk.getByRole('button', { name, exact: true }).click();

  it('the agenda is rewritten and begun; the hall says what is on', async () => {
    await press('修改议程');
    const lines = desk.getByLabel('每行一项，最多 20 项，每项最多 60 字');
    await lines.fill('');
    await desk.getByText('至少要有一项。').waitFor();
    await lines.fill('述职述廉人员逐个报告\n交流评议\n无记名打分测评');
    await press('保存');
    await press('开始第一项');
    await desk.getByText('现在：述职述廉人员逐个报告').waitFor();
    await press('进入下一项：交流评议');
    await hall.getByText('交流评议').waitFor();
  });

  it('a spoken question is put, called and answered; the hall shows it until it is answered', async () => {
    await desk.getByLabel('问题（照代表的意思写，不写代表姓名）').fill(QUESTION);
    await press('记录在案');
    const card = desk.getByRole('listitem', { name: '第 1 问' });
    await card.getByText(QUESTION).waitFor();
    await press('请回答（大屏幕显示）');
    await hall.locator('.hall-question').getByText(QUESTION).waitFor();
    await press('记录答复');
    await card.getByLabel('答复（照回答的意思写）').fill(ANSWER);
    await card.getByLabel('答复人姓名、职务').fill('所长');
    await card.getByRole('button', { name: '保存', exact: true }).click();
    await card.getByText(ANSWER).waitFor();
    await hall.locator('.hall-question').waitFor({ state: 'detached' });
  });

  it('what is typed survives a network that comes and goes', async () => {
    const field = desk.getByLabel('问题（照代表的意思写，不写代表姓名）');
    await field.fill('收费标准在哪里看？');
    await desk.context().setOffline(true);
    await press('记录在案');
    await desk.getByRole('alert').first().waitFor();
    await desk.context().setOffline(false);
    expect(await field.inputValue()).toBe('收费标准在哪里看？');
    await press('记录在案');
    await desk.getByRole('listitem', { name: '第 2 问' }).waitFor();
    await expect.poll(() => desk.getByRole('listitem', { name: /^第 \d+ 问$/ }).count()).toBe(2);
  });

  it('axe finds nothing, and it fits a phone', async () => {
    await everythingRead(desk);
    expect(await findings(desk)).toEqual([]);
    await keepPicture(desk, 'console-floor');
    await desk.setViewportSize(PHONE);
    await expect.poll(() => isWiderThanScreen(desk)).toBe(false);
    await keepPicture(desk, 'console-floor-phone');
  });
});
