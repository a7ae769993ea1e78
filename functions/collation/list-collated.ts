import { implement } from '../http/implement.ts';
import { placeFor } from './own-session.ts';
import { shownItem } from './shown.ts';

/** One page of the collated list: all that a unit ever sees of opinions. One Query. */
export const listCollated = implement('listCollated', async ({ request, caller, deps }) => {
  const { session, after } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  const { items, next } = await deps.meetings.collated.list(session, { after });
  return { answer: { items: items.map(shownItem), next } };
});
