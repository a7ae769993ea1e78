import type { MeetingState } from './meeting-state.ts';

const isOver = (state: MeetingState): boolean => state === 'announced' || state === 'voided';
const pad = (number: number, width: number): string => String(number).padStart(width, '0');

/** The day so many months later; the month's last where it has no such day. Days as YYYY-MM-DD. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const [inYear, inMonth] = [Math.floor(count / 12), (count % 12) + 1];
  const lastDate = new Date(Date.UTC(inYear, inMonth, 0)).getUTCDate();
  return `${pad(inYear, 4)}-${pad(inMonth, 2)}-${pad(Math.min(date, lastDate), 2)}`;
}

export interface EndedMeeting {
  readonly state: MeetingState;
  /** The day of the announcement; `null` of a meeting that has none. */
  readonly announcedOn: string | null;
}

/**
 * The day on which a round was over, when its last meeting was announced or voided: `null` while one is still to come, since its
 * lists are needed. A voided meeting keeps no day, so a round with one is over on the day on which that is seen first.
 */
export function roundOverOn(
  meetings: readonly EndedMeeting[],
  { seenOn, today }: { readonly seenOn: string | null; readonly today: string },
): string | null {
  if (!meetings.every(({ state }) => isOver(state))) return null;
  const announced = meetings.map(({ announcedOn }) => announcedOn ?? seenOn ?? today).sort();
  return announced.at(-1) ?? null;
}

/** Whether names and phones of a round that is over are to go. */
export const isToBeForgotten = (
  overOn: string,
  { personalDataMonths, today }: { readonly personalDataMonths: number; readonly today: string },
): boolean => addMonths(overOn, personalDataMonths) <= today;
