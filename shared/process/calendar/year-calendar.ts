/** One year's holidays and 调休 days, as the State Council's notice for it has them. Days are `YYYY-MM-DD`, Asia/Shanghai. */
export interface YearCalendar {
  readonly year: number;
  /** The notices, by number and day: who doubts a day looks there. */
  readonly source: string;
  /** First and last day of each holiday, its weekends included. */
  readonly holidays: readonly (readonly [first: string, last: string])[];
  /** Saturdays and Sundays that are worked. */
  readonly workedWeekendDays: readonly string[];
}
