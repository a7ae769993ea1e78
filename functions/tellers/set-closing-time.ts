import { implement, refuse } from '../http/implement.ts';
import { advanceOrRefuse, answerOf, change, decline, keep, type Step } from '../http/step.ts';
import type { Meeting } from '../store/meetings.ts';

/** So that every phone hears of it in time: phones ask every few seconds, and casting may know the state for five. */
export const MIN_NOTICE_MS = 10_000;
export const MAX_NOTICE_MS = 24 * 60 * 60 * 1_000;

/** A teller sets the closing time, once; it is never moved (protocol.md §4). */
export const setClosingTime = implement('setClosingTime', async ({ request, deps }) => {
  const { session, payload } = request;
  return answerOf(
    await deps.meetings.change(session, (meeting) => decideClosingTime(meeting, { ...payload, nowMs: deps.nowMs() })),
  );
});

/** What setting the closing time does to a meeting. */
export function decideClosingTime(
  meeting: Meeting,
  asked: { readonly manifestHash: string; readonly closesAt: number; readonly nowMs: number },
): Step<{ state: Meeting['state']; closesAt: number }> {
  const { manifestHash, closesAt, nowMs } = asked;
  if (meeting.closesAt !== null) {
    if (meeting.manifestHash !== manifestHash) return decline(refuse('manifest-differs'));
    return meeting.closesAt === closesAt
      ? keep({ state: meeting.state, closesAt })
      : decline(refuse('already-recorded'));
  }
  const next = advanceOrRefuse(meeting.state, 'set-closing-time');
  if ('refused' in next) return decline(next);
  if (meeting.manifestHash !== manifestHash) return decline(refuse('manifest-differs'));
  const noticeMs = closesAt - nowMs;
  if (noticeMs < MIN_NOTICE_MS || noticeMs > MAX_NOTICE_MS) return decline(refuse('closing-time-invalid'));
  return change({ ...meeting, state: next.state, closesAt }, { state: next.state, closesAt });
}
