import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { implement, refuse } from '../http/implement.ts';
import { advanceOrRefuse, answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { type Meeting, withTeller } from '../store/meetings.ts';

/** After the close only two tellers can void a meeting, each with a reason; an announced result is final. */
export const voidByTellers = implement('voidByTellers', async ({ request, deps }) => {
  const { session, slot, payload } = request;
  return answerOf(
    await deps.meetings.change(session, (meeting) => decideVoiding(meeting, { by: slot, reason: payload.reason })),
  );
});

type Voiding = { readonly state: Meeting['state']; readonly by: Slot[] };

/** What one teller's wish to void does to a meeting: the second one's voids it, and both reasons are kept. */
export function decideVoiding(
  meeting: Meeting,
  { by, reason }: { readonly by: Slot; readonly reason: string },
): Step<Voiding> {
  const before = meeting.tellers[by].voidReason;
  if (before !== null) return before === reason ? keep(voidingOf(meeting)) : decline(refuse('already-recorded'));
  const next = advanceOrRefuse(meeting.state, 'void-by-tellers');
  if ('refused' in next) return decline(next);
  const changed = withTeller(meeting, by, { voidReason: reason });
  if (voidingOf(changed).by.length < 2) return change(changed, voidingOf(changed));
  const reasons = new Set(SLOTS.flatMap((slot) => changed.tellers[slot].voidReason ?? []));
  const voided = { ...changed, state: next.state, voidReason: [...reasons].join('；') };
  return change(voided, voidingOf(voided));
}

const voidingOf = (meeting: Meeting): Voiding => ({
  state: meeting.state,
  by: SLOTS.filter((slot) => meeting.tellers[slot].voidReason !== null),
});
