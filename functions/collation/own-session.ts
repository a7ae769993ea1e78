import type { Caller, Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { mayHandleUnit } from '../http/own-unit.ts';

/** Where a session belongs, if the caller may handle it; the refusal else. */
export async function placeFor(
  session: string,
  caller: Caller,
  { registry }: Dependencies,
): Promise<{ readonly round: string; readonly unit: string } | Refusal> {
  const place = await registry.rounds.placeOf(session);
  if (place === undefined) return refuse('session-unknown');
  const { unit } = place.unit;
  return mayHandleUnit(caller, unit) ? { round: place.round.round, unit } : refuse('unit-not-yours');
}
