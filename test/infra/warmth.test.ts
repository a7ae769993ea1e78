import { describe, expect, it } from 'vitest';
import { warmPlan } from '../../infra/county-warmth.ts';

const entry = (from: string, until: string, instances: number) => ({
  from: `2026-12-01T${from}:00+08:00`,
  until: `2026-12-01T${until}:00+08:00`,
  instances,
});
const at = (time: string): number => Date.parse(`2026-12-01T${time}:00+08:00`);
const MORNING = entry('08:00', '12:00', 20);
const NOON = entry('11:00', '14:00', 50);

describe('the plan of warm instances', () => {
  it('is none for an empty list, and none once everything is over', () => {
    expect(warmPlan([], 0)).toBeNull();
    expect(warmPlan([MORNING], at('12:00'))).toBeNull();
  });

  it('goes up when an entry begins and to nothing when it ends', () => {
    expect(warmPlan([MORNING], 0)).toEqual({
      now: 0,
      most: 20,
      steps: [
        { atMs: at('08:00'), instances: 20 },
        { atMs: at('12:00'), instances: 0 },
      ],
    });
  });

  it('holds the larger number where two overlap, in whatever order they are written', () => {
    const steps = [
      { atMs: at('08:00'), instances: 20 },
      { atMs: at('11:00'), instances: 50 },
      { atMs: at('12:00'), instances: 50 },
      { atMs: at('14:00'), instances: 0 },
    ];
    expect(warmPlan([MORNING, NOON], 0)).toEqual({ now: 0, most: 50, steps });
    expect(warmPlan([NOON, MORNING], 0)).toEqual({ now: 0, most: 50, steps });
  });

  it('made in the middle of a meeting keeps what is warm, and leaves out what is past', () => {
    expect(warmPlan([MORNING], at('09:00'))).toEqual({
      now: 20,
      most: 20,
      steps: [{ atMs: at('12:00'), instances: 0 }],
    });
  });
});
