import type { ImportedDelegate } from '../../http/list-file/delegate-rows.ts';
import type { ImportDefect } from '../../http/list-file/import-defect.ts';

/** The units of the round as it is. */
export interface KnownUnits {
  /** Codes by name. */
  readonly codes: ReadonlyMap<string, string>;
  /** The highest `unit-01` … that was ever made up; none is given to another unit later. */
  readonly lastNumber: number;
}

export const NO_UNITS: KnownUnits = { codes: new Map(), lastNumber: 0 };

/** A round as its file gives it; nothing here is stored yet, and ids other than the units' codes are given later. */
export type ImportedOfficer = { readonly name: string; readonly post: string };
export type ImportedUnit = {
  /** From 代码, else that of the unit by this name in the round as it is, else the next `unit-01` …. */
  readonly code: string;
  readonly name: string;
  /** The first of `officers` when the file names none; `null` without officers. */
  readonly head: string | null;
  /** As written; a date cell as `2008-03-14 09:00`. Empty when not given. */
  readonly meetingTime: string;
  readonly meetingPlace: string;
  readonly officers: readonly ImportedOfficer[];
  readonly delegates: readonly ImportedDelegate[];
};

export type ImportWarning = { readonly code: 'unit-without-officers'; readonly unit: string };

export type RoundFile =
  | { readonly ok: true; readonly units: readonly ImportedUnit[]; readonly warnings: readonly ImportWarning[] }
  /** At least one defect, and then nothing of the file is taken. */
  | { readonly ok: false; readonly defects: readonly ImportDefect[] };
