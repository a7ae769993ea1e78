import { implement } from '../http/implement.ts';
import { OPINIONS_PER_PAGE } from '../store/opinions.ts';
import { placeFor } from './own-session.ts';
import { shownOpinion } from './shown.ts';

/** One page of opinions as they were written, in the order of their random ids: it says nothing of which came first. */
export const listOpinions = implement('listOpinions', async ({ request, caller, deps }) => {
  const { session, after } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  const { opinions, next } = await deps.opinions.list(session, { limit: OPINIONS_PER_PAGE, after });
  return { answer: { opinions: opinions.map(shownOpinion), next } };
});
