import type { Borders, Workbook, Worksheet } from 'exceljs';
import { makeReportView, type ReportInput, type ReportView, type SubjectView, WITHHELD_TEXT } from './report-view.ts';

type CellContent = string | number | null;
const THIN = { style: 'thin' } as const;
const BOX: Partial<Borders> = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const SCORES = Array.from({ length: 11 }, (_, score) => score);
const MARGINS_INCHES = { left: 0.6, right: 0.6, top: 0.8, bottom: 0.8, header: 0.3, footer: 0.4 };
const TITLE_ROW = 1;

/** A merged cell does not grow with its text: 16 points a line of 仿宋 11, a 汉字 being as wide as two digits. */
const heightOf = (sheet: Worksheet, text: string): number => {
  const digits = sheet.columns.reduce((sum, { width = 0 }) => sum + width, 0);
  return 4 + 16 * Math.ceil((text.length * 2.2) / digits);
};

/** Title, a line with county and time, the notice if there is one; returns the row below them. */
const addHeader = (
  sheet: Worksheet,
  view: ReportView,
  { title, columns }: { title: string; columns: number },
): number => {
  const lines = [
    title,
    [view.countyName, view.announcedAt && `宣布时间：${view.announcedAt}`].filter(Boolean).join('　'),
    view.notice,
  ];
  const shown = lines.filter((line, index) => index < 2 || line !== '');
  shown.forEach((line, index) => {
    const row = sheet.addRow([line]);
    sheet.mergeCells(row.number, 1, row.number, columns);
    row.getCell(1).font = index + 1 === TITLE_ROW ? { name: '宋体', size: 18, bold: true } : { name: '仿宋', size: 11 };
    row.getCell(1).alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    row.height = index + 1 === TITLE_ROW ? 34 : heightOf(sheet, line);
  });
  return shown.length + 1;
};

const addBoxedRow = (sheet: Worksheet, values: readonly CellContent[], font: string): number => {
  const row = sheet.addRow([...values]);
  for (let column = 1; column <= values.length; column += 1) {
    const cell = row.getCell(column);
    cell.border = BOX;
    cell.font = { name: font, size: 11 };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  }
  return row.number;
};
const addHeadingRow = (sheet: Worksheet, headings: readonly string[]): number => addBoxedRow(sheet, headings, '黑体');
const addTableRow = (sheet: Worksheet, values: readonly CellContent[]): number => addBoxedRow(sheet, values, '仿宋');

const openSheet = (
  workbook: Workbook,
  name: string,
  { widths, orientation }: { widths: readonly number[]; orientation: 'portrait' | 'landscape' },
): Worksheet => {
  const sheet = workbook.addWorksheet(name, {
    // 9 is A4. One page wide, as many long as it takes.
    pageSetup: {
      paperSize: 9,
      orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: MARGINS_INCHES,
    },
    headerFooter: { oddFooter: '&C第 &P 页　共 &N 页' },
  });
  sheet.columns = widths.map((width) => ({ width }));
  return sheet;
};

/** The heading stays in sight and on every printed page. */
const freezeAt = (sheet: Worksheet, headingRow: number, frozenColumns: number): void => {
  sheet.views = [{ state: 'frozen', xSplit: frozenColumns, ySplit: headingRow }];
  sheet.pageSetup.printTitlesRow = `${headingRow}:${headingRow}`;
};

const addInvalid = (sheet: Worksheet, view: ReportView, columns: number): void => {
  for (const line of [view.outcome, ...view.reasons, '本次测评无效，不公布分数。']) {
    const row = sheet.addRow([line]).number;
    sheet.mergeCells(row, 1, row, columns);
    sheet.getCell(row, 1).font = { name: '黑体', size: 14 };
    sheet.getCell(row, 1).alignment = { horizontal: 'center', wrapText: true };
  }
};

const RESULT_HEADINGS = [
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
];

const addSubjectRow = (sheet: Worksheet, subject: SubjectView, place: number): void => {
  const { name, post, score, grade, excellent, qualified, unqualified, none, ballots, satisfaction } = subject;
  const votes = [excellent, qualified, unqualified, none, ballots];
  const shown = [score.value ?? score.text, grade, ...votes, satisfaction.value ?? satisfaction.text];
  const row = addTableRow(sheet, [place, name, post, ...shown]);
  sheet.getCell(row, 4).numFmt = '0.00';
  sheet.getCell(row, RESULT_HEADINGS.length).numFmt = '0.00%';
};

