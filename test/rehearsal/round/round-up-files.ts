import ExcelJS from 'exceljs';
import { elementsNamed, parseXml, unpack } from '../../integration/outcomes/office-file.ts';
import type { Figures, RoundCounter } from './round-counter.ts';

/**
 * Reads the round-up's workbook and document back, and holds every figure in them against what was played. As in the counter, words
 * and percentages are written here without a look at `shared/process`, so that a mistake there is not repeated.
 */

type Rows = readonly (readonly string[])[];

const shown = (value: unknown): string => (typeof value === 'object' ? '' : String(value));

/** The rows of the workbook's only sheet, a merged cell once for each of its columns. */
export async function rowsOfWorkbook(bytes: Uint8Array): Promise<Rows> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  const [sheet] = workbook.worksheets;
  const rows: string[][] = [];
  sheet?.eachRow((row) => rows.push(Array.isArray(row.values) ? row.values.slice(1).map(shown) : []));
  return rows;
}

/** The rows of the document's tables, and each paragraph outside them as a row of one cell. */
export function rowsOfDocument(bytes: Uint8Array): Rows {
  const [body] = elementsNamed(parseXml(unpack(bytes).get('word/document.xml') ?? '<none/>'), 'w:body');
  const textOf = (of: Parameters<typeof elementsNamed>[0]): string =>
    elementsNamed(of, 'w:t')
      .map(({ text }) => text)
      .join('');
  return (body?.children ?? []).flatMap((child) =>
    child.name === 'w:p'
      ? [[textOf(child)]]
      : elementsNamed(child, 'w:tr').map((row) => elementsNamed(row, 'w:tc').map(textOf)),
  );
}

type Share = Figures['turnout'];

/** Hundredths of a per cent, half up. */
const hundredths = ({ have, of }: NonNullable<Share>): number => Math.floor((have * 20_000 + of) / (2 * of));
const inPercent = (share: Share): string =>
  share === null ? '—' : `${(hundredths(share) / 100).toFixed(2)}%（${share.have}/${share.of}）`;
/** As a spreadsheet computes with it. */
const inNumber = (share: Share): string => (share === null ? '—' : String(hundredths(share) / 10_000));

/** The round's lines: each figure as it is to stand beside its name. */
const linesOf = (figures: Figures): readonly (readonly [string, string])[] => [
  ['述职单位', `${figures.units}个`],
  ['述职人员', `${figures.officers}人`],
  ['监管服务对象代表', `${figures.delegates}人`],
  ['参评率', inPercent(figures.turnout)],
  ['满意率', inPercent(figures.satisfaction)],
  ['咨询和质询问题', `${figures.questions}个`],
  ['意见和建议', `${figures.suggestions}条`],
  ['已整改', `${figures.rectified}项（共${figures.items}项，另办结未改${figures.closed}项）`],
  ['逾期未办', `${figures.overdue}项`],
];

const UNIT_COLUMNS = ['述职人员', '代表', '参评率', '满意率', '问题', '建议', '整改事项', '已整改', '逾期'] as const;

const cellsOf = (figures: Figures, share: (of: Share) => string): readonly string[] => [
  ...[figures.officers, figures.delegates].map(String),
  ...[figures.turnout, figures.satisfaction].map(share),
  ...[figures.questions, figures.suggestions, figures.items, figures.rectified, figures.overdue].map(String),
];

const basisOf = ({ units, valid, invalid }: Figures): string =>
  `共${units}个单位，已公布有效测评结果${valid}个${invalid === 0 ? '' : `，测评无效${invalid}个`}。`;

const differs = (where: string, said: string | undefined, played: string): readonly string[] =>
  said === played ? [] : [`${where}: ${said ?? 'nothing'} in the file, ${played} played`];

export interface PlayedFigures {
  readonly counter: Pick<RoundCounter, 'figures' | 'figuresOf'>;
  readonly units: readonly { readonly code: string; readonly name: string }[];
}

interface ReadFile {
  readonly name: string;
  readonly rows: Rows;
  readonly share: (of: Share) => string;
}

function disagreementsIn({ name, rows, share }: ReadFile, { counter, units }: PlayedFigures): readonly string[] {
  const { figures } = counter;
  const basis = basisOf(figures);
  // A name stands at the head of a line of the round's figures, which come first, and may be a heading further down.
  const rowOf = (first: string) => rows.find(([cell]) => cell === first);
  return [
    ...(rows.some(([text]) => text?.includes(basis)) ? [] : [`${name}: does not say ${basis}`]),
    ...linesOf(figures).flatMap(([line, played]) => differs(`${name}: ${line}`, rowOf(line)?.[1], played)),
    ...units.flatMap((unit) =>
      cellsOf(counter.figuresOf(unit.code), share).flatMap((played, place) =>
        differs(`${name}: ${unit.name} ${UNIT_COLUMNS[place]}`, rowOf(unit.name)?.[place + 1], played),
      ),
    ),
  ];
}

/** Every figure in the files that is not what was played, and every one that they lack; empty when all agree. */
export async function fileDisagreements(
  files: ReadonlyMap<string, Uint8Array>,
  played: PlayedFigures,
): Promise<readonly string[]> {
  const bytesOf = (name: string): Uint8Array => files.get(name) ?? new Uint8Array();
  const [workbook, document] = ['round-up.xlsx', 'round-up.docx'] as const;
  return [
    ...disagreementsIn({ name: workbook, rows: await rowsOfWorkbook(bytesOf(workbook)), share: inNumber }, played),
    ...disagreementsIn({ name: document, rows: rowsOfDocument(bytesOf(document)), share: inPercent }, played),
  ];
}
