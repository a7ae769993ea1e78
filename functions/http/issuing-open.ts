import type { Meeting } from '../store/meetings.ts';

/** Drawing, re-issue and handing out paper are open from `armed` to `closesAt` (protocol.md §2). */
export const issuingIsOpen = ({ state, closesAt }: Meeting, nowMs: number): boolean =>
  state === 'armed' || state === 'voting' || (state === 'closing' && closesAt !== null && nowMs < closesAt);
