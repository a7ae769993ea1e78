import type { RequestOf } from '../../shared/contract/operations.ts';
import { statesBefore } from '../../shared/process/meeting-state.ts';
import { jcsText } from '../../shared/protocol/jcs.ts';
import { implement, type Refusal } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { Venue } from '../store/venues.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';
import { refuseEdited } from './edited-meanwhile.ts';
import { meetingIn } from './meeting-in.ts';

const decide = (
  current: Versioned<Venue> | undefined,
  { venue, expectedVersion }: RequestOf<'saveVenue'>,
): ItemDecision<Venue, null, Refusal> => {
  // The same again: a retry whose first answer was lost.
  if (current !== undefined && jcsText(current.value) === jcsText(venue)) return { kind: 'keep', answer: null };
  if ((current?.version ?? 0) !== expectedVersion) return { kind: 'refuse', refusal: refuseEdited('unit-clerk') };
  return { kind: 'write', value: venue, answer: null };
};

/** When and where, until the voting opens: what the letters say, and what delegates read on their phones. */
export const saveVenue = implement('saveVenue', async ({ request, caller, deps }) => {
  const { session } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  // As long as a teller can be enrolled the voting is not open.
  const meeting = await meetingIn(session, statesBefore('enrol'), deps);
  if ('refused' in meeting) return meeting;
  const { venues } = deps.meetings;
  const foreseen = decide(await venues.read(session), request);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  const { onDay, startsAt } = request.venue;
  if (foreseen.kind === 'write')
    await recordOrder({ what: 'saveVenue', target: session, why: `${onDay} ${startsAt}`, caller, deps });
  const outcome = await venues.change(session, (current) => decide(current, request));
  return outcome.kind === 'refuse' ? outcome.refusal : { answer: { version: outcome.version } };
});
