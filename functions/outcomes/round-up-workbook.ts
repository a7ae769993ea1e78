import type { Borders, Worksheet } from 'exceljs';
import { toDecimalText } from '../../shared/process/fraction.ts';
import { percentOf, ROUND_UP_FIGURES, type Share } from '../../shared/process/round-up.ts';
import { basisText, figureText, ROUND_UP_FORMULAS, ROUND_UP_NAMES } from '../../shared/process/round-up-texts.ts';
import type { RoundUp } from './draw-up.ts';
import { roundUpTitle, UNIT_HEADINGS, unitCells } from './round-up-page.ts';

const THIN = { style: 'thin' } as const;
const BOX: Partial<Borders> = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const WIDTHS = [20, 9, 9, 12, 12, 9, 9, 9, 9, 9];

interface Line {
  readonly font: string;
  readonly size: number;
  readonly height: number;
}
const TITLE: Line = { font: '宋体', size: 18, height: 34 };
const NOTE: Line = { font: '仿宋', size: 11, height: 32 };

function addLine(sheet: Worksheet, text: string, { font, size, height }: Line): void {
  const row = sheet.addRow([text]);
  sheet.mergeCells(row.number, 1, row.number, WIDTHS.length);
  row.height = height;
  const cell = row.getCell(1);
  cell.font = { name: font, size, bold: size === TITLE.size };
  cell.alignment = { horizontal: size === TITLE.size ? 'center' : 'left', vertical: 'middle', wrapText: true };
}

type Cell = string | number;

function addRow(sheet: Worksheet, cells: readonly Cell[], font: string): number {
  const row = sheet.addRow([...cells]);
  for (let column = 1; column <= cells.length; column += 1) {
    const cell = row.getCell(column);
    cell.border = BOX;
    cell.font = { name: font, size: 11 };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  }
  return row.number;
}

/** A figure with its formula over the columns that are left, and the source's beside it. */
function addFigure(sheet: Worksheet, cells: readonly [string, string, string, string], font: string): void {
  const [name, value, source, formula] = cells;
  const number = addRow(sheet, [name, value, '', '', source, '', formula, '', '', ''], font);
  sheet.mergeCells(number, 2, number, 4);
  sheet.mergeCells(number, 5, number, 6);
  sheet.mergeCells(number, 7, number, WIDTHS.length);
  sheet.getRow(number).height = 34;
}

/** Two decimals, half up, as everywhere; the number that a spreadsheet computes with is the rounded one. */
const percentCell = (share: Share | null): Cell =>
  // In hundredths of a percent first: 99.46 / 100 is not 0.9946 in floating point.
  share === null ? '—' : Math.round(Number(toDecimalText(percentOf(share), 2)) * 100) / 10_000;

function addFigures(sheet: Worksheet, { figures, quoted }: RoundUp): void {
  addFigure(sheet, ['项目', '本系统统计', '原始报告', '算法'], '黑体');
  for (const figure of ROUND_UP_FIGURES) {
    const source = quoted?.figures.find((each) => each.figure === figure);
    const sourceText = source === undefined ? '—' : [source.text, source.note].filter(Boolean).join('，');
    const formula = ROUND_UP_FORMULAS[figure];
    addFigure(sheet, [ROUND_UP_NAMES[figure], figureText(figure, figures), sourceText, formula], '仿宋');
  }
}

function addUnits(sheet: Worksheet, { units }: RoundUp): void {
  addRow(sheet, [...UNIT_HEADINGS], '黑体');
  for (const unit of units) {
    const number = addRow(
      sheet,
      unitCells(unit).map((cell) => (typeof cell === 'object' ? percentCell(cell) : (cell ?? '—'))),
      '仿宋',
    );
    for (const column of [4, 5]) sheet.getCell(number, column).numFmt = '0.00%';
  }
}

/** The round-up as a workbook of one sheet that prints on one page. Cells hold values only, no formula. */
export async function roundUpWorkbook(roundUp: RoundUp, nowMs: number): Promise<Uint8Array> {
  // Loaded here, so that no other operation of the function pays for it.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.title = roundUpTitle(roundUp);
  workbook.creator = roundUp.countyName;
  workbook.created = new Date(nowMs);
  workbook.modified = workbook.created;
  const sheet = workbook.addWorksheet('年度汇总', {
    // 9 is A4.
    pageSetup: {
      paperSize: 9,
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 1,
      horizontalCentered: true,
    },
  });
  sheet.columns = WIDTHS.map((width) => ({ width }));
  addLine(sheet, roundUpTitle(roundUp), TITLE);
  addLine(sheet, `${roundUp.countyName}　统计日期：${roundUp.onDay}　${basisText(roundUp.figures)}`, NOTE);
  if (roundUp.notice !== null) addLine(sheet, roundUp.notice, NOTE);
  addFigures(sheet, roundUp);
  if (roundUp.quoted !== null)
    addLine(sheet, `“原始报告”一栏照录自《${roundUp.quoted.source}》，不参与计算和比较。`, NOTE);
  addUnits(sheet, roundUp);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
