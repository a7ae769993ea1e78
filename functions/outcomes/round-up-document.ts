import type { IParagraphOptions, Paragraph, Table, TableCell } from 'docx';
import type { RoundUp } from './draw-up.ts';
import {
  CELL_MARGIN,
  type Column,
  type Layout,
  layOut,
  type Sheet,
  type SheetRow,
  type TextBlock,
  TITLE_AFTER,
  TYPE_AREA,
  twips,
} from './round-up-layout.ts';
import { roundUpTitle } from './round-up-page.ts';

type Docx = typeof import('docx');

/** 三号, the size of an official document's text, in half points. */
const TEXT_SIZE = 32;
const PAGE = {
  size: { width: twips(210), height: twips(297) },
  margin: { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26), footer: twips(25) },
} as const;

/** Western letters and figures in one face, Chinese in another, rare characters by whatever the reader falls back to. */
const face = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia });
const FANGSONG = face('仿宋');
const HEITI = face('黑体');
const TITLE_FACE = face('方正小标宋简体');

interface Words {
  readonly text: string;
  readonly size: number;
  /** Exact, so that no reader's own face makes the page longer. */
  readonly leading: number;
  readonly font: ReturnType<typeof face>;
}

interface ParagraphParts {
  readonly docx: Docx;
  readonly words: Words;
  readonly options?: IParagraphOptions;
}

const paragraph = ({ docx, words: { text, size, leading, font }, options = {} }: ParagraphParts): Paragraph =>
  new docx.Paragraph({
    ...options,
    spacing: { before: 0, after: 0, ...options.spacing, line: leading, lineRule: docx.LineRuleType.EXACT },
    children: [new docx.TextRun({ text, size, font: { ...font } })],
  });

function cellOf(docx: Docx, { width, align }: Column, words: Words): TableCell {
  const alignment = align === 'left' ? docx.AlignmentType.LEFT : docx.AlignmentType.CENTER;
  return new docx.TableCell({
    width: { size: Math.round(width * TYPE_AREA.width), type: docx.WidthType.DXA },
    verticalAlign: docx.VerticalAlign.CENTER,
    margins: { left: CELL_MARGIN, right: CELL_MARGIN },
    children: [paragraph({ docx, words, options: { alignment } })],
  });
}

/** A boxed table of rows of exact heights. */
function tableOf(docx: Docx, { columns, heading, rows, size, leading }: Sheet): Table {
  const row = ({ cells, height }: SheetRow, font: Words['font']) =>
    new docx.TableRow({
      cantSplit: true,
      height: { value: height, rule: docx.HeightRule.EXACT },
      children: columns.map((column, place) => cellOf(docx, column, { text: cells[place] ?? '', size, leading, font })),
    });
  return new docx.Table({
    layout: docx.TableLayoutType.FIXED,
    width: { size: TYPE_AREA.width, type: docx.WidthType.DXA },
    columnWidths: columns.map(({ width }) => Math.round(width * TYPE_AREA.width)),
    rows: [row(heading, HEITI), ...rows.map((each) => row(each, FANGSONG))],
  });
}

/** Word ends every document with a paragraph: given one of a point, it does not add one of its own size, on a page of its own. */
const endOf = (docx: Docx): Paragraph => paragraph({ docx, words: { text: '', size: 2, leading: 20, font: FANGSONG } });

function linesOf(docx: Docx, { title, place, notes, figures, source, units }: Layout): readonly (Paragraph | Table)[] {
  const { CENTER } = docx.AlignmentType;
  const block = (words: TextBlock, options?: IParagraphOptions, font = FANGSONG) =>
    paragraph({ docx, words: { ...words, font }, ...(options === undefined ? {} : { options }) });
  return [
    block(title, { alignment: CENTER, spacing: { after: TITLE_AFTER } }, TITLE_FACE),
    block(place, { alignment: CENTER }),
    ...notes.map((note) => block(note)),
    tableOf(docx, figures),
    block(source),
    tableOf(docx, units),
    endOf(docx),
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

/** The round-up as a DOCX of one page in the look of an official document (GB/T 9704). */
export async function roundUpDocument(roundUp: RoundUp): Promise<Uint8Array> {
  // Loaded here, so that no other operation of the function pays for it.
  const docx = await import('docx');
  const document = new docx.Document({
    title: roundUpTitle(roundUp),
    creator: roundUp.countyName,
    lastModifiedBy: roundUp.countyName,
    styles: {
      default: { document: { run: { size: TEXT_SIZE, font: { ...FANGSONG }, language: { eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: footerOf(docx) },
        children: [...linesOf(docx, layOut(roundUp))],
      },
    ],
  });
  return new Uint8Array(await docx.Packer.toBuffer(document));
}
