import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { implement, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import { answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { type Meeting, shareSetIsComplete, withTeller } from '../store/meetings.ts';

/** Two tellers record the third absent, so that a box with a ballot that does not open can be counted (protocol.md §5.3). */
export const recordAbsent = implement('recordAbsent', async ({ request, deps }) => {
  const { session, slot, payload } = request;
  return answerOf(await deps.meetings.change(session, (meeting) => decideAbsence(meeting, { by: slot, ...payload })));
});

type Absence = { readonly absent: boolean; readonly by: Slot[] };

/** What one teller's word that another is absent does to a meeting. A teller names one other, once. */
export function decideAbsence(
  meeting: Meeting,
  { by, absent, boardRoot }: { readonly by: Slot; readonly absent: Slot; readonly boardRoot: string },
): Step<Absence> {
  if (meeting.state !== 'closed' && meeting.state !== 'counted')
    return decline(refuseState(meeting.state, ['closed', 'counted']));
  if (meeting.boardRoot !== boardRoot) return decline(refuse('board-differs'));
  if (absent === by) return decline(refuse('request-invalid', {}, [ONESELF]));
  const { absentBy } = meeting.tellers[absent];
  if (absentBy.includes(by)) return keep(absenceOf(meeting, absent));
  const hasNamedAnother = SLOTS.some((slot) => meeting.tellers[slot].absentBy.includes(by));
  if (hasNamedAnother || shareSetIsComplete(meeting.tellers[absent])) return decline(refuse('already-recorded'));
  const changed = withTeller(meeting, absent, {
    absentBy: SLOTS.filter((slot) => slot === by || absentBy.includes(slot)),
  });
  return change(changed, absenceOf(changed, absent));
}

const ONESELF = {
  field: 'payload.absent',
  code: 'oneself',
  detail: { zh: '不能记录自己缺席', en: 'nobody records their own absence' },
};

const absenceOf = (meeting: Meeting, slot: Slot): Absence => {
  const { absentBy } = meeting.tellers[slot];
  return { absent: absentBy.length >= 2, by: absentBy };
};
