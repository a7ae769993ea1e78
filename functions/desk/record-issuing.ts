import type { IssuingFigures } from '../../shared/process/reconciliation.ts';
import { CLOCK_MARGIN_MS } from '../http/clock-margin.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import { answerOf, change, decline, keep, type Step } from '../http/step.ts';
import type { Meeting } from '../store/meetings.ts';
import { issuingFigures } from './figures.ts';

function refusalOf(meeting: Meeting, manifestHash: string, deps: Dependencies): Refusal | undefined {
  const { state, closesAt } = meeting;
  if (state !== 'closing' || closesAt === null) return refuseState(state, ['closing']);
  if (meeting.manifestHash !== manifestHash) return refuse('manifest-differs');
  // A drawing that was under way at the closing time has ended, one way or the other, by then.
  const waitMs = closesAt + deps.castTimeLimitMs + CLOCK_MARGIN_MS - deps.nowMs();
  return waitMs > 0 ? refuse('closing-not-over', { waitSeconds: Math.ceil(waitMs / 1_000) }) : undefined;
}

/** Fixed figures are answered again, in any later state, to whoever names the manifest they belong to. */
function recorded(meeting: Meeting, manifestHash: string): Step<IssuingFigures> | undefined {
  if (meeting.issuing === null) return undefined;
  return meeting.manifestHash === manifestHash ? keep(meeting.issuing) : decline(refuse('manifest-differs'));
}

/** Writes the figures of issuing into the meeting, once, when nothing can be drawn or handed out any more. */
export const recordIssuing = implement('recordIssuing', async ({ request, deps }) => {
  const { session, payload } = request;
  const { manifestHash } = payload;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const before = recorded(meeting, manifestHash);
  if (before !== undefined) return answerOf(before);
  const refusal = refusalOf(meeting, manifestHash, deps);
  if (refusal !== undefined) return refusal;
  const figures = await issuingFigures(session, deps);
  if (figures === undefined) return refuse('session-unknown');
  // The announcing function cannot read the log: it is pinned here, the last time that the registry is at hand.
  const auditHead = await deps.registry.audit.head();
  const decide = (read: Meeting): Step<IssuingFigures> => {
    const now = recorded(read, manifestHash);
    if (now !== undefined) return now;
    const against = refusalOf(read, manifestHash, deps);
    return against === undefined ? change({ ...read, issuing: figures, auditHead }, figures) : decline(against);
  };
  return answerOf(await deps.meetings.change(session, decide));
});
