import type { Caller } from './dependencies.ts';

/** A unit's clerk sees and handles their own unit only; everybody else's view is the county's. */
export const mayHandleUnit = (caller: Caller, unit: string): boolean =>
  caller.kind !== 'staff' || caller.role !== 'unit-clerk' || caller.unit === unit;
