import type { ResponseOf } from '../../shared/contract/operations.ts';
import { isEditable, stageOf } from '../../shared/process/nomination.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { maskPhone } from '../http/mask-phone.ts';
import type { Nomination } from '../store/nominations.ts';
import type { SessionPlace } from '../store/round-lists.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { factsOf, plannedDelegates } from './nomination-facts.ts';

/** The nomination as its unit sees it: what can be edited in full, what was handed in with its phones masked. */
export async function nominationView(
  { round, unit }: SessionPlace,
  current: Versioned<Nomination> | undefined,
  deps: Dependencies,
): Promise<ResponseOf<'getNomination'>> {
  const rules = await deps.registry.plans.rulesOf({ round: round.round, session: unit.session });
  const { seats, candidatesPerSeat } = rules;
  const nomination = current?.value;
  const facts = factsOf(nomination);
  const candidates = nomination?.candidates ?? [];
  return {
    unitName: unit.name,
    stage: stageOf(facts),
    version: current?.version ?? 0,
    plannedSeats: plannedDelegates(nomination, seats),
    candidatesPerSeat,
    seats,
    submitted: candidates
      .slice(0, facts.submitted)
      .map(({ phone, ...candidate }) => ({ ...candidate, phoneMasked: maskPhone(phone) })),
    candidates: isEditable(facts) ? candidates.slice(facts.submitted) : [],
    editable: isEditable(facts),
    savedBy: nomination?.savedBy.name ?? null,
    savedAtMs: nomination?.savedAtMs ?? null,
  };
}
