import type { ReportingOfficer } from '../../shared/process/report.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import type { SessionPlace } from '../store/round-lists.ts';

export interface OfficerPlace {
  readonly place: SessionPlace;
  readonly officers: readonly ReportingOfficer[];
  readonly officer: ReportingOfficer;
}

/** The officer on the session's lists, if the caller may handle the unit. 3 RCU. */
export async function findOfficer(
  { session, officer: id }: { readonly session: string; readonly officer: string },
  { caller, deps }: { readonly caller: Caller; readonly deps: Dependencies },
): Promise<OfficerPlace | Refusal> {
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const officers = await deps.registry.rounds.officersOf(place);
  const officer = officers.find((each) => each.id === id);
  return officer === undefined ? refuse('officer-unknown') : { place, officers, officer };
}
