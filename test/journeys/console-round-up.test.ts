import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playQuotation } from '../../infra/local/sample/play-outcomes.ts';
import { makeSampleRound } from '../../infra/local/sample/sample-round.ts';
import type { ResponseOf } from '../../shared/contract/operations.ts';
import { checkAuditLog } from '../../shared/protocol/audit-chain.ts';
import { elementsNamed, parseXml, repairsNeeded, unpack } from '../integration/outcomes/office-file.ts';
import { announceMeeting, bytesOf, ROUND, SESSION } from './console/announced-meeting.ts';
import { ConsoleHouse, type Login, type Viewport } from './console/console-house.ts';
import { everythingRead, findings, isWiderThanScreen } from './console/look-closely.ts';
import { keepPicture } from './pages/look-at-screen.ts';

const PHONE = { width: 360, height: 640 };
/** 16 characters, as long as a branch's full name is. */
const longName = (number: number): string => `团风县市场监督管理局第${String(number).padStart(2, '0')}号工商所`;

/** The county's own answer as that of a county with 30 units, whose meetings are all as the one that was held. */
function withThirtyUnits(roundUp: ResponseOf<'getRoundUp'>): ResponseOf<'getRoundUp'> {
  const held = roundUp.units.find(({ figures }) => figures.turnout !== null);
  if (held === undefined) throw new Error('no unit has a result');
  const units = Array.from({ length: 30 }, (_, place) => ({
    ...held,
    unit: `unit-${place + 1}`,
    name: longName(place + 1),
  }));
  return { ...roundUp, units };
}

const SATISFACTION = /^\d{2,3}\.\d\d%（\d+\/\d+）$/;

