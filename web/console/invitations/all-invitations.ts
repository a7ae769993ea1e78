import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { Answer } from '../../ui/client.ts';
import type { StaffCall } from '../staff-api.ts';

/** The session's invitations with the letters of every delegate. */
export type Invitations = ResponseOf<'getInvitations'>;
export type Letter = Invitations['letters'][number];
export type Venue = NonNullable<Invitations['venue']>;
export type TellerChoice = Invitations['tellerChoices'][number];

/** Page after page; the first refusal instead. */
export async function allInvitations(api: StaffCall, session: string): Promise<Answer<Invitations>> {
  const first = await api('getInvitations', { session, page: 0 });
  if (!first.ok) return first;
  const letters = [...first.value.letters];
  for (let page = 1; page < first.value.pages; page += 1) {
    const answer = await api('getInvitations', { session, page });
    if (!answer.ok) return answer;
    letters.push(...answer.value.letters);
  }
  return { ok: true, value: { ...first.value, letters } };
}
