import { bareWord } from '../../../shared/process/cell-text.ts';
import { type DataRow, dataRowNumbers, readDataRow } from './data-row.ts';
import {
  type Field,
  findHeading,
  HEADINGS,
  isNotesSheet,
  kindOfSheet,
  REQUIRED,
  type SheetHeading,
  type SheetKind,
} from './heading.ts';
import { fileDefect, type ImportDefect } from './import-defect.ts';
import { columnLetters, type Sheet } from './sheet.ts';

export type CollectedRows = {
  readonly units: readonly DataRow[];
  readonly officers: readonly DataRow[];
  readonly delegates: readonly DataRow[];
  readonly candidates: readonly DataRow[];
  readonly defects: readonly ImportDefect[];
};

type Table = {
  readonly sheet: Sheet;
  readonly heading: SheetHeading;
  readonly kind: SheetKind;
  readonly rows: readonly number[];
};
type RowKind = 'units' | 'officers' | 'delegates' | 'candidates';
/** Lists of a whole round, or one unit's candidates, whose unit is known. */
export type Expected = 'round' | 'candidates';

/** A round of the largest county has a few thousand rows; more is a mistake, or an attack on memory. */
export const MAX_DATA_ROWS = 5_000;

const FIELDS_OF: Readonly<Record<SheetKind, readonly Field[]>> = {
  units: ['unit', 'code', 'head', 'meetingTime', 'meetingPlace'],
  officers: ['unit', 'name', 'post'],
  delegates: ['unit', 'category', 'name', 'post', 'affiliation', 'phone'],
  mixed: [
    'kind',
    'unit',
    'code',
    'head',
    'meetingTime',
    'meetingPlace',
    'category',
    'name',
    'post',
    'affiliation',
    'phone',
  ],
  candidates: ['unit', 'category', 'name', 'post', 'affiliation', 'phone'],
};

const REQUIRED_VALUES: Readonly<Record<RowKind, readonly Field[]>> = {
  units: ['unit'],
  officers: ['unit', 'name', 'post'],
  delegates: ['unit', 'category', 'name'],
  candidates: ['category', 'name'],
};

const ROW_KINDS: readonly (readonly [RegExp, RowKind])[] = [
  [/^(?:基层|述职)?单位$/u, 'units'],
  [/^(?:述职|述职述廉|班子)(?:人员|成员)?$/u, 'officers'],
  [/^(?:监管服务对象)?代表$/u, 'delegates'],
];

const sheetDefect = (sheet: Sheet, code: ImportDefect['code'], rest: Partial<ImportDefect> = {}): ImportDefect => ({
  ...fileDefect(code),
  sheet: sheet.name,
  ...rest,
});

const headingDefects = (sheet: Sheet, heading: SheetHeading | undefined, kind: SheetKind): readonly ImportDefect[] => {
  const missing = REQUIRED[kind].filter((field) => !heading?.columns.has(field)).map((field) => HEADINGS[field]);
  const row = heading?.top ?? null;
  const repeated = (heading?.duplicates ?? []).map(({ field, column }) =>
    sheetDefect(sheet, 'duplicate-column', {
      row,
      column: columnLetters(column),
      detail: { heading: HEADINGS[field] },
    }),
  );
  if (missing.length === 0) return repeated;
  return [sheetDefect(sheet, 'missing-columns', { row, detail: { headings: missing.join('、') } }), ...repeated];
};

const kindOf = (sheet: Sheet, heading: SheetHeading | undefined, expected: Expected): SheetKind | undefined => {
  if (expected === 'candidates') return 'candidates';
  // Without a name a CSV can only be told by its heading; delegates is what it mostly is.
  return kindOfSheet(sheet.name, heading?.columns) ?? (sheet.name === null ? 'delegates' : undefined);
};

const openTable = (sheet: Sheet, expected: Expected): Table | readonly ImportDefect[] => {
  const heading = findHeading(sheet, kindOfSheet(sheet.name, undefined) === 'units' ? 1 : 2);
  const kind = kindOf(sheet, heading, expected);
  if (kind === undefined) return [sheetDefect(sheet, 'sheet-not-recognised')];
  const defects = headingDefects(sheet, heading, kind);
  if (defects.length > 0 || heading === undefined) return defects;
  const rows = dataRowNumbers(sheet, heading);
  return rows.length === 0 ? [sheetDefect(sheet, 'empty-sheet')] : { sheet, heading, kind, rows };
};

const isTable = (opened: Table | readonly ImportDefect[]): opened is Table => 'kind' in opened;

/** Sheet2 and Sheet3, as every new workbook has them, say nothing; an empty sheet that is named for a list does. */
const isSpare = (sheet: Sheet): boolean =>
  isNotesSheet(sheet.name) ||
  (sheet.rows.size === 0 && sheet.name !== null && kindOfSheet(sheet.name, undefined) === undefined);

const rowKindOf = (row: DataRow, kind: SheetKind): RowKind | undefined => {
  if (kind !== 'mixed') return kind;
  const word = bareWord(row.text('kind'));
  return ROW_KINDS.find(([pattern]) => pattern.test(word))?.[1];
};

const missingValues = (row: DataRow, kind: RowKind): readonly ImportDefect[] =>
  REQUIRED_VALUES[kind]
    .filter((field) => row.text(field) === '' && !row.refused(field))
    .map((field) => row.defect('missing-value', field));

const readTables = (tables: readonly Table[]): CollectedRows => {
  const rows: Record<RowKind, DataRow[]> = { units: [], officers: [], delegates: [], candidates: [] };
  const defects: ImportDefect[] = [];
  for (const { sheet, heading, kind, rows: numbers } of tables) {
    for (const number of numbers) {
      const row = readDataRow({ sheet, heading, row: number, fields: FIELDS_OF[kind] }, defects);
      const rowKind = rowKindOf(row, kind);
      if (rowKind !== undefined) {
        defects.push(...missingValues(row, rowKind));
        rows[rowKind].push(row);
      } else if (!row.refused('kind')) defects.push(row.defect('wrong-kind', 'kind'));
    }
  }
  return { ...rows, defects };
};

/** Finds each sheet's table and reads its rows; with a defect in any heading, no row is looked at. */
export const collectRows = (sheets: readonly Sheet[], expected: Expected): CollectedRows => {
  const none = { units: [], officers: [], delegates: [], candidates: [] };
  const used = sheets.filter((sheet) => !isSpare(sheet));
  const filled = used.filter(({ rows }) => rows.size > 0);
  if (filled.length === 0)
    return { ...none, defects: [sheetDefect(used[0] ?? { name: null, rows: new Map(), lastRow: 0 }, 'empty-sheet')] };
  const opened = used.map((sheet) =>
    sheet.rows.size === 0 ? [sheetDefect(sheet, 'empty-sheet')] : openTable(sheet, expected),
  );
  const defects = opened.flatMap((table) => (isTable(table) ? [] : table));
  const tables = opened.filter(isTable);
  const rowCount = tables.reduce((sum, { rows }) => sum + rows.length, 0);
  if (rowCount > MAX_DATA_ROWS) {
    return { ...none, defects: [fileDefect('too-many-rows', { rows: rowCount, limit: MAX_DATA_ROWS })] };
  }
  return defects.length > 0 ? { ...none, defects } : readTables(tables);
};
