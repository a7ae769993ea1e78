import { implement, refuse } from '../http/implement.ts';
import { placeFor } from './own-session.ts';
import { shownItem, shownOpinion } from './shown.ts';

/** An entry with the opinions it stands for, for the inspection office to reword or split it. */
export const getCollated = implement('getCollated', async ({ request, caller, deps }) => {
  const { session, number } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  const item = await deps.meetings.collated.read(session, number);
  if (item === undefined) return refuse('collated-unknown');
  const entry = await deps.opinions.ofEntry(session, number);
  const opinions = await deps.opinions.readMany(session, entry.opinions);
  return { answer: { item: shownItem(item), opinions: opinions.map(shownOpinion) } };
});
