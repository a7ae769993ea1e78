import { describe, expect, it } from 'vitest';
import { type Figures, RoundCounter } from '../../rehearsal/round/round-counter.ts';

const grades = (excellent: number, qualified: number, unqualified: number) => ({
  grades: { excellent, qualified, unqualified },
});

/** Two units: one announced with three items, one before its meeting. */
function played(): RoundCounter {
  const counter = new RoundCounter();
  counter.unit('first', { officers: 5, delegates: 33 });
  counter.unit('second', { officers: 4, delegates: 30 });
  for (const unit of ['first', 'second', 'first']) counter.question(unit);
  counter.suggestion('second');
  counter.meeting('first', { ballots: 31, subjects: [grades(20, 10, 1), grades(5, 25, 0)] });
  counter.item('first', 1, 'open');
  counter.item('first', 2, 'overdue');
  counter.item('first', 3, 'closed');
  counter.item('first', 1, 'rectified');
  return counter;
}

const FIRST: Figures = {
  ...{ units: 1, valid: 1, invalid: 0, officers: 5, delegates: 33, questions: 2, suggestions: 0 },
  ...{ turnout: { have: 31, of: 33 }, satisfaction: { have: 60, of: 61 } },
  ...{ items: 3, rectified: 1, closed: 1, overdue: 1 },
};
const SECOND: Figures = {
  ...{ units: 1, valid: 0, invalid: 0, officers: 4, delegates: 30, questions: 1, suggestions: 1 },
  ...{ turnout: null, satisfaction: null, items: 0, rectified: 0, closed: 0, overdue: 0 },
};
const ROUND: Figures = { ...FIRST, units: 2, officers: 9, delegates: 63, questions: 3, suggestions: 1 };
const UNITS = [
  { unit: 'first', figures: FIRST },
  { unit: 'second', figures: SECOND },
];

describe('the counter of a rehearsed round', () => {
  it('counts what was played: shares of announced meetings, an item where it ended', () => {
    expect(played().figures).toEqual(ROUND);
    expect(played().disagreements({ figures: ROUND, units: UNITS })).toEqual([]);
  });

  it('names every figure of a round-up that is not what was played', () => {
    const figures = { ...ROUND, questions: 4, turnout: { have: 30, of: 33 }, satisfaction: null };
    const units = [{ unit: 'first', figures: { ...FIRST, overdue: 0 } }, ...UNITS.slice(1)];
    expect(played().disagreements({ figures, units })).toEqual([
      'round: turnout 30/33 in the round-up, 31/33 played',
      'round: satisfaction — in the round-up, 60/61 played',
      'round: questions 4 in the round-up, 3 played',
      'first: overdue 0 in the round-up, 1 played',
    ]);
  });

  it('names a unit that the round-up lacks, and one that nobody played', () => {
    const units = [...UNITS.slice(0, 1), { unit: 'third', figures: SECOND }];
    expect(played().disagreements({ figures: ROUND, units })).toEqual([
      'second: not in the round-up',
      'third: in the round-up, and not played',
    ]);
  });

  it('counts a meeting at which half of the delegates voted as not valid, without shares', () => {
    const counter = new RoundCounter();
    counter.unit('half', { officers: 1, delegates: 30 });
    counter.meeting('half', { ballots: 15, subjects: [grades(15, 0, 0)] });
    expect(counter.figures).toMatchObject({ valid: 0, invalid: 1, turnout: null, satisfaction: null });
  });

  it('counts nothing of a unit that it does not know', () => {
    expect(() => played().question('third')).toThrow('third is not counted');
  });
});
