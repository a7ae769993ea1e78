import ExcelJS, { type Style, type Workbook, type Worksheet } from 'exceljs';
import { CATEGORIES, CATEGORY_NAMES } from '../../../shared/process/seats.ts';
import type { SampleRound, SampleUnit } from './sample-round.ts';

/**
 * The sample as a clerk makes it in WPS: merged title, a line with who filled it in, merged cells for unit and category, two
 * characters of a name padded to three, phones as numbers, as text, with spaces or in full width, a total row, a footnote.
 * Rehearsals import it through the same import as everybody's file.
 */
type Column = { readonly heading: string; readonly width: number };

const THIN = { style: 'thin' } as const;
const CELL: Partial<Style> = {
  font: { name: '宋体', size: 11 },
  alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  border: { top: THIN, left: THIN, bottom: THIN, right: THIN },
};
const HEADING_ROW = 3;

const addSheet = (workbook: Workbook, name: string, title: string, columns: readonly Column[]): Worksheet => {
  const sheet = workbook.addWorksheet(name, {
    pageSetup: { paperSize: 9, orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = columns.map(({ width }) => ({ width }));
  sheet.addRow([title]).font = { name: '方正小标宋简体', size: 18 };
  sheet.addRow(['填报单位：团风县工商局监察室']).font = { name: '仿宋', size: 11 };
  sheet.mergeCells(1, 1, 1, columns.length);
  sheet.mergeCells(2, 1, 2, columns.length);
  sheet.getCell(1, 1).alignment = { horizontal: 'center', vertical: 'middle' };
  addRow(
    sheet,
    columns.map(({ heading }) => heading),
  );
  return sheet;
};

const addRow = (sheet: Worksheet, values: readonly (string | number)[]): number => {
  const row = sheet.addRow([...values]);
  for (let column = 1; column <= values.length; column += 1) row.getCell(column).style = CELL;
  return row.number;
};

const addFooter = (sheet: Worksheet, width: number, notice: string): void => {
  const row = sheet.addRow([`注：${notice}`]).number;
  sheet.mergeCells(row, 1, row, width);
};

/** Merges a column over equal neighbours, as clerks do by hand. */
const mergeRuns = (sheet: Worksheet, column: number, lengths: readonly number[]): void => {
  let top = HEADING_ROW + 1;
  for (const length of lengths) {
    if (length > 1) sheet.mergeCells(top, column, top + length - 1, column);
    top += length;
  }
};

const padded = (name: string): string => {
  const characters = [...name];
  return characters.length === 2 ? characters.join('　') : name;
};

const fullWidth = (digits: string): string =>
  digits.replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** Four ways in which phones stand in real files. */
const phoneCell = (phone: string, index: number): string | number => {
  const ways = [Number(phone), phone, fullWidth(phone), `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`];
  return ways[index % ways.length] ?? phone;
};

const addUnits = (workbook: Workbook, { units, round, madeUpNotice }: SampleRound): void => {
  const columns = [
    { heading: '序号', width: 6 },
    { heading: '单位名称', width: 18 },
    { heading: '代码', width: 16 },
    { heading: '负责人', width: 12 },
    { heading: '会议时间', width: 22 },
    { heading: '会议地点', width: 26 },
  ];
  const sheet = addSheet(workbook, '单位', `${round.name}单位一览表`, columns);
  units.forEach((unit, index) => {
    addRow(sheet, [index + 1, unit.name, unit.code, padded(unit.head), unit.meetingTime, unit.meetingPlace]);
  });
  addRow(sheet, ['合计', `${units.length}个`, '', '', '', '']);
  addFooter(sheet, columns.length, madeUpNotice);
};

const addOfficers = (workbook: Workbook, { units, round, madeUpNotice }: SampleRound): void => {
  const columns = [
    { heading: '序号', width: 6 },
    { heading: '单位', width: 18 },
    { heading: '姓　名', width: 24 },
    { heading: '职　务', width: 20 },
  ];
  const sheet = addSheet(workbook, '述职人员', `${round.name}述职述廉人员名单`, columns);
  const officers = units.flatMap((unit) => unit.officers.map((officer) => ({ unit, officer })));
  officers.forEach(({ unit, officer }, index) => {
    addRow(sheet, [index + 1, unit.name, padded(officer.name), officer.post]);
  });
  mergeRuns(
    sheet,
    2,
    units.map((unit) => unit.officers.length),
  );
  addRow(sheet, ['合计', '', `${officers.length}人`, '']);
  addFooter(sheet, columns.length, madeUpNotice);
};

const categoryRuns = (unit: SampleUnit): readonly number[] =>
  CATEGORIES.map((category) => unit.delegates.filter((delegate) => delegate.category === category).length);

const addDelegates = (workbook: Workbook, { units, round, madeUpNotice }: SampleRound): void => {
  const columns = [
    { heading: '序号', width: 6 },
    { heading: '被评议单位', width: 16 },
    { heading: '代表类别', width: 18 },
    { heading: '姓　名', width: 24 },
    { heading: '单位及职务', width: 34 },
    { heading: '联系电话', width: 20 },
    { heading: '备注', width: 10 },
  ];
  const sheet = addSheet(workbook, '代表', `${round.name}监管服务对象代表名单`, columns);
  const delegates = units.flatMap((unit) => unit.delegates.map((delegate) => ({ unit, delegate })));
  delegates.forEach(({ unit, delegate }, index) => {
    const { category, name, affiliation, phone } = delegate;
    addRow(sheet, [
      index + 1,
      unit.name,
      CATEGORY_NAMES[category],
      padded(name),
      affiliation,
      phoneCell(phone, index),
      '',
    ]);
  });
  mergeRuns(
    sheet,
    2,
    units.map((unit) => unit.delegates.length),
  );
  mergeRuns(sheet, 3, units.flatMap(categoryRuns));
  addRow(sheet, ['合　计', '', '', `${delegates.length}人`, '', '', '']);
  addFooter(sheet, columns.length, madeUpNotice);
};

/** The sample round as the bytes of an XLSX workbook. */
export const makeSampleWorkbook = async (sample: SampleRound): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '样例';
  addUnits(workbook, sample);
  addOfficers(workbook, sample);
  addDelegates(workbook, sample);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};
