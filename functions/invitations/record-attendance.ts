import { MEETING_PATH } from '../../shared/process/meeting-state.ts';
import { implement, refuse } from '../http/implement.ts';
import { noteLetters } from '../http/note-letters.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import { meetingIn } from './meeting-in.ts';

/** The day of the meeting begins with the arming: from then on delegates can check in. */
const ON_THE_DAY = MEETING_PATH.slice(MEETING_PATH.indexOf('armed'));

/** How many signed the attendance list, observers apart; a later figure corrects the one before. */
export const recordAttendance = implement('recordAttendance', async ({ request, caller, deps }) => {
  const { session, delegates, observers } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const meeting = await meetingIn(session, ON_THE_DAY, deps);
  if ('refused' in meeting) return meeting;
  if (delegates > place.unit.delegates) return refuse('attendance-too-many', { delegates: place.unit.delegates });
  const { invitations } = deps.registry;
  const signed = { delegates, observers };
  const kept = await invitations.readAttendance(session);
  if (kept?.delegates !== delegates || kept.observers !== observers) {
    const why = `${delegates} delegates, ${observers} observers`;
    await recordOrder({ what: 'recordAttendance', target: session, why, caller, deps });
    await invitations.keepAttendance(session, signed);
  }
  await noteLetters(place, deps);
  return { answer: signed };
});
