import type { IParagraphOptions, Paragraph, Table, TableCell } from 'docx';
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

type Docx = typeof import('docx');

/** Half points, as the format counts: 二号 22 pt, 三号 16 pt, and what fits a page for the tables. */
const SIZE = { title: 44, text: 32, line: 24, table: 21, units: 18 } as const;
/** A twentieth of a point: the measure that every reader knows; some do not know millimetres. */
const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1_440);
/** GB/T 9704: 37 mm above and 28 mm to the left of a type area of 156 × 225 mm on A4. */
const PAGE = {
  size: { width: twips(210), height: twips(297) },
  margin: { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26), footer: twips(25) },
} as const;
const TYPE_AREA_TWIPS = twips(156);

/** Western letters and figures in one face, Chinese in another, rare characters by whatever the reader falls back to. */
const face = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia });
const FANGSONG = face('仿宋');
const HEITI = face('黑体');
const TITLE_FACE = face('方正小标宋简体');

interface Words {
  readonly text: string;
  readonly size: number;
  readonly font: ReturnType<typeof face>;
}

const paragraph = ({
  docx,
  words,
  options = {},
}: {
  docx: Docx;
  words: Words;
  options?: IParagraphOptions;
}): Paragraph =>
  new docx.Paragraph({ ...options, children: [new docx.TextRun({ ...words, font: { ...words.font } })] });

interface Column {
  readonly heading: string;
  /** Share of the type area's width. */
  readonly width: number;
  readonly align: 'left' | 'center';
}

function cellOf(docx: Docx, { width, align }: Column, words: Words): TableCell {
  const alignment = align === 'left' ? docx.AlignmentType.LEFT : docx.AlignmentType.CENTER;
  return new docx.TableCell({
    width: { size: Math.round(width * TYPE_AREA_TWIPS), type: docx.WidthType.DXA },
    verticalAlign: docx.VerticalAlign.CENTER,
    margins: { left: 60, right: 60 },
    children: [paragraph({ docx, words, options: { alignment } })],
  });
}

interface Sheet {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly size: number;
}

/** A boxed table; its heading is repeated on every page and no row is broken. */
function tableOf(docx: Docx, { columns, rows, size }: Sheet): Table {
  const row = (cells: readonly string[], font: Words['font'], tableHeader: boolean) =>
    new docx.TableRow({
      cantSplit: true,
      tableHeader,
      children: columns.map((column, place) => cellOf(docx, column, { text: cells[place] ?? '', size, font })),
    });
  return new docx.Table({
    layout: docx.TableLayoutType.FIXED,
    width: { size: TYPE_AREA_TWIPS, type: docx.WidthType.DXA },
    columnWidths: columns.map(({ width }) => Math.round(width * TYPE_AREA_TWIPS)),
    rows: [
      row(
        columns.map(({ heading }) => heading),
        HEITI,
        true,
      ),
      ...rows.map((cells) => row(cells, FANGSONG, false)),
    ],
  });
}

function figuresSheet({ figures, quoted }: RoundUp): Sheet {
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
  return { columns, rows, size: SIZE.table };
}

function unitsSheet({ units }: RoundUp): Sheet {
  const [name = '', ...others] = UNIT_HEADINGS;
  const narrow = (heading: string): Column => ({
    heading,
    width: heading.endsWith('率') ? 0.14 : 0.08,
    align: 'center',
  });
  const rows = units.map((unit) =>
    unitCells(unit).map((cell) => (typeof cell === 'object' ? shareText(cell) : String(cell))),
  );
  return { columns: [{ heading: name, width: 0.16, align: 'left' }, ...others.map(narrow)], rows, size: SIZE.units };
}

function linesOf(docx: Docx, roundUp: RoundUp): readonly (Paragraph | Table)[] {
  const { CENTER } = docx.AlignmentType;
  const note = (text: string) => paragraph({ docx, words: { text, size: SIZE.line, font: FANGSONG } });
  const { countyName, onDay, figures, quoted, notice } = roundUp;
  return [
    paragraph({
      docx,
      words: { text: roundUpTitle(roundUp), size: SIZE.title, font: TITLE_FACE },
      options: { alignment: CENTER, spacing: { after: 160 } },
    }),
    paragraph({
      docx,
      words: { text: `${countyName}　${onDay}`, size: SIZE.line, font: FANGSONG },
      options: { alignment: CENTER },
    }),
    ...(notice === null ? [] : [note(notice)]),
    note(basisText(figures)),
    tableOf(docx, figuresSheet(roundUp)),
    note(quoted === null ? '' : `“原始报告”一栏照录自《${quoted.source}》，不参与计算和比较。`),
    tableOf(docx, unitsSheet(roundUp)),
  ];
}

/** The page's number between dashes, as official documents have it. */
const footerOf = (docx: Docx) =>
  new docx.Footer({
    children: [
      new docx.Paragraph({
        alignment: docx.AlignmentType.CENTER,
        children: [
          new docx.TextRun({ children: ['— ', docx.PageNumber.CURRENT, ' —'], size: 28, font: { ...face('宋体') } }),
        ],
      }),
    ],
  });

/** The round-up as a DOCX in the look of an official document (GB/T 9704). */
export async function roundUpDocument(roundUp: RoundUp): Promise<Uint8Array> {
  // Loaded here, so that no other operation of the function pays for it.
  const docx = await import('docx');
  const document = new docx.Document({
    title: roundUpTitle(roundUp),
    creator: roundUp.countyName,
    lastModifiedBy: roundUp.countyName,
    styles: {
      default: { document: { run: { size: SIZE.text, font: { ...FANGSONG }, language: { eastAsia: 'zh-CN' } } } },
    },
    sections: [
      { properties: { page: PAGE }, footers: { default: footerOf(docx) }, children: [...linesOf(docx, roundUp)] },
    ],
  });
  return new Uint8Array(await docx.Packer.toBuffer(document));
}
