import type { Dependencies } from '../http/dependencies.ts';
import type { SessionPlace } from '../store/round-lists.ts';

/** Tells the county's home how many questions were put and answered, and whether the statement is on record. */
export async function noteProgress({ round, unit }: SessionPlace, deps: Dependencies): Promise<void> {
  const { value } = await deps.meetings.floor.readHead(unit.session);
  await deps.registry.progress.note({ round: round.round, unit: unit.unit }, 'floor', {
    questions: value.putAs.length,
    answered: value.answered,
    statementRecorded: value.statements.length > 0,
  });
}
