import { CALENDAR_2007 } from './calendar/2007.ts';
import { CALENDAR_2008 } from './calendar/2008.ts';
import { CALENDAR_2025 } from './calendar/2025.ts';
import { CALENDAR_2026 } from './calendar/2026.ts';
import type { YearCalendar } from './calendar/year-calendar.ts';

/**
 * Working days as Chinese offices keep them: Monday to Friday, less the holidays, plus the weekend days that are worked for them
 * (调休). The State Council says each year's in the autumn before; a year that has no file in `calendar/` counts weekends alone,
 * and every answer says so by `calendarKnown: false`. Days are `YYYY-MM-DD`, which sort as texts.
 */
const CALENDARS: readonly YearCalendar[] = [CALENDAR_2007, CALENDAR_2008, CALENDAR_2025, CALENDAR_2026];

const DAY_MS = 86_400_000;

const dayOfUtc = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
const utcOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The calendar day `days` after (or before) another. */
export const addDays = (day: string, days: number): string => dayOfUtc(utcOf(day) + days * DAY_MS);

const yearOf = (day: string): number => Number(day.slice(0, 4));
const calendarOf = (day: string): YearCalendar | undefined => CALENDARS.find(({ year }) => year === yearOf(day));

/** Whether the holidays of a day's year are known. */
export const calendarKnown = (day: string): boolean => calendarOf(day) !== undefined;

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(utcOf(day)).getUTCDay());

export function isWorkingDay(day: string): boolean {
  const calendar = calendarOf(day);
  if (calendar?.workedWeekendDays.includes(day)) return true;
  if (calendar?.holidays.some(([first, last]) => first <= day && day <= last)) return false;
  return !isWeekend(day);
}

/** A day, and whether the holidays of every year on the way to it are known. */
export interface CountedDay {
  readonly day: string;
  readonly calendarKnown: boolean;
}

/** The `count`-th working day after a day, which itself does not count. `count` is a whole number from 1. */
export function workingDaysAfter(from: string, count: number): CountedDay {
  if (!Number.isInteger(count) || count < 1) throw new RangeError('working days are counted from 1');
  let [day, left, known] = [from, count, calendarKnown(from)];
  while (left > 0) {
    day = addDays(day, 1);
    known &&= calendarKnown(day);
    if (isWorkingDay(day)) left -= 1;
  }
  return { day, calendarKnown: known };
}

/** The day itself when it is worked, else the next that is. */
export const workingDayFrom = (day: string): string => (isWorkingDay(day) ? day : workingDaysAfter(day, 1).day);

/** How many working days lie in (`from`, `to`]; 0 when `to` is not after `from`. */
export function workingDaysBetween({ from, to }: { readonly from: string; readonly to: string }): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1;
  return count;
}
