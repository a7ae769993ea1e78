import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { resultHtml } from '../../../functions/tally/report/result-html.ts';
import { resultWorkbook } from '../../../functions/tally/report/result-workbook.ts';
import { announced } from '../report/announced-result.ts';

const auditHead = { sequence: 217, hash: 'ab'.repeat(32) };
const LABEL = '审计记录指纹（封箱时，第217条）';

test('the minutes of an announced result print the audit log’s head as of the close of the box', async () => {
  const page = resultHtml({ ...announced, auditHead });
  expect(page).toContain(`${LABEL}</th><td class="print">${auditHead.hash}</td>`);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await resultWorkbook({ ...announced, auditHead })).slice().buffer);
  const rows = workbook.getWorksheet('核对')?.getSheetValues().flat() ?? [];
  expect(rows).toContain(LABEL);
  expect(rows).toContain(auditHead.hash);
});

test('minutes of a meeting that was closed before the log was pinned have no such line', () => {
  expect(resultHtml({ ...announced, auditHead: null })).not.toContain('审计记录指纹');
  expect(resultHtml(announced)).not.toContain('审计记录指纹');
});
