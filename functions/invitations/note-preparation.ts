import type { Preparation } from '../../shared/process/preparation.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { SessionPlace } from '../store/round-lists.ts';

/** Each turn means that the report changed between reading and noting. */
const MAX_TURNS = 25;

/**
 * Tells the county's home who has acknowledged the report that counts now. Of two that change it at once whoever notes last looks
 * again; the gate before the freeze reads the report itself.
 */
export async function notePreparation(place: SessionPlace, deps: Dependencies): Promise<Preparation['acknowledged']> {
  const { round, unit } = place;
  const { invitations, progress } = deps.registry;
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const read = await invitations.readPreparation(unit.session);
    const acknowledged = read?.value.acknowledged ?? [];
    await progress.note({ round: round.round, unit: unit.unit }, 'preparation', {
      submitted: read !== undefined,
      acknowledgedBy: acknowledged.map(({ role }) => role),
    });
    if ((await invitations.readPreparation(unit.session))?.version === read?.version) return acknowledged;
  }
  throw new Error('the report on the preparation changed too often under one note');
}
