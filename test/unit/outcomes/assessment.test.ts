import { describe, expect, it } from 'vitest';
import { type AssessmentFacts, assess, type GateFact } from '../../../shared/process/assessment.ts';

const NOTHING: AssessmentFacts = {
  gates: [],
  attendance: null,
  items: { items: 0, reopened: 0, repliesDue: 0, repliesInTime: 0 },
};
const gate = (dueOn: string | null, passedOn: string | null): GateFact => ({ gate: 'reports', dueOn, passedOn });
const gatesOf = (today: string, ...gates: readonly GateFact[]) =>
  assess({ ...NOTHING, gates }, today).measures.find(({ measure }) => measure === 'gates')?.share;

describe('the assessment of a unit', () => {
  it('counts a gate passed on its day or before, and one that was missed or passed late against the unit', () => {
    expect(gatesOf('2008-03-10', gate('2008-03-08', '2008-03-08'))).toEqual({ have: 1, of: 1 });
    expect(gatesOf('2008-03-10', gate('2008-03-08', '2008-03-09'))).toEqual({ have: 0, of: 1 });
    expect(gatesOf('2008-03-10', gate('2008-03-08', null))).toEqual({ have: 0, of: 1 });
  });

  it('leaves out a gate whose day has not come, is today, or was never planned', () => {
    expect(
      gatesOf('2008-03-08', gate('2008-03-08', null), gate('2008-03-09', null), gate(null, '2008-03-01')),
    ).toBeNull();
  });

  it('counts a gate passed ahead of its day for the unit', () => {
    expect(gatesOf('2008-03-01', gate('2008-03-08', '2008-02-28'))).toEqual({ have: 1, of: 1 });
  });

  it('is the mean of its measures, each weighing the same, those without a basis left out', () => {
    const facts: AssessmentFacts = {
      gates: [gate('2008-03-08', '2008-03-08')],
      attendance: { have: 30, of: 33 },
      items: { items: 8, reopened: 2, repliesDue: 4, repliesInTime: 3 },
    };
    const { measures, score } = assess(facts, '2008-04-01');
    expect(measures).toEqual([
      { measure: 'gates', share: { have: 1, of: 1 } },
      { measure: 'attendance', share: { have: 30, of: 33 } },
      { measure: 'replies', share: { have: 3, of: 4 } },
      { measure: 'not-reopened', share: { have: 6, of: 8 } },
    ]);
    // (100 + 1000/11 + 75 + 75) / 4
    expect(score).toBe('1875/22');
    expect(assess({ ...facts, attendance: null }, '2008-04-01').score).toBe('250/3');
    expect(assess(NOTHING, '2008-04-01').score).toBeNull();
  });
});
