import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CALENDAR_2007 } from '../../../shared/process/calendar/2007.ts';
import { CALENDAR_2008 } from '../../../shared/process/calendar/2008.ts';
import { CALENDAR_2025 } from '../../../shared/process/calendar/2025.ts';
import { CALENDAR_2026 } from '../../../shared/process/calendar/2026.ts';
import {
  addDays,
  calendarKnown,
  isWorkingDay,
  workingDayFrom,
  workingDaysAfter,
  workingDaysBetween,
} from '../../../shared/process/working-days.ts';

const CALENDARS = [CALENDAR_2007, CALENDAR_2008, CALENDAR_2025, CALENDAR_2026];

const daysOf = (year: number): readonly string[] => {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) days.push(day);
  return days;
};

test.each([
  [3, '2026-02-13', '2026-02-25', 'the Friday before Spring Festival: Saturday is worked for it, nine days are off'],
  [5, '2026-09-30', '2026-10-13', 'the eve of the National Day: the week is off, Saturday the 10th is worked'],
  [5, '2026-11-23', '2026-11-30', 'an ordinary Monday'],
  [5, '2008-03-12', '2008-03-19', 'the day of the sample’s meeting'],
  [5, '2008-04-30', '2008-05-08', 'before May Day 2008, whose Sunday is worked'],
  [4, '2007-12-28', '2008-01-04', 'over the New Year of 2008: the Saturday is worked, Sunday to Tuesday are off'],
])('%i working days after %s is %s: %s', (count, from, expected) => {
  expect(workingDaysAfter(from, count)).toEqual({ day: expected, calendarKnown: true });
});

test('how many days an office works in a year is what the notice leaves of it', () => {
  // 261 weekdays less 10 holidays, or 262 and 261 less 11 and 13; two of 2007 were worked at the end of 2006 already.
  const worked = (year: number) => daysOf(year).filter(isWorkingDay).length;
  expect(CALENDARS.map(({ year }) => worked(year))).toEqual([249, 251, 248, 248]);
});

test('a weekend day that is worked is a Saturday or Sunday of its year outside every holiday', () => {
  for (const { year, workedWeekendDays, holidays } of CALENDARS) {
    for (const day of workedWeekendDays) {
      expect(day.slice(0, 4)).toBe(String(year));
      expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
      expect(holidays.some(([first, last]) => first <= day && day <= last)).toBe(false);
    }
    for (const [first, last] of holidays) expect(first <= last).toBe(true);
  }
});

test('each year names the notice that it was taken from, with its day, and has holidays of its own days alone', () => {
  for (const { year, source, holidays } of CALENDARS) {
    expect(source).toMatch(
      /国办发明电〔\d{4}〕\d+号（\d{4}-\d{2}-\d{2}）|国务院办公厅关于.+的通知（\d{4}-\d{2}-\d{2}）/,
    );
    for (const day of holidays.flat()) expect(daysOf(year)).toContain(day);
  }
});

test('a year whose notice is not on file leaves out weekends alone, and the answer says that it is not known', () => {
  expect(calendarKnown('2031-10-01')).toBe(false);
  expect(isWorkingDay('2031-10-01')).toBe(true);
  expect(isWorkingDay('2031-10-04')).toBe(false);
  expect(workingDaysAfter('2031-10-03', 1)).toEqual({ day: '2031-10-06', calendarKnown: false });
});

test('a way that only ends in an unknown year says so too', () => {
  expect(workingDaysAfter('2026-12-30', 5).calendarKnown).toBe(false);
  expect(workingDaysAfter('2026-12-24', 5).calendarKnown).toBe(true);
});

test('working days are counted from one, in whole numbers', () => {
  for (const count of [0, -1, 1.5, Number.NaN])
    expect(() => workingDaysAfter('2026-11-23', count)).toThrow(new RangeError('working days are counted from 1'));
});

const anyDay = fc.integer({ min: 0, max: 9_000 }).map((offset) => addDays('2007-01-01', offset));
const someDays = fc.integer({ min: 1, max: 40 });

test('the day that is counted to is worked, and exactly so many worked days lie up to it', () => {
  fc.assert(
    fc.property(anyDay, someDays, (from, count) => {
      const { day } = workingDaysAfter(from, count);
      expect(isWorkingDay(day)).toBe(true);
      expect(workingDaysBetween({ from, to: day })).toBe(count);
      expect(workingDaysBetween({ from, to: addDays(day, -1) })).toBe(count - 1);
    }),
  );
});

test('counting a and then b days is counting a + b', () => {
  fc.assert(
    fc.property(anyDay, someDays, someDays, (from, first, second) => {
      const { day } = workingDaysAfter(workingDaysAfter(from, first).day, second);
      expect(day).toBe(workingDaysAfter(from, first + second).day);
    }),
  );
});

test('the working day from a day is the day itself when it is worked, and never an earlier one', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const next = workingDayFrom(day);
      expect(isWorkingDay(next)).toBe(true);
      expect(next >= day).toBe(true);
      expect(workingDaysBetween({ from: addDays(day, -1), to: next })).toBe(1);
    }),
  );
});
