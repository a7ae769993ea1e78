import type { MeetingState } from '../../shared/process/meeting-state.ts';

const LIVELY_POLL_MS = 2_000;
const QUIET_POLL_MS = 5_000;

/** While the vote is on and until its result is out, what comes next comes any moment. */
const LIVELY: readonly MeetingState[] = ['voting', 'closing', 'closed', 'counted'];

/**
 * How long the hall's screen and the tellers wait before they look at the meeting again; most of its hours nothing happens. One that was
 * not seen yet is looked for at the quicker pace.
 */
export const pollMs = (state: MeetingState | undefined): number =>
  state === undefined || LIVELY.includes(state) ? LIVELY_POLL_MS : QUIET_POLL_MS;