describe('the county rounds up its 双述', () => {
  let house: ConsoleHouse;
  beforeAll(async () => {
    house = await ConsoleHouse.open();
    const ask = await announceMeeting(
      house,
      makeSampleRound().units.map(({ code }) => code),
    );
    await playQuotation(ask, ROUND);
  });
  afterAll(() => house.close());

  const open = async (login: Login, fragment: string, viewport?: Viewport): Promise<Page> => {
    const page = await house.signIn(login, viewport);
    await page.goto(`${house.consoleAddress}${fragment}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await everythingRead(page);
    return page;
  };
  const openRoundUp = async (login: Login, viewport?: Viewport): Promise<Page> => {
    const page = await open(login, `#/round-up/${ROUND}`, viewport);
    await page.getByRole('heading', { name: /工作情况汇总$/ }).waitFor();
    return page;
  };
  const press = async (page: Page, name: string): Promise<Download> => {
    const started = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return started;
  };
  const cellsOf = async (page: Page, row: string): Promise<readonly string[]> =>
    page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: row, exact: true }) })
      .first()
      .getByRole('cell')
      .allTextContents();

  it('on one page: the source’s units, officers and delegates, shares with their formulas, the source’s 97 % beside', async () => {
    const page = await openRoundUp('leader');
    expect((await cellsOf(page, '述职单位')).slice(0, 2)).toEqual(['6个', '6']);
    expect((await cellsOf(page, '述职人员')).slice(0, 2)).toEqual(['29人', '29']);
    expect((await cellsOf(page, '监管服务对象代表')).slice(0, 2)).toEqual(['198人', '198']);
    const [ours, source, formula] = await cellsOf(page, '满意率');
    expect(ours).toMatch(SATISFACTION);
    expect(source).toBe('97%，算法不明');
    expect(formula).toContain('打分的票次');
    await page.getByText('共6个单位，已公布有效测评结果1个。').waitFor();
    expect(await findings(page)).toEqual([]);
    await keepPicture(page, 'round-up', true);
    await page.context().close();
  });

  it('as Excel and Word it says what the screen says, and opens without repair', async () => {
    const page = await openRoundUp('auditor');
    const [shown = ''] = await cellsOf(page, '满意率');
    const workbookFile = await press(page, '下载 Excel');
    expect(workbookFile.suggestedFilename()).toBe('团风县工商局 2007—2008年度双述（演练）工作情况汇总.xlsx');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await bytesOf(workbookFile)).buffer);
    const values = workbook.getWorksheet('年度汇总')?.getSheetValues() ?? [];
    const row = values.find((cells) => Array.isArray(cells) && cells[1] === '满意率');
    expect(Array.isArray(row) ? row[2] : undefined).toBe(shown);
    const documentFile = await press(page, '下载 Word');
    expect(documentFile.suggestedFilename()).toBe('团风县工商局 2007—2008年度双述（演练）工作情况汇总.docx');
    const parts = unpack(await bytesOf(documentFile));
    expect(repairsNeeded(parts)).toEqual([]);
    const texts = elementsNamed(parseXml(parts.get('word/document.xml') ?? ''), 'w:t').map(({ text }) => text);
    expect(texts).toContain(shown);
    await page.getByText(/链接有效 0[45]:\d\d/).waitFor();
    await page.context().close();
  });

  it('prints on one page of A4, without the console around it', async () => {
    const page = await openRoundUp('inspection');
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
    await keepPicture(page, 'round-up-print', true);
    await page.context().close();
  });

  it('with 30 units of long names it still prints on one page, and each unit is on it', async () => {
    const page = await house.signIn('inspection');
    await page.route('**/api/**/round-up', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: withThirtyUnits(await answer.json()) });
    });
    await page.goto(`${house.consoleAddress}#/round-up/${ROUND}`);
    await page.getByRole('rowheader', { name: longName(30) }).waitFor();
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const small = await page.evaluate(() => {
      const cells = [...document.querySelectorAll('.round-up-table th, .round-up-table td')];
      return Math.min(...cells.map((cell) => Number.parseFloat(getComputedStyle(cell).fontSize)));
    });
    // 7.5 pt in pixels of CSS.
    expect(small).toBeGreaterThanOrEqual(10);
    await keepPicture(page, 'round-up-print-30', true);
    await page.context().close();
  });

  it('on a phone it fits and axe finds nothing; a unit’s clerk is told whom it is for', async () => {
    const page = await openRoundUp('discipline', PHONE);
    expect(await isWiderThanScreen(page)).toBe(false);
    expect(await findings(page)).toEqual([]);
    await keepPicture(page, 'round-up-phone', true);
    await page.context().close();
    const clerk = await open('clerk', `#/round-up/${ROUND}`);
    await clerk.getByText('年度汇总涉及全县各单位').waitFor();
    await clerk.context().close();
  });

  it('a use of a result is confirmed before it is recorded, stands in the list, and shows the years beside their chart', async () => {
    const page = await open('leader', `#/outcomes/${ROUND}/${SESSION}`);
    await page.getByRole('img', { name: /^回龙山工商所历年得分：2008 \d/ }).waitFor();
    await page.getByLabel('测评对象').selectOption({ index: 2 });
    await page.getByLabel('用在哪里').selectOption('award');
    await page.getByLabel('谁决定的').fill('县局党组');
    await page.getByLabel('理由').fill('测评为优秀，推荐评优');
    await page.getByRole('button', { name: '记录一次运用' }).click();
    await page.getByText('记录后不能删改').waitFor();
    await page.getByRole('region', { name: '请确认' }).getByRole('button', { name: '记录一次运用' }).click();
    await page.getByText('测评为优秀，推荐评优').waitFor();
    await page.getByText(/县局党组决定/).waitFor();
    expect(await findings(page)).toEqual([]);
    await keepPicture(page, 'outcomes', true);
    await page.setViewportSize(PHONE);
    await expect.poll(() => isWiderThanScreen(page)).toBe(false);
    await keepPicture(page, 'outcomes-phone', true);
    await page.context().close();
  });

  it('the auditor exports the log, and it checks against the hash that the page shows', async () => {
    const page = await open('auditor', '#/audit');
    const download = await press(page, '导出审计记录');
    expect(download.suggestedFilename()).toMatch(/^团风县工商局 审计记录 1-\d+\.jsonl$/);
    const text = await readFile(await download.path(), 'utf8');
    await page.getByText(/^已导出 \d+ 条。$/).waitFor();
    const shown = (await page.locator('.audit-hash').first().textContent()) ?? '';
    const { entries, lastHash, headAt, defects } = await checkAuditLog(text, shown);
    expect([lastHash, headAt, defects]).toEqual([shown, entries, []]);
    expect(await findings(page)).toEqual([]);
    await keepPicture(page, 'audit-export', true);
    await page.context().close();
  });
});
