import type { RequestOf } from '../../shared/contract/operations.ts';
import { USE_NAMES } from '../../shared/process/outcomes.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies, StaffIdentity } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import { refuseState } from '../http/state-wrong.ts';
import type { RecordedUse } from '../store/outcome-records.ts';
import { announcedMeeting } from './announced-meeting.ts';

/** The use as it is recorded, or what stands against it. */
async function useOf(
  { session, ...said }: RequestOf<'recordUse'>,
  by: StaffIdentity,
  deps: Dependencies,
): Promise<RecordedUse | Refusal> {
  const head = await deps.meetings.read(session);
  if (head === undefined) return refuse('session-unknown');
  const meeting = await announcedMeeting(head, '', deps);
  if (meeting === undefined) return refuseState(head.state, ['announced']);
  const subject = meeting.subjects.find(({ id }) => id === said.subject);
  if (subject === undefined) return refuse('subject-unknown');
  if (meeting.outcome === 'invalid' && said.use !== 'none') return refuse('result-not-valid');
  const recordedBy = { subject: by.subject, name: by.name };
  return { ...said, name: subject.name, recordedBy, onDay: shanghaiDay(deps.nowMs()) };
}

/** Records where a result was used, or that it was not, by whom and why. The same again is on record already. */
export const recordUse = implement('recordUse', async ({ request, caller, deps }) => {
  if (caller.kind !== 'staff') throw new Error('only staff record a use');
  const { session, subject, use, note } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const recorded = await useOf(request, caller, deps);
  if ('refused' in recorded) return recorded;
  const { outcomes, progress } = deps.registry;
  if (!(await outcomes.has(session, recorded))) {
    await recordOrder({
      what: 'recordUse',
      target: `${session}/${subject}`,
      why: `${USE_NAMES[use]}：${note}`,
      caller,
      deps,
    });
    await outcomes.record(session, recorded);
  }
  const uses = await outcomes.count(session);
  // Also after a repeated request: the first may have died between the two.
  await progress.note({ round: place.round.round, unit: place.unit.unit }, 'outcomes', { uses });
  return { answer: { uses } };
});
