import ExcelJS, { type CellValue, type Worksheet } from 'exceljs';
import { expect, test } from 'vitest';
import type { ReportInput } from '../../../functions/tally/report/report-view.ts';
import { resultWorkbook } from '../../../functions/tally/report/result-workbook.ts';
import { announced, invalid, votedWith } from './announced-result.ts';

const open = async (input: ReportInput): Promise<readonly Worksheet[]> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(await resultWorkbook(input)).buffer);
  return workbook.worksheets;
};
const rowsOf = (sheet: Worksheet | undefined): CellValue[][] => {
  const rows: CellValue[][] = [];
  sheet?.eachRow((row) => rows.push(Array.isArray(row.values) ? row.values.slice(1) : []));
  return rows;
};

test('the workbook has the sheets 结果, 各项得分分布 and 核对, each A4, one page wide, with its heading frozen and repeated', async () => {
  const sheets = await open(announced);
  expect(sheets.map(({ name }) => name)).toEqual(['结果', '各项得分分布', '核对']);
  for (const { pageSetup, views } of sheets) {
    expect(pageSetup).toMatchObject({
      paperSize: 9,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '3:3',
    });
    expect(views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
  }
});

test('scores and satisfaction are numbers, already rounded half up, in the format of two decimals', async () => {
  const [result] = await open(announced);
  expect(rowsOf(result).slice(2, 6)).toEqual([
    [
      '序号',
      '测评对象',
      '职务',
      '得分',
      '档次',
      '优秀（票）',
      '合格（票）',
      '不合格（票）',
      '未打分（票）',
      '打分票数',
      '满意率',
    ],
    [1, '回龙山工商所', '（单位）', 75.83, '合格', 6, 11, 3, 0, 20, 0.85],
    [2, '𬭼㐀明', '所长', 70.98, '合格', 3, 12, 4, 1, 19, 0.7895],
    [3, '阿卜杜热西提·买买提', '副所长', 74.69, '合格', 5, 13, 2, 0, 20, 0.9],
  ]);
  expect([result?.getCell('D4').numFmt, result?.getCell('K4').numFmt]).toEqual(['0.00', '0.00%']);
});

test('a withheld indicator has words for a mean and no counts', async () => {
  const [, distribution] = await open(announced);
  const rows = rowsOf(distribution);
  expect(rows.find(([, indicator, mean]) => indicator === '办事效率' && typeof mean === 'string')).toEqual([
    '阿卜杜热西提·买买提',
    '办事效率',
    '不足8人，不予显示',
    ...Array.from({ length: 12 }, () => '—'),
  ]);
  expect(rows).toContainEqual(['回龙山工商所', '政风行风建设', 8.75, 0, 0, 0, 0, 0, 0, 2, 1, 3, 8, 6, 0]);
});

test('the sheet 核对 carries counts, tellers, check code and fingerprints', async () => {
  const rows = rowsOf((await open(announced))[2]);
  for (const row of [
    ['结论', '测评有效'],
    ['代表人数', '33人'],
    ['有效票', '20张'],
    ['县局监察室计票人', '有异议：提前离场'],
    ['核对码', '0028 9791 2981'],
    ['票箱指纹', announced.result.boardRoot],
  ]) {
    expect(rows).toContainEqual(row);
  }
});

test('a meeting on paper alone says so on the sheet 核对, one by phone has no such row', async () => {
  const paperRow = async (input: typeof announced) =>
    rowsOf((await open(input))[2]).find(([label]) => label === '纸质票')?.[1] ?? null;
  expect(await paperRow(votedWith({ electronic: 0, paper: 24 }))).toContain('本场为纸质投票，没有手机票');
  expect(await paperRow(announced)).toContain('本场既有手机票，也有纸质票');
  expect(await paperRow(votedWith({ electronic: 24, paper: 0 }))).toBeNull();
});

test('an invalid result has its reasons and counts, and no figure of a subject on any sheet', async () => {
  const carrying = { ...invalid, result: { ...invalid.result, subjects: announced.result.subjects } };
  const [result, distribution, check] = (await open(carrying)).map(rowsOf);
  const lines = [
    '测评无效',
    '收回选票24张，未超过代表33人的一半',
    '收回的选票（电子20张、纸质4张）多于发出的选票（电子22张、纸质4张）',
    '本次测评无效，不公布分数。',
  ];
  expect(result?.slice(2).map(([line]) => line)).toEqual(lines);
  expect(distribution?.slice(2).map(([line]) => line)).toEqual(lines);
  expect(check).toContainEqual(['收回选票合计', '24张']);
  expect(JSON.stringify([result, distribution, check])).not.toMatch(/75\.83|𬭼㐀明/u);
});

test('a name that looks like a formula stays a name', async () => {
  const [unit, first, ...others] = announced.manifest.subjects;
  if (unit === undefined || first === undefined) throw new Error('the vectors have two subjects');
  const name = '=HYPERLINK("http://example.invalid","王")';
  const subjects = [unit, { ...first, name }, ...others];
  const [result] = await open({ ...announced, manifest: { ...announced.manifest, subjects } });
  expect([result?.getCell('B5').type, result?.getCell('B5').value]).toEqual([ExcelJS.ValueType.String, name]);
});

test('a notice stands above the figures of every sheet, in a row as high as it needs', async () => {
  const notice = '样例：分数为虚构，不代表任何人的评价。'.repeat(5);
  const sheets = await open({ ...announced, notice });
  for (const sheet of sheets) {
    expect(sheet.getCell('A3').value).toBe(notice);
    expect(sheet.getRow(3).height).toBeGreaterThanOrEqual(36);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 4 });
  }
  expect((await open({ ...announced, notice: '分数为虚构' }))[0]?.getRow(3).height).toBe(20);
});

test('without a time the second line is the county alone; without either it stays empty, and the headings stay where they are', async () => {
  const { announcedAtMs: _, ...undated } = announced;
  for (const countyName of [announced.countyName, '']) {
    for (const sheet of await open({ ...undated, countyName })) {
      expect(sheet.getCell('A2').value ?? '').toBe(countyName);
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
    }
  }
});

test('a name stands once beside its indicators, and is no merged cell where there is one, or none', async () => {
  const [unit, ...others] = announced.result.subjects;
  if (unit === undefined) throw new Error('the vectors have a unit');
  const withIndicators = async (count: number) => {
    const subjects = [{ ...unit, indicators: unit.indicators.slice(0, count) }, ...others];
    const [, sheet] = await open({ ...announced, result: { ...announced.result, subjects } });
    if (sheet === undefined) throw new Error('the workbook has one sheet');
    const { merges } = sheet.model as { readonly merges: readonly string[] };
    return merges.filter((range) => range.startsWith('A4'));
  };
  expect(await withIndicators(3)).toEqual(['A4:A6']);
  expect(await withIndicators(1)).toEqual([]);
  expect(await withIndicators(0)).not.toContain('A4:A4');
});
