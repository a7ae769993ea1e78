import type { UnitOfficers } from '../../shared/process/round-plan.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { RoundHead } from '../store/round-lists.ts';

/** The officers of every unit of a round, by name. 1 RCU a unit. */
export async function namedOfficers(head: RoundHead, { registry }: Dependencies): Promise<readonly UnitOfficers[]> {
  const lists = await registry.rounds.officersOfEach(head, head.units);
  return head.units.map(({ unit, session }) => ({
    unit,
    officers: (lists.get(session) ?? []).map(({ name }) => name),
  }));
}
