import ExcelJS from 'exceljs';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_RESULT_NOTICE } from '../../infra/local/sample/sample-round.ts';
import { announceMeeting, bytesOf, SESSION } from './console/announced-meeting.ts';
import { ConsoleHouse, type Login } from './console/console-house.ts';
import { everythingRead, findings, isWiderThanScreen } from './console/look-closely.ts';

describe('staff download an announced result', () => {
  let house: ConsoleHouse;
  beforeAll(async () => {
    house = await ConsoleHouse.open();
    await announceMeeting(house);
  });
  afterAll(() => house.close());

  const openUnit = async (login: Login, viewport?: { width: number; height: number }): Promise<Page> => {
    const page = await house.signIn(login, viewport);
    await page.goto(`${house.consoleAddress}#/unit/2008/${SESSION}`);
    await page.getByText('每次下载都有记录').waitFor();
    await everythingRead(page);
    return page;
  };
  const press = async (page: Page, title: string): Promise<Download> => {
    const started = page.waitForEvent('download');
    await page.getByRole('button', { name: `下载 ${title}` }).click();
    return started;
  };

  it('the workbook arrives under a Chinese name, opens, and says like the printed page that the scores are made up', async () => {
    const page = await openUnit('inspection');
    const download = await press(page, '结果表（Excel）');
    expect(download.suggestedFilename()).toBe('回龙山工商所 2008 测评结果.xlsx');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await bytesOf(download)).buffer);
    expect(workbook.getWorksheet('结果')?.getCell('A3').value).toBe(SAMPLE_RESULT_NOTICE);
    await page.getByText(/链接有效 0[45]:\d\d/).waitFor();
    const printed = (await bytesOf(await press(page, '结果（打印页）'))).toString('utf8');
    expect(printed).toContain(`<p class="notice">${SAMPLE_RESULT_NOTICE}</p>`);
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });

  it('the public bundle is the announced one, and the download is on the audit log', async () => {
    const page = await openUnit('auditor');
    const bundle = JSON.parse((await bytesOf(await press(page, '公开卷宗（JSON）'))).toString('utf8'));
    expect(bundle.result.session).toBe(SESSION);
    const { delegates, electronic, papersIssued } = bundle.result.counts;
    const counts = `票箱里 ${electronic} 张手机票，另发出 ${papersIssued} 张纸质票，代表 ${delegates} 人。`;
    expect(await page.getByText(counts).count()).toBe(1);
    await page.getByRole('link', { name: '审计记录' }).click();
    const entry = page
      .getByRole('row')
      .filter({ hasText: `${SESSION}/result.json` })
      .first();
    await entry.waitFor();
    expect(await entry.textContent()).toContain('下载文件');
    await page.context().close();
  });

  it.each([
    ['inspection', 4, 0],
    ['clerk', 4, 0],
    ['leader', 4, 0],
    ['discipline', 5, 1],
    ['auditor', 5, 1],
  ] as const)('%s is offered %i documents; the sealed bundle %i', async (login, documents, sealed) => {
    const page = await openUnit(login);
    expect(await page.getByRole('button', { name: /^下载 / }).count()).toBe(documents);
    expect(await page.getByRole('button', { name: /密封卷宗/ }).count()).toBe(sealed);
    await page.context().close();
  });

  it('on a phone the announced unit fits, names the next step as finished, and axe finds nothing', async () => {
    const page = await openUnit('leader', { width: 360, height: 740 });
    await page.getByText('下载结果（没有下一步）').waitFor();
    await page.getByText('代表名单只供本单位、县局监察室和当地纪委查看。').waitFor();
    expect(await isWiderThanScreen(page)).toBe(false);
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });
});
