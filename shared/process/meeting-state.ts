/** The states of a meeting, in their order (protocol.md, "States of a meeting"); `voided` stands beside them. */
export const MEETING_PATH = [
  'prepared',
  'frozen',
  'armed',
  'voting',
  'closing',
  'closed',
  'counted',
  'announced',
] as const;
export type MeetingState = (typeof MEETING_PATH)[number] | 'voided';

export const isMeetingState = (value: string): value is MeetingState =>
  value === 'voided' || MEETING_PATH.some((state) => state === value);

/**
 * `enrol` a teller's keys; `freeze` the manifest; `arm` with the third arming signature; `open` the voting; `set-closing-time`;
 * `close` the board; `count` (again, while nobody has signed, when the third share set came in); `announce` with two result
 * signatures; `void-by-office` (inspection office) and `void-by-tellers` (two of them).
 */
export const MEETING_EVENTS = [
  'enrol',
  'freeze',
  'arm',
  'open',
  'set-closing-time',
  'close',
  'count',
  'announce',
  'void-by-office',
  'void-by-tellers',
] as const;
export type MeetingEvent = (typeof MEETING_EVENTS)[number];

/**
 * `too-early`: a step before this one is missing. `already-past`: the meeting has passed this step. `announced` and `voided`:
 * final, nothing happens any more. `tellers-only`: after the voting only two tellers void. `office-only`: before it only the
 * inspection office does.
 */
export type MeetingRefusal = 'too-early' | 'already-past' | 'announced' | 'voided' | 'tellers-only' | 'office-only';

export type Advance =
  | { readonly ok: true; readonly state: MeetingState }
  | { readonly ok: false; readonly code: MeetingRefusal };

type Rule = { readonly from: readonly MeetingState[]; readonly to: MeetingState };

const RULES: Readonly<Record<MeetingEvent, Rule>> = {
  // Enrolling a slot again changes the manifest, so the freeze and the signatures made on it are gone.
  enrol: { from: ['prepared', 'frozen', 'armed'], to: 'prepared' },
  freeze: { from: ['prepared'], to: 'frozen' },
  arm: { from: ['frozen'], to: 'armed' },
  open: { from: ['armed'], to: 'voting' },
  'set-closing-time': { from: ['voting'], to: 'closing' },
  close: { from: ['closing'], to: 'closed' },
  count: { from: ['closed', 'counted'], to: 'counted' },
  announce: { from: ['counted'], to: 'announced' },
  'void-by-office': { from: ['prepared', 'frozen', 'armed', 'voting', 'closing'], to: 'voided' },
  'void-by-tellers': { from: ['closed', 'counted'], to: 'voided' },
};

/** The states from which an event is allowed: what a store writes into its condition. */
export const statesBefore = (event: MeetingEvent): readonly MeetingState[] => RULES[event].from;

const ORDER: readonly MeetingState[] = MEETING_PATH;
const place = (state: MeetingState): number => ORDER.indexOf(state);

const refusal = (state: MeetingState, event: MeetingEvent): MeetingRefusal => {
  if (state === 'announced' || state === 'voided') return state;
  if (event === 'void-by-office') return 'tellers-only';
  if (event === 'void-by-tellers') return 'office-only';
  return RULES[event].from.every((from) => place(from) < place(state)) ? 'already-past' : 'too-early';
};

/** The state after an event, or why it is refused; a refusal changes nothing. */
export const advance = (state: MeetingState, event: MeetingEvent): Advance => {
  const { from, to } = RULES[event];
  return from.includes(state) ? { ok: true, state: to } : { ok: false, code: refusal(state, event) };
};
