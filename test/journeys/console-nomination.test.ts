import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, INSPECTION } from '../../infra/local/sample/ask.ts';
import { nominationOf } from '../../infra/local/sample/play-delegates.ts';
import { makeSampleRound } from '../../infra/local/sample/sample-round.ts';
import type { Candidate } from '../../shared/process/nomination.ts';
import { CATEGORIES, CATEGORY_NAMES } from '../../shared/process/seats.ts';
import { openedUnit, openRequest } from '../integration/plan/opened-round.ts';
import { makeLine } from '../rehearsal/line.ts';
import { askAsStaff } from '../rehearsal/staff.ts';
import { ConsoleHouse } from './console/console-house.ts';
import { A4, everythingRead, findings, isWiderThanScreen, printedPages } from './console/look-closely.ts';

const UNIT = 'huilongshan';
const ROUND = '2031';
const SESSION = `tuanfeng-${ROUND}-${UNIT}`;
const PHONE = { width: 360, height: 640 };
/** As the round was opened. */
const PLANNED_ON = '2031-03-20';
const DELEGATES = makeSampleRound().units.find(({ code }) => code === UNIT)?.delegates ?? [];
const { chosen, reserves } = nominationOf(DELEGATES, { town: '回龙山镇', seed: 8 });
const ORDERED = CATEGORIES.flatMap((category) =>
  [...chosen, ...reserves].filter((candidate) => candidate.category === category),
);
const LAST = ORDERED.at(-1);
const UNFIT = reserves.find(({ category }) => category === 'market-entity')?.name ?? 'none';
const SECRET_REASON = '与所长是亲戚，应当回避';

const cells = ({ category, name, organisation, phone }: Candidate): string[] => [
  CATEGORY_NAMES[category],
  name,
  organisation,
  phone,
];
/** A clerk's file with a title above its heading; one person has come to have a phone of ten digits. */
const fileOf = (people: readonly Candidate[]): string =>
  [['候选人推荐表'], ['类别', '姓名', '单位及职务', '联系电话'], ...people.map(cells)]
    .map((row) => row.map((cell) => `"${cell}"`).join(','))
    .join('\r\n');

const confirm = (page: Page, action: string) =>
  page.getByRole('region', { name: '请确认' }).getByRole('button', { name: action, exact: true }).click();

