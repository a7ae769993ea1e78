import { advance, type MeetingEvent, type MeetingState, statesBefore } from '../../shared/process/meeting-state.ts';
import type { Decision, Meeting } from '../store/meetings.ts';
import { type Refusal, refuse } from './implement.ts';
import { refuseState } from './state-wrong.ts';

/** What an operation decides on the meeting it was shown. */
export type Step<Answer> = Decision<Answer, Refusal>;

/** The step is taken: the changed meeting is written. */
export const change = <Answer>(meeting: Meeting, answer: Answer): Step<Answer> => ({ kind: 'change', meeting, answer });

/** Nothing to write: a repeated request gets its answer again. */
export const keep = <Answer>(answer: Answer): Step<Answer> => ({ kind: 'keep', answer });

/** The step is not taken. */
export const decline = (refusal: Refusal): Step<never> => ({ kind: 'refuse', refusal });

/** The answer of an operation from what was decided; `undefined` is a session that does not exist. */
export const answerOf = <Answer>(
  decision: Decision<Answer, Refusal> | undefined,
): { readonly answer: Answer } | Refusal => {
  if (decision === undefined) return refuse('session-unknown');
  return decision.kind === 'refuse' ? decision.refusal : { answer: decision.answer };
};

/** The state after an event, or the refusal that names the states the event belongs to. */
export const advanceOrRefuse = (
  state: MeetingState,
  event: MeetingEvent,
): { readonly state: MeetingState } | Refusal => {
  const next = advance(state, event);
  return next.ok ? { state: next.state } : refuseState(state, statesBefore(event));
};
