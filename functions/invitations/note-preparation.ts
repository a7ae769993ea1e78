import type { Preparation } from '../../shared/process/preparation.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { SessionPlace } from '../store/round-lists.ts';

/** Tells the county's home, and the gate before the freeze, who has acknowledged the report that counts now. */
export async function notePreparation(place: SessionPlace, deps: Dependencies): Promise<Preparation['acknowledged']> {
  const { round, unit } = place;
  const report = (await deps.registry.invitations.readPreparation(unit.session))?.value;
  const acknowledged = report?.acknowledged ?? [];
  await deps.registry.progress.note({ round: round.round, unit: unit.unit }, 'preparation', {
    submitted: report !== undefined,
    acknowledgedBy: acknowledged.map(({ role }) => role),
  });
  return acknowledged;
}
