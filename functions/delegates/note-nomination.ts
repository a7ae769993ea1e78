import { stageOf } from '../../shared/process/nomination.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { Nomination } from '../store/nominations.ts';
import type { SessionPlace } from '../store/round-lists.ts';
import { factsOf, finishedBy } from './nomination-facts.ts';

/** Notes where the nomination stands among the figures of the unit's stages. 1 WCU. */
export async function noteNomination(
  { round, unit }: SessionPlace,
  nomination: Nomination,
  { registry }: Dependencies,
): Promise<void> {
  const facts = {
    candidates: nomination.candidates.length,
    state: stageOf(factsOf(nomination)),
    screenedBy: finishedBy(nomination),
  };
  await registry.progress.note({ round: round.round, unit: unit.unit }, 'nomination', facts);
}

/** Notes the published list, of so many delegates. 2 WCU. */
export async function noteList(
  place: SessionPlace,
  { nomination, count }: { readonly nomination: Nomination; readonly count: number },
  deps: Dependencies,
): Promise<void> {
  const { round, unit } = place;
  const facts = { count, version: nomination.listVersion };
  await deps.registry.progress.note({ round: round.round, unit: unit.unit }, 'delegates', facts);
  await noteNomination(place, nomination, deps);
}