/** One deployment; each test goes on where the one before ended: from nobody to the printed letters of a frozen list of delegates. */
describe('a unit nominates, two offices screen, and a list is approved', () => {
  let house: ConsoleHouse;
  let ask: Ask;
  let clerk: Page;
  let office: Page;
  let commission: Page;

  const open = async (page: Page, screen: 'nomination' | 'screening' | 'invitations', heading: RegExp) => {
    await page.goto(`${house.consoleAddress}#/${screen}/${ROUND}/${SESSION}`);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await everythingRead(page);
  };

  beforeAll(async () => {
    house = await ConsoleHouse.open();
    const { origin, accounts } = house.embedded;
    const line = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
    ask = askAsStaff({ origin, county: 'tuanfeng', accounts, close: () => Promise.resolve() }, line);
    const units = [
      openedUnit('chengguan', { pilot: true }),
      openedUnit(UNIT, { name: '回龙山工商所', heldOn: PLANNED_ON }),
    ];
    await ask(INSPECTION, 'openRound', openRequest({ round: ROUND, units }));
    clerk = await house.signIn('clerk');
    office = await house.signIn('inspection');
    commission = await house.signIn('discipline');
  });
  afterAll(() => house.close());

  it('an empty nomination says of each category how many are missing, live while it is typed', async () => {
    await open(office, 'screening', /联合审查/);
    await office.getByText('单位还没有提交候选人').waitFor();
    await open(clerk, 'nomination', /推荐候选人/);
    await clerk.getByLabel('计划的代表人数').fill('33');
    const counter = clerk.getByRole('status', { name: '各类还差多少人' });
    await counter.getByText('纪检监察机关').waitFor();
    expect(await counter.getByText('还差 2 人').count()).toBe(2);
    await clerk.getByLabel('第 1 行类别').selectOption('discipline-inspection');
    await clerk.getByLabel('第 1 行姓名').fill('样例甲');
    await counter.getByText('还差 1 人').waitFor();
    await clerk.getByLabel('第 1 行电话').fill('1380000');
    await clerk.getByText('不是手机号码或带区号的固定电话').waitFor();
    expect(await findings(clerk)).toEqual([]);
    await clerk.getByRole('button', { name: '删除第 1 行' }).click();
    await clerk.getByRole('button', { name: '撤销上一步删除或粘贴' }).click();
    expect(await clerk.getByLabel('第 1 行姓名').inputValue()).toBe('样例甲');
    await clerk.getByRole('button', { name: '删除第 1 行' }).click();
  });

  it('a file with a defect is not taken, and row and column are named', async () => {
    await clerk.getByText('从文件读入').click();
    await clerk.getByRole('button', { name: '保存', exact: true }).click();
    await clerk.getByText(/单位经办人（示例）于 .* 保存/).waitFor();
    const wrong = fileOf(ORDERED.slice(0, 65)).replace(`"${ORDERED[2]?.phone}"`, '"1320000000"');
    await clerk
      .locator('input[type=file]')
      .setInputFiles({ name: '推荐表.csv', mimeType: 'text/csv', buffer: Buffer.from(wrong) });
    await clerk.getByRole('button', { name: '读入', exact: true }).click();
    await clerk.getByRole('heading', { name: '一条也没有读入' }).waitFor();
    const defect = clerk.getByRole('row').filter({ hasText: '电话不是手机号码' });
    expect((await defect.getByRole('cell').allTextContents()).slice(1, 3)).toEqual(['5', 'D']);
    expect(await clerk.getByLabel('第 1 行姓名').inputValue()).toBe('');
    expect(await findings(clerk)).toEqual([]);
  });

  it('corrected it is read, and what is still missing can be pasted from a spreadsheet', async () => {
    const right = fileOf(ORDERED.slice(0, 65));
    await clerk
      .locator('input[type=file]')
      .setInputFiles({ name: '推荐表.csv', mimeType: 'text/csv', buffer: Buffer.from(right) });
    await clerk.getByRole('button', { name: '读入', exact: true }).click();
    await clerk.getByText('已读入并保存，现有候选人 65 人').waitFor();
    await expect.poll(() => clerk.getByLabel('第 65 行姓名').inputValue()).toBe(ORDERED[64]?.name);
    const counter = clerk.getByRole('status', { name: '各类还差多少人' });
    await counter.getByText('65 / 66').waitFor();
    expect(await clerk.getByRole('button', { name: '提交审查' }).isDisabled()).toBe(true);
    if (LAST === undefined) throw new Error('nobody is nominated');
    await clerk.getByLabel('第 66 行姓名').evaluate((input, text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, `序号\t姓名\t类别\n1\t${LAST.name}\t${CATEGORY_NAMES[LAST.category]}\t${LAST.organisation}\t${LAST.phone}\n`);
    await counter.getByText('66 / 66').waitFor();
    expect(await counter.getByText(/还差/).count()).toBe(0);
  });

  it('what somebody else saved meanwhile is shown beside one’s own, and nothing of either is lost', async () => {
    const other = { role: 'unit-clerk', unit: UNIT } as const;
    const { version, candidates } = await ask(other, 'getNomination', { session: SESSION });
    const added = {
      category: 'market-entity',
      name: '样例增补',
      organisation: '老街餐馆 业主',
      phone: '13900000001',
    } as const;
    await ask(other, 'saveNomination', {
      session: SESSION,
      expectedVersion: version,
      plannedSeats: 33,
      candidates: [...candidates, added],
    });
    await clerk.getByRole('button', { name: '保存', exact: true }).click();
    await clerk.getByText('只在对方名单上：样例增补').waitFor();
    expect(await findings(clerk)).toEqual([]);
    await clerk.getByRole('button', { name: '保留我的，加上对方多出的人' }).click();
    await clerk.getByRole('button', { name: '保存', exact: true }).click();
    await clerk.getByText(/单位经办人（示例）于 .* 保存/).waitFor();
    expect(await clerk.getByLabel('第 67 行姓名').inputValue()).toBe('样例增补');
  });

  it('handed in after a question, it is closed to the unit, and its phones are masked', async () => {
    await clerk.getByRole('button', { name: '提交审查' }).click();
    await confirm(clerk, '提交审查');
    await clerk.getByText('正在由县局监察室和当地纪委联合审查').waitFor();
    await clerk.getByRole('table', { name: '已提交的候选人' }).waitFor();
    expect(await clerk.getByRole('cell', { name: /^1[0-9]{10}$/ }).count()).toBe(0);
    expect(await clerk.getByRole('cell', { name: /^1[0-9]{2}\*{4}[0-9]{4}$/ }).count()).toBeGreaterThan(0);
    expect(await findings(clerk)).toEqual([]);
  });

  it('the inspection office marks everybody, from the keyboard too, with a reason for the unfit one', async () => {
    await open(office, 'screening', /联合审查/);
    const finish = office.getByRole('button', { name: '完成审查' });
    expect(await finish.isDisabled()).toBe(true);
    const people = [...ORDERED.map(({ name }) => name), '样例增补'];
    for (const name of people) {
      const group = office.getByRole('group', { name: `${name}是否合适`, exact: true });
      await group.getByRole('button', { name: '合适', exact: false }).first().focus();
      await office.keyboard.press(name === UNFIT ? '2' : '1');
    }
    await office.getByLabel(`${UNFIT}不合适的理由`).fill(SECRET_REASON);
    await office.keyboard.press('Enter');
    await office.getByText('已审查 67 / 67 人').waitFor();
    expect(await findings(office)).toEqual([]);
    await finish.click();
    await confirm(office, '完成审查');
    await office.getByText('本部门已经审查完毕，正在等对方').waitFor();
  });

  it('the discipline commission sees nothing of that until it has finished too, on a phone as well', async () => {
    await commission.setViewportSize(PHONE);
    await open(commission, 'screening', /联合审查/);
    expect(await commission.getByText(SECRET_REASON).count()).toBe(0);
    expect(await isWiderThanScreen(commission)).toBe(false);
    const { candidates } = await ask({ role: 'discipline-commission' }, 'getScreening', { session: SESSION, page: 0 });
    const [first, ...others] = candidates.map(({ number }) => ({ number, verdict: 'fit', reason: '' }) as const);
    await ask({ role: 'discipline-commission' }, 'markCandidates', { session: SESSION, marks: others });
    await open(commission, 'screening', /联合审查/);
    await commission.getByText('已审查 66 / 67 人').waitFor();
    await commission.getByLabel('只看还没有标记的').check();
    expect(await commission.locator('[data-candidate]').count()).toBe(1);
    expect(first?.number).toBe(1);
    await commission.getByRole('button', { name: /合适$/ }).first().click();
    await commission.getByText('已审查 67 / 67 人').waitFor();
    await commission.getByRole('button', { name: '完成审查' }).click();
    await confirm(commission, '完成审查');
    await commission.getByRole('heading', { name: '两家的意见' }).waitFor();
    await commission.getByLabel('查找').fill(UNFIT);
    await commission.getByText(`不合适：${SECRET_REASON}`).waitFor();
    await commission.getByText('等县局监察室提出代表名单').waitFor();
    expect(await isWiderThanScreen(commission)).toBe(false);
    expect(await findings(commission)).toEqual([]);
  });

  it('the inspection office chooses by the rule of seats and proposes', async () => {
    await open(office, 'screening', /联合审查/);
    const propose = office.getByRole('button', { name: '提出名单' });
    expect(await propose.isDisabled()).toBe(true);
    expect(await office.getByRole('checkbox', { name: UNFIT }).count()).toBe(0);
    for (const { name } of chosen) await office.getByRole('checkbox', { name: new RegExp(`^${name} `) }).check();
    const rule = office.getByRole('status', { name: '名额规定' });
    await rule.getByText('33 / 30').waitFor();
    expect(await rule.getByText(/还差/).count()).toBe(0);
    expect(await findings(office)).toEqual([]);
    await propose.click();
    await confirm(office, '提出名单');
    await office.getByText('正在等当地纪委认可').waitFor();
  });

  it('the discipline commission approves; the list is frozen and printed, and the unit sees it', async () => {
    await open(commission, 'screening', /联合审查/);
    await commission.getByRole('button', { name: '认可这份名单' }).click();
    await commission.getByText('认可之后这 33 人就是本次大会的代表').waitFor();
    await confirm(commission, '认可这份名单');
    await commission.getByText('代表名单已冻结：33 人，第 1 版。').waitFor();
    expect(await isWiderThanScreen(commission)).toBe(false);
    await open(clerk, 'nomination', /推荐候选人/);
    await clerk.getByText('代表名单已经认定并冻结').waitFor();
    await clerk.getByText('共 33 人').waitFor();
    await clerk.getByRole('heading', { name: '第 1 版 · 代表 33 人 · 已认可' }).waitFor();
    expect(await findings(clerk)).toEqual([]);
    const { delegates } = await ask(INSPECTION, 'listDelegates', { session: SESSION, page: 0 });
    expect(delegates.map(({ name }) => name).sort()).toEqual(chosen.map(({ name }) => name).sort());
  });

  it('observers are recorded apart from the delegates', async () => {
    await clerk.getByLabel('到场监督人员名单').fill('样例观察员 县政协 委员');
    await clerk.getByRole('button', { name: '保存到场监督人员' }).click();
    await clerk.getByText('已登记 1 人').waitFor();
    const { units } = await ask(INSPECTION, 'getRound', { round: ROUND });
    expect(units.find(({ session }) => session === SESSION)?.delegates).toBe(33);
  });

  it('the clerk is told where the letters’ day is not the plan’s, and prints a letter for everybody on the list', async () => {
    await open(clerk, 'invitations', /邀请和回复/);
    await clerk.evaluate('window.print = () => { window.printed = true; };');
    const planned = await clerk.getByLabel('日期').inputValue();
    expect(planned).toBe(PLANNED_ON);
    await clerk.getByLabel('日期').fill('2031-12-30');
    await clerk.getByText(`县局方案里的大会日期是 ${PLANNED_ON}，和这里不一样`).waitFor();
    await clerk.getByLabel('日期').fill(PLANNED_ON);
    await clerk.getByText('和这里不一样').waitFor({ state: 'detached' });
    await clerk.getByLabel('地点').fill('回龙山镇政府三楼会议室');
    await clerk.getByLabel('单位联系电话').fill('0713-6150000');
    await clerk.getByRole('button', { name: '保存时间和地点' }).click();
    await clerk.getByRole('button', { name: '打印全部邀请函（33 张）' }).click();
    await expect.poll(() => clerk.evaluate('window.printed === true')).toBe(true);
    expect(await printedPages(clerk)).toEqual({ pages: 33, size: [A4] });
    const letters = await clerk.locator('.letter').allTextContents();
    const { delegates } = await ask(INSPECTION, 'listDelegates', { session: SESSION, page: 0 });
    expect(letters.map((text, place) => text.includes(`尊敬的${delegates[place]?.name}（`))).toEqual(
      chosen.map(() => true),
    );
    expect(await findings(clerk)).toEqual([]);
  });
});
