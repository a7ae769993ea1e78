import { countLetters, type LetterCounts } from '../../shared/process/invitations.ts';
import type { SessionPlace } from '../store/round-lists.ts';
import { allLetters } from './addressees.ts';
import type { Dependencies } from './dependencies.ts';

/** Tells the county's home how many letters went out and what came back; gives the counts. */
export async function noteLetters(place: SessionPlace, deps: Dependencies): Promise<LetterCounts> {
  const { session, unit } = place.unit;
  const counts = countLetters(await allLetters(place, deps));
  const { sent, coming, declined } = counts;
  const attended = (await deps.registry.invitations.readAttendance(session))?.delegates ?? null;
  const facts = { sent, coming, declined, attended };
  await deps.registry.progress.note({ round: place.round.round, unit }, 'invitations', facts);
  return counts;
}
