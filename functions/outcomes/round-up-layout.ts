import { ROUND_UP_FIGURES } from '../../shared/process/round-up.ts';
import {
  basisText,
  figureText,
  ROUND_UP_FORMULAS,
  ROUND_UP_NAMES,
  shareText,
} from '../../shared/process/round-up-texts.ts';
import type { RoundUp } from './draw-up.ts';
import { roundUpTitle, UNIT_HEADINGS, unitCells } from './round-up-page.ts';

/**
 * Where everything of the round-up's document stands, so that it is one page of A4 whatever the county's size. Every line and every
 * row has an exact height, and the largest type is taken with which they add up to the type area. Heights and widths are in
 * twentieths of a point, the measure that every reader knows (some do not know millimetres), sizes of type in half points.
 */
export const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1_440);

/** GB/T 9704: 37 mm above and 28 mm to the left of a type area of 156 × 225 mm on A4. */
export const TYPE_AREA = { width: twips(156), height: twips(225) } as const;

/** Left for the rules of the tables, which some readers draw outside the rows, and for the paragraph that ends the document. */
const SPARE = 300;
export const TITLE_AFTER = 160;
export const CELL_MARGIN = 40;
const ROW_PADDING = 30;

export interface Column {
  readonly heading: string;
  /** Share of the type area's width. */
  readonly width: number;
  readonly align: 'left' | 'center';
}

export interface TextBlock {
  readonly text: string;
  readonly size: number;
  /** Of one line. */
  readonly leading: number;
  readonly lines: number;
}

export interface SheetRow {
  readonly cells: readonly string[];
  readonly height: number;
}

export interface Sheet {
  readonly columns: readonly Column[];
  readonly heading: SheetRow;
  readonly rows: readonly SheetRow[];
  readonly size: number;
  readonly leading: number;
}

export interface Layout {
  readonly title: TextBlock;
  readonly place: TextBlock;
  readonly notes: readonly TextBlock[];
  readonly figures: Sheet;
  readonly source: TextBlock;
  readonly units: Sheet;
}

interface Scale {
  readonly line: number;
  readonly table: number;
  readonly units: number;
}

/** From 小四 and 五号 for a few units down to what 30 units with long names need. */
const SCALES: readonly [Scale, ...Scale[]] = [
  { line: 24, table: 21, units: 18 },
  { line: 21, table: 18, units: 18 },
  { line: 18, table: 16, units: 16 },
  { line: 18, table: 15, units: 15 },
  { line: 16, table: 15, units: 14 },
  { line: 15, table: 14, units: 13 },
  { line: 14, table: 13, units: 12 },
  { line: 13, table: 12, units: 11 },
  { line: 12, table: 11, units: 10 },
];
/** 二号 as official documents have it; smaller where the name of a round would not stand on two lines. */
const TITLE_SIZES = [44, 36, 32] as const;

/** Chinese stands in squares. Figures and letters take less; this much where a reader has no Times and takes a wide face instead. */
const squaresOf = (character: string): number => (/[\d./ ]/.test(character) ? 0.64 : character <= '~' ? 0.95 : 1);
const widthOf = (piece: string): number => [...piece].reduce((sum, character) => sum + squaresOf(character), 0);
/** Readers leave a quarter of a square between a word in Chinese and a number on either side of it. */
const gapsIn = (piece: string, text: string): number => (/[!-~]/.test(piece) && /\p{Script=Han}/u.test(text) ? 0.5 : 0);

/** What is not parted: a number, and a mark from what it opens or closes. */
const PIECES = /[（“《]*(?:[!-~]+|.)[），。；：、”》]*/gsu;

/** How many lines a text takes, filled one after the other. */
function linesOf(text: string, size: number, width: number): number {
  const room = width / (size * 10);
  let [lines, filled] = [1, 0];
  for (const [piece] of text.matchAll(PIECES)) {
    const needed = widthOf(piece) + gapsIn(piece, text);
    if (filled > 0 && filled + needed > room) [lines, filled] = [lines + 1, 0];
    // A piece that is wider than the line is parted after all.
    lines += Math.ceil((filled + needed) / room) - 1;
    filled = needed > room ? needed % room : filled + needed;
  }
  return lines;
}

const leadingOf = (size: number): number => Math.round(size * 10 * 1.2);

