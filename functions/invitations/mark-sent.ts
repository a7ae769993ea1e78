import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Caller } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { changeLetters } from './change-letters.ts';

const nameOf = (caller: Caller): string => (caller.kind === 'staff' ? caller.name : '');

/** The unit notes which letters it sent and how; without a channel, that they were not sent after all. */
export const markSent = implement('markSent', async ({ request, caller, deps }) => {
  const { session, delegates, channel } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  // A letter without time and place is none.
  if ((await deps.meetings.venues.read(session)) === undefined) return refuse('venue-missing');
  const sent = channel === null ? null : { channel, by: nameOf(caller), onDay: shanghaiDay(deps.nowMs()) };
  const why = `${delegates.length} ${channel ?? 'not sent'}`;
  const counts = await changeLetters(place, { what: 'markSent', why, delegates, change: { sent } }, { caller, deps });
  return 'refused' in counts ? counts : { answer: counts };
});
