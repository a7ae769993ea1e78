import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeFraction, multiplyFractions, parseFraction } from '../../../shared/process/fraction.ts';
import {
  meanPercent,
  ROUND_UP_FIGURES,
  type RoundUpFigures,
  roundUpOf,
  type UnitFacts,
} from '../../../shared/process/round-up.ts';
import {
  basisText,
  figureText,
  ROUND_UP_FORMULAS,
  ROUND_UP_NAMES,
  shareText,
} from '../../../shared/process/round-up-texts.ts';

const NO_ITEMS = { items: 0, fixed: 0, closed: 0, overdue: 0 };
const unit = (facts: Partial<UnitFacts>): UnitFacts => ({
  unit: 'u',
  name: '甲所',
  session: 's',
  officers: 5,
  delegates: 33,
  state: 'prepared',
  announced: null,
  questions: 0,
  suggestions: 0,
  items: NO_ITEMS,
  ...facts,
});

const graded = (excellent: number, qualified: number, unqualified: number) => ({
  ballots: excellent + qualified + unqualified,
  grades: { excellent, qualified, unqualified, none: 0 },
});
const result = (ballots: number, subjects: readonly ReturnType<typeof graded>[]) => ({
  outcome: 'valid' as const,
  counts: { electronic: ballots - 1, paper: 1, delegates: 33 },
  subjects,
});

describe('a round-up', () => {
  it('adds units, people, questions, suggestions and items', () => {
    const figures = roundUpOf([
      unit({ questions: 7, suggestions: 8, items: { items: 6, fixed: 3, closed: 1, overdue: 1 } }),
      unit({ officers: 4, questions: 5, suggestions: 7, items: { items: 2, fixed: 2, closed: 0, overdue: 0 } }),
    ]);
    expect(figures).toEqual({
      units: 2,
      valid: 0,
      invalid: 0,
      officers: 9,
      delegates: 66,
      turnout: null,
      satisfaction: null,
      questions: 12,
      suggestions: 15,
      items: 8,
      rectified: 5,
      closed: 1,
      overdue: 1,
    });
  });

  it('takes turnout and satisfaction as sums over the valid results alone: a small unit weighs no more than its ballots', () => {
    const figures = roundUpOf([
      unit({ announced: result(30, [graded(20, 5, 5), graded(30, 0, 0)]) }),
      unit({ announced: result(10, [graded(0, 0, 10)]) }),
      unit({ announced: { outcome: 'invalid', counts: { electronic: 3, paper: 0, delegates: 33 }, subjects: [] } }),
      unit({}),
    ]);
    expect([figures.valid, figures.invalid, figures.turnout, figures.satisfaction]).toEqual([
      2,
      1,
      { have: 40, of: 66 },
      { have: 55, of: 70 },
    ]);
  });

  it('of the parts adds up to that of the whole, in every order', () => {
    const facts = fc.record({
      officers: fc.nat(60),
      delegates: fc.nat(500),
      questions: fc.nat(50),
      suggestions: fc.nat(50),
      announced: fc.option(
        fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map(([e, q, u]) => result(e + q + u + 1, [graded(e, q, u)])),
      ),
    });
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 8 }), (made) => {
        const units = made.map(unit);
        const parts = units.map((each) => roundUpOf([each]));
        const whole = roundUpOf(units);
        const sum = (of: (figures: RoundUpFigures) => number) => parts.reduce((total, part) => total + of(part), 0);
        expect(whole.officers).toBe(sum(({ officers }) => officers));
        expect(whole.turnout?.have ?? 0).toBe(sum(({ turnout }) => turnout?.have ?? 0));
        expect(whole.satisfaction?.of ?? 0).toBe(sum(({ satisfaction }) => satisfaction?.of ?? 0));
        expect(roundUpOf([...units].reverse())).toEqual(whole);
      }),
    );
  });

  it('is printed with the share’s own numbers, half up to two decimals, and a dash where there is no basis', () => {
    expect(shareText({ have: 163, of: 165 })).toBe('98.79%（163/165）');
    expect(shareText({ have: 1, of: 800 })).toBe('0.13%（1/800）');
    expect(shareText(null)).toBe('—');
    const figures = roundUpOf([unit({ items: { items: 9, fixed: 4, closed: 2, overdue: 3 } })]);
    expect(figureText('rectified', figures)).toBe('4项（共9项，另办结未改2项）');
    expect(figureText('overdue', figures)).toBe('3项');
  });

  it('has a name and a formula of its own for each figure', () => {
    for (const texts of [ROUND_UP_NAMES, ROUND_UP_FORMULAS]) {
      expect(Object.keys(texts)).toEqual(ROUND_UP_FIGURES);
      expect(new Set(Object.values(texts)).size).toBe(9);
      expect(Object.values(texts)).not.toContain('');
    }
  });

  it('has each of its figures in print with its own measure', () => {
    const figures = roundUpOf([
      unit({ questions: 7, suggestions: 8, announced: result(30, [graded(20, 5, 5)]) }),
      unit({ announced: { outcome: 'invalid', counts: { electronic: 3, paper: 0, delegates: 33 }, subjects: [] } }),
    ]);
    const printed = (
      ['units', 'officers', 'delegates', 'turnout', 'satisfaction', 'questions', 'suggestions'] as const
    ).map((figure) => `${ROUND_UP_NAMES[figure]} ${figureText(figure, figures)}`);
    expect(printed).toEqual([
      '述职单位 2个',
      '述职人员 10人',
      '监管服务对象代表 66人',
      '参评率 90.91%（30/33）',
      '满意率 83.33%（25/30）',
      '咨询和质询问题 7个',
      '意见和建议 8条',
    ]);
    expect(basisText(figures)).toBe('共2个单位，已公布有效测评结果1个，测评无效1个。');
    expect(basisText({ ...figures, invalid: 0 })).toBe('共2个单位，已公布有效测评结果1个。');
  });
});

describe('the mean of shares', () => {
  const shares = fc.array(
    fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 100 })).map(([have, more]) => ({ have, of: have + more })),
    { minLength: 1, maxLength: 5 },
  );

  it('is exact: times their number it is their sum', () => {
    fc.assert(
      fc.property(shares, (given) => {
        const mean = parseFraction(meanPercent(given) ?? '');
        const sum = given.reduce((total, { have, of }) => total + (have * 100) / of, 0);
        if (mean === undefined) throw new Error('not a fraction');
        const times = multiplyFractions(mean, makeFraction(given.length));
        expect(Number(times.numerator) / Number(times.denominator)).toBeCloseTo(sum, 9);
      }),
    );
  });

  it('has none without shares', () => expect(meanPercent([])).toBeNull());
});
