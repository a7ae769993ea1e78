import { expect, test, vi } from 'vitest';
import { dueNow, startDailyRuns } from '../../../infra/local/daily-runs.ts';
import { SCHEDULES, type ScheduledName } from '../../../shared/contract/schedules.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);

test('a function is due from its time of day on, until it has run on that day', () => {
  const { hour, minute } = SCHEDULES.escalation.dailyAt;
  expect([hour, minute]).toEqual([8, 30]);
  const none = new Map<ScheduledName, string>();
  expect(dueNow(none, at('2026-11-23T08:29:59'))).not.toContain('escalation');
  expect(dueNow(none, at('2026-11-23T08:30:00'))).toContain('escalation');
  const ran = new Map<ScheduledName, string>([['escalation', '2026-11-23']]);
  expect(dueNow(ran, at('2026-11-23T23:59:59'))).not.toContain('escalation');
  expect(dueNow(ran, at('2026-11-24T00:00:00'))).not.toContain('escalation');
  expect(dueNow(ran, at('2026-11-24T08:30:00'))).toContain('escalation');
});

test('what was due before the start runs at the start, each once, in the order of the night; one that fails runs again, and the others are not held up', async () => {
  vi.useFakeTimers({ now: at('2026-11-23T09:00:00') });
  const runs: ScheduledName[] = [];
  const faults: unknown[] = [];
  const end = startDailyRuns({
    run: async (name) => {
      runs.push(name);
      if (name === 'escalation' && runs.filter((each) => each === name).length === 1) throw new Error('no line');
    },
    nowMs: Date.now,
    onFault: (error) => void faults.push(error),
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(runs).toEqual(['shuffle', 'ratings', 'retention', 'forgetting', 'escalation']);
  expect(faults).toEqual([new Error('no line')]);
  await vi.advanceTimersByTimeAsync(180_000);
  expect(runs.slice(5)).toEqual(['escalation']);
  await end();
  await vi.advanceTimersByTimeAsync(2 * 86_400_000);
  expect(runs).toHaveLength(6);
  vi.useRealTimers();
});
