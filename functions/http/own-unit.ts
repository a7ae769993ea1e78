import type { SessionPlace } from '../store/round-lists.ts';
import type { Caller, Dependencies } from './dependencies.ts';
import { type Refusal, refuse } from './implement.ts';

/** A unit's clerk sees and handles their own unit only; everybody else's view is the county's. */
export const mayHandleUnit = (caller: Caller, unit: string): boolean =>
  caller.kind !== 'staff' || caller.role !== 'unit-clerk' || caller.unit === unit;

/** The session's place, if the caller may handle its unit. 2 RCU. */
export async function placeFor(
  session: string,
  { caller, deps }: { readonly caller: Caller; readonly deps: Dependencies },
): Promise<SessionPlace | Refusal> {
  const place = await deps.registry.rounds.placeOf(session);
  if (place === undefined) return refuse('session-unknown');
  return mayHandleUnit(caller, place.unit.unit) ? place : refuse('unit-not-yours');
}
