import { SCHEDULED_NAMES, SCHEDULES, type ScheduledName } from '../../shared/contract/schedules.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** China has one time, eight hours ahead of UTC. */
const AHEAD_MS = 8 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;

const minuteOfDay = (atMs: number): number => Math.floor(((atMs + AHEAD_MS) % DAY_MS) / MINUTE_MS);

/** The day on which each function ran last, `YYYY-MM-DD`. */
export type LastRuns = ReadonlyMap<ScheduledName, string>;

/** What the clock starts now: every function whose time of day has come and that has not run today. */
export const dueNow = (last: LastRuns, nowMs: number): readonly ScheduledName[] =>
  SCHEDULED_NAMES.filter((name) => {
    const { hour, minute } = SCHEDULES[name].dailyAt;
    return last.get(name) !== shanghaiDay(nowMs) && minuteOfDay(nowMs) >= hour * 60 + minute;
  });

export interface DailyRunsOptions {
  readonly run: (name: ScheduledName) => Promise<void>;
  readonly nowMs: () => number;
  /** Told of what a function threw; it runs again the next minute. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Starts the scheduled functions as the cloud's clock does, each once a day, and those whose time has passed already at the start:
 * a machine that was off at night counts ratings and tells of overdue items when it comes on. Gives the end of it, which waits for
 * what runs.
 */
export function startDailyRuns({ run, nowMs, onFault }: DailyRunsOptions): () => Promise<void> {
  const last = new Map<ScheduledName, string>();
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    for (const name of dueNow(last, nowMs())) {
      try {
        await run(name);
        last.set(name, shanghaiDay(nowMs()));
      } catch (error) {
        onFault(error);
      }
    }
  };
  const tick = (): void => {
    running = running.then(look);
  };
  tick();
  const timer = setInterval(tick, MINUTE_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
