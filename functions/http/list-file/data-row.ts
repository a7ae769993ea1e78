import {
  bareWord,
  characterCount,
  hasUnreadableCharacter,
  lineText,
  personName,
  plainText,
} from '../../../shared/process/cell-text.ts';
import { type Field, HEADINGS, MERGEABLE, type SheetHeading } from './heading.ts';
import type { DefectCode, DefectDetail, ImportDefect } from './import-defect.ts';
import { cellAt, columnLetters, type Sheet, type SheetCell } from './sheet.ts';

/** One row of data; `text` is cleaned, and empty where the column is missing or the cell was refused. */
export type DataRow = {
  readonly sheet: string | null;
  readonly row: number;
  readonly text: (field: Field) => string;
  /** Whether a defect stands at the cell already, so that "not filled in" is not said on top of it. */
  readonly refused: (field: Field) => boolean;
  readonly defect: (code: DefectCode, field: Field | null, detail?: DefectDetail) => ImportDefect;
};

const MAX_CHARACTERS: Readonly<Record<Field, number>> = {
  kind: 20,
  unit: 50,
  code: 40,
  head: 50,
  meetingTime: 100,
  meetingPlace: 100,
  category: 50,
  name: 50,
  post: 50,
  affiliation: 100,
  phone: 40,
};

const TOTAL = /^(?:合计|总计|小计|共计|总数|总人数|合计人数)/u;
/** Below the table: 注：…, 填表人：…, 审核：… */
const FOOTER = /^(?:注|备注|说明|填表|制表|审核|填报|联系人|单位负责人|单位盖章|日期)[^：:]{0,6}[：:]/u;

/** Where a space parts two things, 兴旺百货店 业主, it stays. */
const SPACED: ReadonlySet<Field> = new Set(['affiliation', 'meetingTime', 'meetingPlace']);

const cleaned = (field: Field, text: string): string => {
  if (field === 'name' || field === 'head') return personName(text);
  return SPACED.has(field) ? lineText(text) : plainText(text);
};

/** Cells that begin in this row and column: not what a merge brings in from above or from the left. */
const isOwn = ({ merge }: SheetCell, row: number, column: number): boolean =>
  merge === null || (merge.top === row && merge.left === column);

const isTotalOrFooter = (sheet: Sheet, row: number): boolean => {
  const texts = [...(sheet.rows.get(row)?.entries() ?? [])]
    .filter(([column, cell]) => isOwn(cell, row, column) && cell.text.trim() !== '')
    .slice(0, 3)
    .map(([, { text }]) => text);
  const [first = ''] = texts;
  return texts.some((text) => TOTAL.test(bareWord(text))) || FOOTER.test(plainText(first));
};

const hasOwnContent = (sheet: Sheet, heading: SheetHeading, row: number): boolean =>
  [...heading.columns.values()].some((column) => {
    const cell = cellAt(sheet, row, column);
    return isOwn(cell, row, column) && (cell.kind !== 'text' || plainText(cell.text) !== '');
  });

/** The rows that hold data: below the heading, not blank, no total, no footnote. */
export const dataRowNumbers = (sheet: Sheet, heading: SheetHeading): readonly number[] =>
  [...sheet.rows.keys()].filter(
    (row) => row > heading.bottom && hasOwnContent(sheet, heading, row) && !isTotalOrFooter(sheet, row),
  );

const cellDefect = (cell: SheetCell, field: Field, column: number): readonly [DefectCode, DefectDetail] | undefined => {
  const { merge, kind } = cell;
  const overColumns = merge !== null && merge.left !== merge.right;
  const overRows = merge !== null && merge.top !== merge.bottom;
  if (overColumns || (overRows && !MERGEABLE.has(field)) || (merge !== null && merge.left !== column))
    return ['merged-cell', {}];
  if (kind === 'formula') return ['formula', {}];
  if (kind === 'error') return ['cell-error', {}];
  const text = cleaned(field, cell.text);
  if (hasUnreadableCharacter(text)) return ['unreadable-character', {}];
  const limit = MAX_CHARACTERS[field];
  return characterCount(text) > limit ? ['value-too-long', { limit }] : undefined;
};

/** Reads one row's cells under the given fields; cell defects go to `defects`. */
export const readDataRow = (
  { sheet, heading, row, fields }: { sheet: Sheet; heading: SheetHeading; row: number; fields: readonly Field[] },
  defects: ImportDefect[],
): DataRow => {
  const texts = new Map<Field, string>();
  const refused = new Set<Field>();
  const defect: DataRow['defect'] = (code, field, detail = {}) => {
    const column = field === null ? undefined : heading.columns.get(field);
    const letters = column === undefined ? null : columnLetters(column);
    const named = field === null ? detail : { heading: HEADINGS[field], ...detail };
    return { sheet: sheet.name, row, column: letters, code, detail: named };
  };
  for (const field of fields) {
    const column = heading.columns.get(field);
    if (column === undefined) continue;
    const cell = cellAt(sheet, row, column);
    const found = cellDefect(cell, field, column);
    if (found === undefined) texts.set(field, cleaned(field, cell.text));
    else {
      refused.add(field);
      defects.push(defect(found[0], field, found[1]));
    }
  }
  return {
    sheet: sheet.name,
    row,
    text: (field) => texts.get(field) ?? '',
    refused: (field) => refused.has(field),
    defect,
  };
};
