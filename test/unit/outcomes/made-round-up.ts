import type { RoundUp } from '../../../functions/outcomes/draw-up.ts';
import type { RoundUpFigures } from '../../../shared/process/round-up.ts';

export const MADE_FIGURES: RoundUpFigures = {
  ...{ units: 30, valid: 28, invalid: 1, officers: 145, delegates: 1_000 },
  ...{ turnout: { have: 931, of: 957 }, satisfaction: { have: 5_432, of: 5_555 } },
  ...{ questions: 120, suggestions: 250, items: 312, rectified: 250, closed: 21, overdue: 11 },
};

/** A round-up with as many units as asked, their names 16 characters long, every share as wide as they get. */
export function makeRoundUp(units: number, change: Partial<RoundUp> = {}): RoundUp {
  const figures: RoundUpFigures = {
    ...{ units: 1, valid: 1, invalid: 0, officers: 5, delegates: 133 },
    ...{ turnout: { have: 131, of: 133 }, satisfaction: { have: 763, of: 765 } },
    ...{ questions: 12, suggestions: 15, items: 27, rectified: 20, closed: 3, overdue: 1 },
  };
  return {
    ...{ round: '2008', roundName: '2007—2008年度双述（演练）', countyName: '团风县工商局', onDay: '2026-11-30' },
    figures: { ...MADE_FIGURES, units },
    units: Array.from({ length: units }, (_, place) => ({
      unit: `unit-${place}`,
      name: `团风县市场监督管理局第${String(place + 1).padStart(2, '0')}号工商所`,
      session: `county-2008-unit-${place}`,
      state: 'announced' as const,
      figures,
    })),
    quoted: {
      source: '团风县工商局 2007—2008 年度双述工作报告',
      figures: [{ figure: 'satisfaction', text: '97%', note: '算法不明' }],
    },
    quotedVersion: 1,
    notice:
      '样例：人名和打分均为虚构，参评率和满意率由此算出，也是虚构的。原始报告公布的满意率为 97%，算法不明，只列在这里，不与本表比较。',
    ...change,
  };
}