const blockOf = (text: string, size: number): TextBlock => ({
  ...{ text, size },
  leading: leadingOf(size),
  lines: linesOf(text, size, TYPE_AREA.width),
});

function sheetOf(columns: readonly Column[], rows: readonly (readonly string[])[], size: number): Sheet {
  const leading = leadingOf(size);
  const row = (cells: readonly string[]): SheetRow => {
    const lines = columns.map(({ width }, place) =>
      linesOf(cells[place] ?? '', size, width * TYPE_AREA.width - 2 * CELL_MARGIN),
    );
    return { cells, height: Math.max(...lines) * leading + ROW_PADDING };
  };
  return { columns, heading: row(columns.map(({ heading }) => heading)), rows: rows.map(row), size, leading };
}

function figuresSheet({ figures, quoted }: RoundUp, size: number): Sheet {
  const rows = ROUND_UP_FIGURES.map((figure) => {
    const source = quoted?.figures.find((each) => each.figure === figure);
    const sourceText = source === undefined ? '—' : [source.text, source.note].filter(Boolean).join('，');
    return [ROUND_UP_NAMES[figure], figureText(figure, figures), sourceText, ROUND_UP_FORMULAS[figure]];
  });
  const columns: readonly Column[] = [
    { heading: '项目', width: 0.18, align: 'center' },
    { heading: '本系统统计', width: 0.25, align: 'center' },
    { heading: '原始报告', width: 0.17, align: 'center' },
    { heading: '算法', width: 0.4, align: 'left' },
  ];
  return sheetOf(columns, rows, size);
}

/** Shares of the width for the name, a share and a number: in large type a share stands on two lines, in small type on one. */
const unitWidths = (size: number) =>
  size > 15 ? { name: 0.282, share: 0.17, number: 0.054 } : { name: 0.288, share: 0.2, number: 0.0445 };

function unitsSheet({ units }: RoundUp, size: number): Sheet {
  const [name = '', ...others] = UNIT_HEADINGS;
  const widths = unitWidths(size);
  const narrow = (heading: string): Column => ({
    heading,
    width: heading.endsWith('率') ? widths.share : widths.number,
    align: 'center',
  });
  const rows = units.map((unit) =>
    unitCells(unit).map((cell) => (typeof cell === 'object' ? shareText(cell) : String(cell))),
  );
  return sheetOf([{ heading: name, width: widths.name, align: 'left' }, ...others.map(narrow)], rows, size);
}

function titleOf(roundUp: RoundUp): TextBlock {
  const blocks = TITLE_SIZES.map((size) => blockOf(roundUpTitle(roundUp), size));
  const [largest] = blocks;
  const chosen = blocks.find(({ lines }) => lines <= 2) ?? blocks.at(-1) ?? largest;
  if (chosen === undefined) throw new Error('a title has a size');
  return chosen;
}

function layOutBy(roundUp: RoundUp, { line, table, units }: Scale): Layout {
  const { countyName, onDay, notice, figures, quoted } = roundUp;
  const sourceText = quoted === null ? '' : `“原始报告”一栏照录自《${quoted.source}》，不参与计算和比较。`;
  return {
    title: titleOf(roundUp),
    place: blockOf(`${countyName}　${onDay}`, line),
    notes: [...(notice === null ? [] : [notice]), basisText(figures)].map((text) => blockOf(text, line)),
    figures: figuresSheet(roundUp, table),
    source: blockOf(sourceText, line),
    units: unitsSheet(roundUp, units),
  };
}

const heightOfSheet = ({ heading, rows }: Sheet): number =>
  [heading, ...rows].reduce((sum, { height }) => sum + height, 0);

/** What a layout takes of the type area's height. */
export function heightOf({ title, place, notes, figures, source, units }: Layout): number {
  const blocks = [title, place, ...notes, source].reduce(
    (sum, { leading, lines }) => sum + leading * lines,
    TITLE_AFTER,
  );
  return blocks + heightOfSheet(figures) + heightOfSheet(units);
}

/** In the largest type that lets everything stand on one page; in the smallest where nothing does. */
export function layOut(roundUp: RoundUp): Layout {
  const layouts = SCALES.map((scale) => layOutBy(roundUp, scale));
  const fitting = layouts.find((layout) => heightOf(layout) + SPARE <= TYPE_AREA.height) ?? layouts.at(-1);
  return fitting ?? layOutBy(roundUp, SCALES[0]);
}
