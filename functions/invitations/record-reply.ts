import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { changeLetters } from './change-letters.ts';

/** What a delegate answered. The log has that a reply was recorded, not whose. */
export const recordReply = implement('recordReply', async ({ request, caller, deps }) => {
  const { session, delegate, reply } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const change = { what: 'recordReply', why: reply ?? 'taken back', delegates: [delegate], change: { reply } } as const;
  const counts = await changeLetters(place, change, { caller, deps });
  return 'refused' in counts ? counts : { answer: counts };
});
