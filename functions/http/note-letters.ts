import { countLetters, type LetterCounts } from '../../shared/process/invitations.ts';
import type { SessionPlace } from '../store/round-lists.ts';
import { allInvited, type InvitedDelegate, lettersOf } from './addressees.ts';
import type { Dependencies } from './dependencies.ts';

/** Tells the county's home how many letters went out and what came back; gives the counts. */
export const noteLetters = async (place: SessionPlace, deps: Dependencies): Promise<LetterCounts> =>
  noteLettersTo(await allInvited(place, deps), place, deps);

/** The same, where the list of delegates was read already. */
export async function noteLettersTo(
  invited: readonly InvitedDelegate[],
  place: SessionPlace,
  deps: Dependencies,
): Promise<LetterCounts> {
  const { session, unit } = place.unit;
  const [letters, attendance] = await Promise.all([
    lettersOf(place, invited, deps),
    deps.registry.invitations.readAttendance(session),
  ]);
  const counts = countLetters(letters);
  const { sent, coming, declined } = counts;
  const facts = { sent, coming, declined, attended: attendance?.delegates ?? null };
  await deps.registry.progress.note({ round: place.round.round, unit }, 'invitations', facts);
  return counts;
}
