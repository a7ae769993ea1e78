import { categoryOf } from '../../../shared/process/category-word.ts';
import { phoneDigits } from '../../../shared/process/cell-text.ts';
import type { Category } from '../../../shared/process/seats.ts';
import type { DataRow } from './data-row.ts';
import type { Field } from './heading.ts';
import type { DefectCode, ImportDefect } from './import-defect.ts';

/** A delegate or candidate as a file gives them. */
export type ImportedDelegate = {
  readonly category: Category;
  readonly name: string;
  /** 单位及职务: where the delegate comes from; may be empty. */
  readonly affiliation: string;
  /** Digits only, `null` when left blank: some have none. */
  readonly phone: string | null;
};
export type Placed<T> = { readonly row: DataRow; readonly unit: string; readonly value: T };

/** Says where the first of two equal entries stands. */
export const refuseRepeated = <T extends { readonly row: DataRow }>(
  entries: readonly T[],
  { keyOf, code, field }: { keyOf: (entry: T) => string | null; code: DefectCode; field: Field },
): readonly ImportDefect[] => {
  const first = new Map<string, DataRow>();
  return entries.flatMap((entry) => {
    const key = keyOf(entry);
    const before = key === null ? undefined : first.get(key);
    if (key !== null && before === undefined) first.set(key, entry.row);
    if (before === undefined) return [];
    return [entry.row.defect(code, field, { firstSheet: before.sheet ?? 'CSV', firstRow: before.row })];
  });
};

/** 工作单位 and 职务 in two columns are one description, as 单位及职务 is. */
const affiliationOf = (row: DataRow): string => [row.text('affiliation'), row.text('post')].filter(Boolean).join(' ');

const phoneOf = (row: DataRow, defects: ImportDefect[]): string | null => {
  const text = row.text('phone');
  const digits = phoneDigits(text);
  if (text !== '' && digits === undefined) defects.push(row.defect('bad-phone', 'phone'));
  return digits ?? null;
};

/** Of the round's file a row says which unit it is about; in a file of one unit's candidates 单位 is where somebody works. */
export interface RowReading {
  readonly unitOf: (row: DataRow) => string;
  readonly affiliationOf: (row: DataRow) => string;
}
const BY_UNIT: RowReading = { unitOf: (row) => row.text('unit'), affiliationOf };

const delegateOf = (
  row: DataRow,
  reading: RowReading,
  defects: ImportDefect[],
): Placed<ImportedDelegate> | undefined => {
  const category = categoryOf(row.text('category'));
  const phone = phoneOf(row, defects);
  if (category === undefined) {
    if (row.text('category') !== '') defects.push(row.defect('wrong-category', 'category'));
    return undefined;
  }
  const value = { category, name: row.text('name'), affiliation: reading.affiliationOf(row), phone };
  return { row, unit: reading.unitOf(row), value };
};

/** One phone is one person: never twice in a unit, and in two units only under one name (who supervises both). */
const repeatedPhones = (delegates: readonly Placed<ImportedDelegate>[]): readonly ImportDefect[] => {
  const first = new Map<string, Placed<ImportedDelegate>>();
  return delegates.flatMap((delegate) => {
    const { phone, name } = delegate.value;
    const before = phone === null ? undefined : (first.get(`${phone}\n${delegate.unit}`) ?? first.get(phone));
    if (phone !== null) {
      if (!first.has(phone)) first.set(phone, delegate);
      if (!first.has(`${phone}\n${delegate.unit}`)) first.set(`${phone}\n${delegate.unit}`, delegate);
    }
    if (before === undefined || (before.unit !== delegate.unit && before.value.name === name)) return [];
    const { sheet, row } = before.row;
    return [delegate.row.defect('duplicate-phone', 'phone', { firstSheet: sheet ?? 'CSV', firstRow: row })];
  });
};

/** The delegates (or candidates) of the rows; what is wrong with them goes to `defects`. */
export const delegatesOf = (
  rows: readonly DataRow[],
  defects: ImportDefect[],
  reading: RowReading = BY_UNIT,
): readonly Placed<ImportedDelegate>[] => {
  const delegates = rows.flatMap((row) => delegateOf(row, reading, defects) ?? []);
  // Two people may share a name; two without a phone, of one name and one place, are one.
  const keyOf = ({ unit, value }: Placed<ImportedDelegate>) =>
    value.phone === null && value.name !== '' ? [unit, value.name, value.affiliation].join('\n') : null;
  defects.push(
    ...repeatedPhones(delegates),
    ...refuseRepeated(delegates, { keyOf, code: 'duplicate-delegate', field: 'name' }),
  );
  return delegates;
};
