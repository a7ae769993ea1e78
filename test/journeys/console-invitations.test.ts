import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ask } from '../../infra/local/sample/ask.ts';
import { playReports } from '../../infra/local/sample/play-reports.ts';
import { makeSampleRound } from '../../infra/local/sample/sample-round.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { importRound, logIn } from '../rehearsal/deployment.ts';
import { makeLine } from '../rehearsal/line.ts';
import { type Office, sessionOf } from '../rehearsal/office.ts';
import { askAsStaff } from '../rehearsal/staff.ts';
import { Teller } from '../rehearsal/teller.ts';
import { ConsoleHouse } from './console/console-house.ts';
import { A4, everythingRead, findings, isWiderThanScreen, printedPages, readQr } from './console/look-closely.ts';

const UNIT = 'huilongshan';
const ROUND = '2008';
const SESSION = sessionOf(`tuanfeng-${ROUND}-${UNIT}`);
const DELEGATES = makeSampleRound().units.find(({ code }) => code === UNIT)?.delegates ?? [];
const PHONE = { width: 360, height: 640 };
const CSS_PIXELS_PER_MM = 96 / 25.4;
const DAY_MS = 86_400_000;
/** As long as the form takes them: the letter must stay on its page. */
const LONGEST = {
  地点: '回龙山镇回龙大道一百二十八号镇政府综合楼三楼会议室'.padEnd(30, '东'),
  怎么走: '从县城乘三路公共汽车到镇政府站下车往东两百米，大门口有指引牌；自驾的从北门进院，从后门上三楼。'.padEnd(
    60,
    '到',
  ),
  '其他说明（如带身份证）':
    '请带身份证和邀请函，提前十五分钟签到；行动不便的请先打电话，单位派车接送；会场备有老花镜。'.padEnd(60, '。'),
};

const confirm = (page: Page, action: string) =>
  page.getByRole('region', { name: '请确认' }).getByRole('button', { name: action, exact: true }).click();

const rowOf = (page: Page, name: string): Locator => page.getByRole('row').filter({ hasText: name });
const nameOf = (place: number): string => DELEGATES[place]?.name ?? 'none';

