import {
  DEFAULT_OFFICER_INDICATORS,
  DEFAULT_UNIT_INDICATORS,
  MAX_INDICATORS,
} from '../../../shared/process/ballot-form.ts';
import { checkSeats, countCategories, type SeatRule } from '../../../shared/process/seats.ts';
import type { CollectedRows } from '../../http/list-file/collect-rows.ts';
import type { DataRow } from '../../http/list-file/data-row.ts';
import { delegatesOf, type Placed, refuseRepeated } from '../../http/list-file/delegate-rows.ts';
import { fileDefect, type ImportDefect } from '../../http/list-file/import-defect.ts';
import type { ImportedOfficer, ImportedUnit, KnownUnits, RoundFile } from './round-file.ts';

type UnitDraft = {
  readonly name: string;
  readonly code: string;
  readonly head: string;
  readonly meetingTime: string;
  readonly meetingPlace: string;
  /** `null` for a unit that only officers or delegates name. */
  readonly row: DataRow | null;
};

const CODE = /^[a-z0-9-]{3,40}$/u;

const madeUp = (number: number): string => `unit-${`${number}`.padStart(2, '0')}`;

/** A unit without a code keeps the one it has by its name; a new one gets a number that no unit had. */
const withCodes = (units: readonly UnitDraft[], { codes, lastNumber }: KnownUnits): readonly UnitDraft[] => {
  const given = new Set(units.map(({ code }) => code));
  const nextFree = (number: number): number => (given.has(madeUp(number)) ? nextFree(number + 1) : number);
  let last = lastNumber;
  return units.map((unit, index) => {
    const known = codes.get(unit.name);
    const code = unit.code || (known === undefined || given.has(known) ? '' : known);
    if (code !== '') return { ...unit, code };
    last = nextFree(Math.max(last, index) + 1);
    return { ...unit, code: madeUp(last) };
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

const seatDefects = ({ name, delegates }: ImportedUnit, seats: SeatRule): readonly ImportDefect[] => {
  const defects = checkSeats(countCategories(delegates.map(({ category }) => category)), seats);
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
export const buildRound = (
  rows: CollectedRows,
  { seats, known }: { readonly seats: SeatRule; readonly known: KnownUnits },
): RoundFile => {
  const defects: ImportDefect[] = [...rows.defects];
  const drafts = withCodes(unitsOf(rows, defects), known);
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
  if (defects.length === 0)
    defects.push(...units.flatMap((unit) => [...officerDefects(unit), ...seatDefects(unit, seats)]));
  if (defects.length > 0) return { ok: false, defects };
  const withoutOfficers = units.filter((unit) => unit.officers.length === 0);
  return {
    ok: true,
    units,
    warnings: withoutOfficers.map(({ name }) => ({ code: 'unit-without-officers', unit: name })),
  };
};