const addRules = (sheet: Worksheet, rules: readonly string[]): void => {
  for (const rule of rules) {
    const row = sheet.addRow([rule]).number;
    sheet.mergeCells(row, 1, row, RESULT_HEADINGS.length);
    sheet.getCell(row, 1).font = { name: '仿宋', size: 10 };
    sheet.getCell(row, 1).alignment = { wrapText: true, vertical: 'middle' };
  }
};

const addResultSheet = (workbook: Workbook, view: ReportView): void => {
  const sheet = openSheet(workbook, '结果', {
    widths: [6, 26, 18, 16, 9, 9, 9, 9, 9, 9, 11],
    orientation: 'landscape',
  });
  const headingRow = addHeader(sheet, view, { title: view.title, columns: RESULT_HEADINGS.length });
  if (!view.valid) {
    addInvalid(sheet, view, RESULT_HEADINGS.length);
    return;
  }
  addHeadingRow(sheet, RESULT_HEADINGS);
  for (const [index, subject] of view.subjects.entries()) addSubjectRow(sheet, subject, index + 1);
  addRules(sheet, view.rules);
  freezeAt(sheet, headingRow, 2);
};

const DISTRIBUTION_HEADINGS = ['测评对象', '指标', '平均分', ...SCORES.map((score) => `${score}分`), '不了解'];

const addSubjectRows = (sheet: Worksheet, subject: SubjectView): void => {
  const rows = subject.indicators.map(({ name, mean, counted }) => {
    const figures = counted === null ? [...SCORES.map(() => '—'), '—'] : [...counted.histogram, counted.noOpinion];
    const row = addTableRow(sheet, [subject.name, name, mean.value ?? mean.text, ...figures]);
    sheet.getCell(row, 3).numFmt = '0.00';
    return row;
  });
  const [first, last] = [rows[0], rows.at(-1)];
  if (first !== undefined && last !== undefined && last > first) sheet.mergeCells(first, 1, last, 1);
};

const addDistributionSheet = (workbook: Workbook, view: ReportView): void => {
  const sheet = openSheet(workbook, '各项得分分布', {
    widths: [24, 16, 18, ...SCORES.map(() => 6), 8],
    orientation: 'landscape',
  });
  const headingRow = addHeader(sheet, view, { title: '各项得分分布（票数）', columns: DISTRIBUTION_HEADINGS.length });
  if (!view.valid) {
    addInvalid(sheet, view, DISTRIBUTION_HEADINGS.length);
    return;
  }
  addHeadingRow(sheet, DISTRIBUTION_HEADINGS);
  for (const subject of view.subjects) addSubjectRows(sheet, subject);
  sheet.addRow([`“${WITHHELD_TEXT}”：该指标只有1至7票打分，为保护投票人不公布。`]);
  freezeAt(sheet, headingRow, 2);
};

const addCheckSheet = (workbook: Workbook, view: ReportView): void => {
  const sheet = openSheet(workbook, '核对', { widths: [34, 70], orientation: 'portrait' });
  const headingRow = addHeader(sheet, view, { title: '票数核对与签字', columns: 2 });
  addHeadingRow(sheet, ['项目', '内容']);
  const rows = [
    { label: '结论', value: [view.outcome, ...view.reasons].join('；') },
    ...view.counts,
    ...(view.onPaper === '' ? [] : [{ label: '纸质票', value: view.onPaper }]),
    ...view.signers.map(({ teller, state }) => ({ label: teller, value: state })),
    { label: '核对码', value: view.checkCode },
    ...view.fingerprints,
    { label: '核验办法', value: '用同时下载的 result.json，在核验页面或用 npm run verify 核对签字、票数和计算。' },
  ];
  for (const { label, value } of rows) addTableRow(sheet, [label, value]);
  freezeAt(sheet, headingRow, 0);
};

/** The announced result as an XLSX workbook (结果, 各项得分分布, 核对) for WPS and Office. Cells hold values only, no formula. */
export const resultWorkbook = async (input: ReportInput): Promise<Uint8Array> => {
  // Loaded here, so that counting never pays for it.
  const { default: ExcelJS } = await import('exceljs');
  const view = makeReportView(input);
  const workbook = new ExcelJS.Workbook();
  workbook.title = view.title;
  workbook.creator = view.countyName;
  workbook.created = new Date(input.announcedAtMs ?? 0);
  workbook.modified = workbook.created;
  addResultSheet(workbook, view);
  addDistributionSheet(workbook, view);
  addCheckSheet(workbook, view);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};
