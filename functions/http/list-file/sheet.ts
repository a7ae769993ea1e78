/** A sheet as the importer sees it, whether from a workbook or a CSV. Rows and columns count from 1. */
export type CellRange = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

export type SheetCell = {
  /** As shown, before any normalising; empty for a formula or an error. */
  readonly text: string;
  readonly kind: 'text' | 'formula' | 'error';
  /** The merged range that the cell is part of; its text is that of the range's first cell. */
  readonly merge: CellRange | null;
};

export type Sheet = {
  /** `null` for a CSV, which has one sheet and no name for it. */
  readonly name: string | null;
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, SheetCell>>;
  readonly lastRow: number;
};

/** Cells of a file, rows and blank ones included: what reading it costs. */
export const MAX_CELLS = 200_000;

export const EMPTY_CELL: SheetCell = { text: '', kind: 'text', merge: null };

export const cellAt = (sheet: Sheet, row: number, column: number): SheetCell =>
  sheet.rows.get(row)?.get(column) ?? EMPTY_CELL;

/** 1 → A, 27 → AA. */
export const columnLetters = (column: number): string => {
  const before = Math.floor((column - 1) / 26);
  return (before > 0 ? columnLetters(before) : '') + String.fromCharCode(65 + ((column - 1) % 26));
};