/** From a list of delegates to printed letters, replies, a teller of theirs, and a preparation that both have acknowledged. */
describe('a unit invites its delegates', () => {
  let house: ConsoleHouse;
  let clerk: Page;
  let office: Page;
  let inspection: Office;
  let ask: Ask;
  let tellers: readonly Teller[];

  const open = async (page: Page, screen: string, heading: string | RegExp) => {
    await page.goto(`${house.consoleAddress}#/${screen}/${ROUND}/${SESSION}`);
    await page.getByRole('heading', { name: heading }).first().waitFor();
    await everythingRead(page);
  };
  const openUnit = () => open(office, 'unit', '办理步骤');

  beforeAll(async () => {
    house = await ConsoleHouse.open();
    const { origin, accounts } = house.embedded;
    const deployment = { origin, county: 'tuanfeng', accounts, close: () => house.close() };
    const call = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
    ask = askAsStaff(deployment, call);
    inspection = await logIn(deployment, 'inspection');
    await importRound(inspection, { round: ROUND, units: [UNIT] });
    const enrolments = await inspection.makeEnrolments(SESSION);
    tellers = await Promise.all(enrolments.map((enrolment) => Teller.enrol(call, enrolment)));
    clerk = await house.signIn('clerk');
    office = await house.signIn('inspection');
    await clerk.evaluate('window.print = () => { window.printed = true; };');
  });
  afterAll(() => house.close());

  it('the discipline commission reads the list that came with the file and approves it; only then are there cards', async () => {
    await expect(inspection.makeCards(SESSION)).rejects.toThrow('list-not-approved');
    const commission = await house.signIn('discipline');
    await open(office, 'screening', /联合审查与代表名单/);
    await office.getByText('随年度名单文件导入的名单，正在等当地纪委认可').waitFor();
    await open(commission, 'screening', /联合审查与代表名单/);
    await commission.getByRole('heading', { name: '认可名单' }).waitFor();
    await commission
      .getByText(`1 号 ${nameOf(0)}`)
      .first()
      .waitFor();
    expect(await findings(commission)).toEqual([]);
    await commission.getByRole('button', { name: '认可这份名单' }).click();
    await confirm(commission, '认可这份名单');
    await commission.getByText('代表名单已冻结：33 人，第 1 版。').waitFor();
    expect((await inspection.makeCards(SESSION)).size).toBe(33);
  });

  it('the clerk is told what is missing of time and place, fills it in, and it is kept', async () => {
    await open(clerk, 'invitations', /邀请和回复/);
    await clerk.getByText('先保存时间和地点，再打印邀请函。').waitFor();
    await clerk.getByRole('button', { name: '保存时间和地点' }).click();
    await clerk.getByText('请填写日期、时间、地点和联系电话。').waitFor();
    await clerk.getByLabel('日期').fill(shanghaiDay(Date.now() + DAY_MS));
    await clerk.getByLabel('单位联系电话').fill('0713-6150000');
    for (const [label, text] of Object.entries(LONGEST)) await clerk.getByLabel(label).fill(text);
    await clerk.getByRole('button', { name: '保存时间和地点' }).click();
    await clerk.getByText('已保存。').waitFor();
    await clerk.getByRole('button', { name: '打印全部邀请函（33 张）' }).waitFor();
    expect(await findings(clerk)).toEqual([]);
  });

  it('33 letters print in one run, a page each, with a QR that is the same for all and opens the reading page', async () => {
    await clerk.getByRole('button', { name: '打印全部邀请函（33 张）' }).click();
    await expect.poll(() => clerk.evaluate('window.printed === true')).toBe(true);
    expect(await printedPages(clerk)).toEqual({ pages: 33, size: [A4] });
    expect(await clerk.locator('.letter').first().isVisible()).toBe(false);
    await clerk.emulateMedia({ media: 'print' });
    expect(await clerk.locator('.console-header').isVisible()).toBe(false);
    const letters = await clerk.locator('.letter').allTextContents();
    expect(letters.map((text, place) => text.includes(`尊敬的${nameOf(place)}（`))).toEqual(DELEGATES.map(() => true));
    for (const part of ['邀请函', '为何述', '向谁述', '怎么述', '纸质票人人都有', '09:00', '0713-6150000', '表决卡'])
      expect(letters[0]).toContain(part);
    const [first, last] = [clerk.locator('.letter .qr').first(), clerk.locator('.letter .qr').last()];
    const { readingAddress } = await ask({ role: 'unit-clerk', unit: UNIT }, 'getInvitations', {
      session: SESSION,
      page: 0,
    });
    expect(await readQr(first)).toBe(readingAddress);
    expect(await readQr(last)).toBe(readingAddress);
    expect(readingAddress).toMatch(new RegExp(`^${house.embedded.origin}/read/#${SESSION}/[A-Za-z0-9_-]{43}$`));
    const box = await first.boundingBox();
    const modules = Number((await first.getAttribute('viewBox'))?.split(' ')[2]);
    expect(((box?.width ?? 0) / CSS_PIXELS_PER_MM) * ((modules - 8) / modules)).toBeGreaterThanOrEqual(35);
    await clerk.emulateMedia({ media: null });
  });

  it('letters are noted as sent all at once, replies one by one, and the counts follow', async () => {
    await clerk.getByRole('button', { name: '把其余 33 张记为已送出' }).click();
    await clerk.getByText('都记为“当面送达”').waitFor();
    await confirm(clerk, '把其余 33 张记为已送出');
    await clerk.getByText('33 位代表：已送出 33，').waitFor();
    const replies = ['出席，愿意计票', '出席', '出席，愿意计票', '不能出席'];
    for (const [place, reply] of replies.entries()) {
      await clerk.getByLabel(`回复：${nameOf(place)}`).selectOption({ label: reply });
      await clerk.getByText(`没有回复 ${32 - place}。`).waitFor();
    }
    await clerk.getByText('回复出席 3（其中愿意计票 2），不能出席 1，没有回复 29。').waitFor();
    expect(await findings(clerk)).toEqual([]);
  });

  it('the office draws the delegates’ teller by lot; the record draws itself again', async () => {
    await open(office, 'invitations', /邀请和回复/);
    await office.getByText('还没有定。').waitFor();
    await office.getByLabel('抽签').check();
    await office.getByRole('button', { name: '定代表计票人' }).click();
    await office.getByText('将由系统在 2 位代表中当场抽出').waitFor();
    expect(await findings(office)).toEqual([]);
    await confirm(office, '定代表计票人');
    await office.getByText('抽签的凭据').click();
    await office.getByText('这台电脑已重新算过：一致。').waitFor();
    const named = await office.getByText(/^计票人：.*候补：/).textContent();
    expect([nameOf(0), nameOf(2)].every((name) => named?.includes(name))).toBe(true);
    await office.getByLabel('抽签').check();
    await office.getByRole('button', { name: '重新定' }).click();
    await office.getByText('请写明原因，至少两个字。').waitFor();
    expect(await findings(office)).toEqual([]);
  });

  it('nothing is frozen before the reports and both acknowledgements, and it is said whose are missing', async () => {
    await openUnit();
    await office.getByRole('button', { name: '冻结测评表' }).click();
    await confirm(office, '冻结测评表');
    await office.getByText('还缺材料，不能冻结').waitFor();
    const said = await office.getByRole('alert').textContent();
    expect(said).toMatch(/缺：述职述廉报告（.+）、当地纪委对事前汇报的签收、县局领导对事前汇报的签收。/);
  });

  it('the clerk hands in the preparation, all five parts of it', async () => {
    await playReports(ask, { session: SESSION, unit: UNIT });
    await open(clerk, 'preparation', /事前汇报/);
    await clerk.getByRole('button', { name: '提交事前汇报' }).click();
    await clerk.getByText('五个部分都要写').waitFor();
    for (const area of await clerk.getByRole('textbox').all())
      await area.fill('已经办妥，详见所附记录。<script>alert(1)</script>');
    await clerk.getByRole('button', { name: '提交事前汇报' }).click();
    await confirm(clerk, '提交事前汇报');
    await clerk.getByText('当地纪委：还没有签收').waitFor();
    await clerk.getByRole('button', { name: '提交新稿' }).waitFor();
    expect(await findings(clerk)).toEqual([]);
  });

  it('the discipline commission and the county’s leader read it and acknowledge it, each with their own account', async () => {
    for (const [login, said] of [
      ['discipline', '当地纪委：纪委工作人员（示例） 签收于'],
      ['leader', '两方都已签收。'],
    ] as const) {
      const page = await house.signIn(login);
      await open(page, 'preparation', /事前汇报/);
      await page.getByText('已经办妥，详见所附记录。<script>alert(1)</script>').first().waitFor();
      await page.getByRole('button', { name: '签收这份汇报' }).click();
      await confirm(page, '签收这份汇报');
      await page.getByText(said).waitFor();
      await page.getByRole('button', { name: '签收这份汇报' }).waitFor({ state: 'detached' });
      expect(await findings(page)).toEqual([]);
      await page.context().close();
    }
  });

  it('a new version would undo both acknowledgements, and the question says so first', async () => {
    await open(clerk, 'preparation', /事前汇报/);
    await clerk.getByText('两方都已签收。').waitFor();
    await clerk.getByRole('button', { name: '提交新稿' }).click();
    await clerk.getByText('当地纪委、县局领导已经签收过原来的一稿').waitFor();
    expect(await findings(clerk)).toEqual([]);
    await confirm(clerk, '取消');
    await clerk.getByText('两方都已签收。').waitFor();
  });

  it('then the meeting is frozen', async () => {
    await openUnit();
    await office.getByRole('button', { name: '冻结测评表' }).click();
    await confirm(office, '冻结测评表');
    await office.getByText('测评表已冻结').waitFor();
  });

  it('on the day the list is signed, delegates and observers on pages of their own, and the figures are recorded', async () => {
    for (const teller of tellers) await teller.arm();
    await open(clerk, 'invitations', /邀请和回复/);
    await clerk.getByRole('button', { name: '打印签到表' }).click();
    await expect.poll(() => clerk.locator('.signing').count()).toBe(2);
    await clerk.emulateMedia({ media: 'print' });
    const [delegates, observers] = await clerk.locator('.signing').all();
    expect(await delegates?.getByRole('row').count()).toBe(34);
    expect(await observers?.textContent()).toContain('到场监督人员（不参加测评）');
    await clerk.emulateMedia({ media: null });
    await clerk.getByLabel('签到的代表人数').fill('31');
    await clerk.getByLabel('签到的监督人员人数').fill('4');
    await clerk.getByRole('button', { name: '记录签到人数' }).click();
    await clerk.getByText('签到：代表 31 人，监督人员 4 人。').waitFor();
  });

  it.each([
    ['invitations', /邀请和回复|Invitations/],
    ['preparation', /事前汇报|Report on the preparation/],
  ])('on a phone of 360 pixels %s fits, in Chinese and English, and axe finds nothing', async (screen, heading) => {
    await clerk.setViewportSize(PHONE);
    await open(clerk, screen, heading);
    expect(await isWiderThanScreen(clerk)).toBe(false);
    expect(await findings(clerk)).toEqual([]);
    await clerk.getByRole('button', { name: 'English' }).click();
    await clerk.getByRole('button', { name: '中文' }).waitFor();
    expect(await isWiderThanScreen(clerk)).toBe(false);
    expect(await findings(clerk)).toEqual([]);
    await clerk.getByRole('button', { name: '中文' }).click();
    await clerk.getByRole('button', { name: 'English' }).waitFor();
  });

  it('a leader is told whose business the delegates’ names are', async () => {
    const leader = await house.signIn('leader');
    await open(leader, 'invitations', /邀请和回复/);
    await leader.getByText('代表名单只供本单位、县局监察室和当地纪委查看').waitFor();
    expect(await rowOf(leader, nameOf(0)).count()).toBe(0);
    await leader.context().close();
  });
});
