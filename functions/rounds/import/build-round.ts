import {
  DEFAULT_OFFICER_INDICATORS,
  DEFAULT_UNIT_INDICATORS,
  MAX_INDICATORS,
} from '../../../shared/process/ballot-form.ts';
import { checkSeats, countCategories } from '../../../shared/process/seats.ts';
import { categoryOf } from './category-word.ts';
import { phoneDigits } from './cell-text.ts';
import type { CollectedRows } from './collect-rows.ts';
import type { DataRow } from './data-row.ts';
import type { Field } from './heading.ts';
import { type DefectCode, fileDefect, type ImportDefect } from './import-defect.ts';
import type { ImportedDelegate, ImportedOfficer, ImportedUnit, RoundFile } from './round-file.ts';

type UnitDraft = {
  readonly name: string;
  readonly code: string;
  readonly head: string;
  readonly meetingTime: string;
  readonly meetingPlace: string;
  /** `null` for a unit that only officers or delegates name. */
  readonly row: DataRow | null;
};
type Placed<T> = { readonly row: DataRow; readonly unit: string; readonly value: T };

const CODE = /^[a-z0-9-]{3,40}$/u;

/** Says where the first of two equal entries stands. */
const refuseRepeated = <T extends { readonly row: DataRow }>(
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

const withCodes = (units: readonly UnitDraft[]): readonly UnitDraft[] => {
  const given = new Set(units.map(({ code }) => code));
  return units.map((unit, index) => {
    if (unit.code !== '') return unit;
    const generated = `unit-${`${index + 1}`.padStart(2, '0')}`;
    // A file may have given that very code to another unit.
    return { ...unit, code: given.has(generated) ? `${generated}-${units.length}` : generated };
  });
};

const unitsListed = (rows: readonly DataRow[], defects: ImportDefect[]): readonly UnitDraft[] => {
  const drafts = rows.map((row) => ({
    name: row.text('unit'),
    code: row.text('code').toLowerCase(),
    head: row.text('head'),
    meetingTime: row.text('meetingTime'),
    meetingPlace: row.text('meetingPlace'),
    row,
  }));
  for (const { row, code } of drafts)
    if (code !== '' && !CODE.test(code)) defects.push(row.defect('bad-unit-code', 'code'));
  const named = { keyOf: ({ name }: UnitDraft) => name || null, code: 'duplicate-unit', field: 'unit' } as const;
  const coded = { keyOf: ({ code }: UnitDraft) => code || null, code: 'duplicate-unit-code', field: 'code' } as const;
  defects.push(...refuseRepeated(drafts, named), ...refuseRepeated(drafts, coded));
  return drafts;
};

/** The units of the sheet 单位, or without one those that officers and delegates name, in the order of their appearance. */
const unitsOf = ({ units, officers, delegates }: CollectedRows, defects: ImportDefect[]): readonly UnitDraft[] => {
  const others = [...officers, ...delegates];
  if (units.length > 0) {
    const listed = unitsListed(units, defects);
    const names = new Set(listed.map(({ name }) => name));
    for (const row of others) {
      const name = row.text('unit');
      if (name !== '' && !names.has(name)) defects.push(row.defect('unknown-unit', 'unit'));
    }
    return listed;
  }
  const names = new Set(others.map((row) => row.text('unit')).filter((name) => name !== ''));
  return [...names].map((name) => ({ name, code: '', head: '', meetingTime: '', meetingPlace: '', row: null }));
};

const officersOf = (rows: readonly DataRow[], defects: ImportDefect[]): readonly Placed<ImportedOfficer>[] => {
  const officers = rows.map((row) => ({
    row,
    unit: row.text('unit'),
    value: { name: row.text('name'), post: row.text('post') },
  }));
  const keyOf = ({ unit, value }: Placed<ImportedOfficer>) => (value.name === '' ? null : `${unit}\n${value.name}`);
  defects.push(...refuseRepeated(officers, { keyOf, code: 'duplicate-officer', field: 'name' }));
  return officers;
};

/** 工作单位 and 职务 in two columns are one description, as 单位及职务 is. */
const affiliationOf = (row: DataRow): string => [row.text('affiliation'), row.text('post')].filter(Boolean).join(' ');

const phoneOf = (row: DataRow, defects: ImportDefect[]): string | null => {
  const text = row.text('phone');
  const digits = phoneDigits(text);
  if (text !== '' && digits === undefined) defects.push(row.defect('bad-phone', 'phone'));
  return digits ?? null;
};

const delegateOf = (row: DataRow, defects: ImportDefect[]): Placed<ImportedDelegate> | undefined => {
  const category = categoryOf(row.text('category'));
  const phone = phoneOf(row, defects);
  if (category === undefined) {
    if (row.text('category') !== '') defects.push(row.defect('wrong-category', 'category'));
    return undefined;
  }
  const value = { category, name: row.text('name'), affiliation: affiliationOf(row), phone };
  return { row, unit: row.text('unit'), value };
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

const delegatesOf = (rows: readonly DataRow[], defects: ImportDefect[]): readonly Placed<ImportedDelegate>[] => {
  const delegates = rows.flatMap((row) => delegateOf(row, defects) ?? []);
  // Two people may share a name; two without a phone, of one name and one place, are one.
  const keyOf = ({ unit, value }: Placed<ImportedDelegate>) =>
    value.phone === null && value.name !== '' ? [unit, value.name, value.affiliation].join('\n') : null;
  defects.push(
    ...repeatedPhones(delegates),
    ...refuseRepeated(delegates, { keyOf, code: 'duplicate-delegate', field: 'name' }),
  );
  return delegates;
};

const seatDefects = ({ name, delegates }: ImportedUnit): readonly ImportDefect[] => {
  const defects = checkSeats(countCategories(delegates.map(({ category }) => category)));
  // Of a unit without any delegate one sentence says it all.
  const said = delegates.length === 0 ? defects.slice(0, 1) : defects;
  return said.map(({ code, ...detail }) => fileDefect(code, { unit: name, ...detail }));
};

/** A longer ballot would be refused when it is cast: said here, where it can still be set right. */
export const MAX_OFFICERS = Math.floor(
  (MAX_INDICATORS - DEFAULT_UNIT_INDICATORS.length) / DEFAULT_OFFICER_INDICATORS.length,
);

const officerDefects = ({ name, officers }: ImportedUnit): readonly ImportDefect[] => {
  const detail = { unit: name, have: officers.length, limit: MAX_OFFICERS };
  return officers.length > MAX_OFFICERS ? [fileDefect('too-many-officers', detail)] : [];
};

const valuesOf = <T>(placed: readonly Placed<T>[], unit: string): readonly T[] =>
  placed.filter((entry) => entry.unit === unit).map(({ value }) => value);

/** From rows to units. Seats are counted only when every row could be read: otherwise the figures would mislead. */
export const buildRound = (rows: CollectedRows): RoundFile => {
  const defects: ImportDefect[] = [...rows.defects];
  const drafts = withCodes(unitsOf(rows, defects));
  const officers = officersOf(rows.officers, defects);
  const delegates = delegatesOf(rows.delegates, defects);
  const units = drafts.map(({ row, head, ...draft }): ImportedUnit => {
    const own = valuesOf(officers, draft.name);
    if (row !== null && head !== '' && !own.some(({ name }) => name === head)) {
      defects.push(row.defect('head-not-an-officer', 'head'));
    }
    return {
      ...draft,
      head: head || (own[0]?.name ?? null),
      officers: own,
      delegates: valuesOf(delegates, draft.name),
    };
  });
  if (defects.length === 0) defects.push(...units.flatMap((unit) => [...officerDefects(unit), ...seatDefects(unit)]));
  if (defects.length > 0) return { ok: false, defects };
  const withoutOfficers = units.filter((unit) => unit.officers.length === 0);
  return {
    ok: true,
    units,
    warnings: withoutOfficers.map(({ name }) => ({ code: 'unit-without-officers', unit: name })),
  };
};
