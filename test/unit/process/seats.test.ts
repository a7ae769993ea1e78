import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CATEGORIES,
  checkSeats,
  countCategories,
  DEFAULT_SEAT_RULE,
  isCategory,
  type SeatRule,
  seatsRequired,
  sumOfShares,
} from '../../../shared/process/seats.ts';

const counts = (market: number, consumer: number, discipline: number, deputy: number) => ({
  'market-entity': market,
  'consumer-society': consumer,
  'discipline-inspection': discipline,
  'deputy-supervisor': deputy,
});

test("the rule's own minimum of 30 is 24+1+1+3, and a sixth of 198 is 26+1+1+3", () => {
  expect(seatsRequired(30)).toEqual(counts(24, 1, 1, 3));
  expect(seatsRequired(33)).toEqual(counts(26, 1, 1, 3));
  expect(seatsRequired(40)).toEqual(counts(32, 2, 2, 4));
});

test('of nobody each category needs its one seat', () => {
  expect(seatsRequired(0)).toEqual(counts(1, 1, 1, 1));
});

test('a count that is no whole number of delegates is impossible', () => {
  for (const delegates of [-1, 30.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => seatsRequired(delegates)).toThrow(new RangeError('delegates must be a whole number'));
  }
});

test('exactly the required seats and one spare are accepted; one market entity fewer is named with what is missing', () => {
  expect(checkSeats(counts(25, 1, 1, 3), DEFAULT_SEAT_RULE)).toEqual([]);
  expect(checkSeats(counts(23, 2, 2, 3), DEFAULT_SEAT_RULE)).toEqual([
    { code: 'category-short', category: 'market-entity', required: 24, have: 23, missing: 1 },
  ]);
});

test('29 delegates are too few, measured against the seats of 30', () => {
  expect(checkSeats(counts(24, 1, 1, 3), DEFAULT_SEAT_RULE)).toEqual([
    { code: 'too-few-delegates', required: 30, have: 29, missing: 1 },
  ]);
  expect(checkSeats(counts(29, 0, 0, 0), DEFAULT_SEAT_RULE).map(({ code }) => code)).toEqual([
    'too-few-delegates',
    'category-short',
    'category-short',
    'category-short',
  ]);
});

test('an empty list is refused with every category named, not divided by zero', () => {
  expect(checkSeats(counts(0, 0, 0, 0), DEFAULT_SEAT_RULE)).toHaveLength(5);
});

/** Any rule of a county: four shares that add to 100, and a minimum. */
const anyRule: fc.Arbitrary<SeatRule> = fc
  .record({
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 3 }),
    minDelegates: fc.integer({ min: 1, max: 1_000 }),
  })
  .map(({ cuts, minDelegates }) => {
    const [a = 0, b = 0, c = 0] = cuts.toSorted((left, right) => left - right);
    return { minDelegates, sharesPercent: counts(a, b - a, c - b, 100 - c) };
  });

test('another rule asks for its own shares and minimum', () => {
  const rule = { minDelegates: 10, sharesPercent: counts(40, 30, 20, 10) };
  expect(seatsRequired(10, rule)).toEqual(counts(4, 3, 2, 1));
  expect(checkSeats(counts(4, 3, 2, 1), rule)).toEqual([]);
  expect(checkSeats(counts(8, 1, 1, 1), rule).map(({ required, have }) => [required, have])).toEqual([
    [3, 1],
    [2, 1],
  ]);
  expect(checkSeats(counts(4, 3, 1, 1), rule)).toEqual([
    { code: 'too-few-delegates', required: 10, have: 9, missing: 1 },
    { code: 'category-short', category: 'discipline-inspection', required: 2, have: 1, missing: 1 },
  ]);
});

const anyCounts = fc
  .tuple(...[1, 2, 3, 4].map(() => fc.nat(3_000)))
  .map(([a = 0, b = 0, c = 0, d = 0]) => counts(a, b, c, d));

test('the required seats never exceed the list, each is the share rounded down and at least one', () => {
  fc.assert(
    fc.property(fc.integer({ min: DEFAULT_SEAT_RULE.minDelegates, max: 100_000 }), (delegates) => {
      const seats = seatsRequired(delegates);
      const shares = [
        [seats['market-entity'], 4, 5],
        [seats['consumer-society'], 1, 20],
        [seats['discipline-inspection'], 1, 20],
        [seats['deputy-supervisor'], 1, 10],
      ] as const;
      expect(CATEGORIES.reduce((sum, category) => sum + seats[category], 0)).toBeLessThanOrEqual(delegates);
      for (const [seat, share, of] of shares) {
        expect(seat).toBeGreaterThanOrEqual(1);
        expect(seat * of).toBeLessThanOrEqual(share * delegates);
        expect((seat + 1) * of).toBeGreaterThan(share * delegates);
      }
    }),
  );
});

test('under any rule a list passes exactly when it has the minimum and every category its floor, and each defect adds up', () => {
  fc.assert(
    fc.property(anyCounts, fc.oneof(fc.constant(DEFAULT_SEAT_RULE), anyRule), (list, rule) => {
      expect(sumOfShares(rule)).toBe(100);
      const total = CATEGORIES.reduce((sum, category) => sum + list[category], 0);
      const isEnough = (category: (typeof CATEGORIES)[number]) =>
        list[category] >= 1 && (list[category] + 1) * 100 > rule.sharesPercent[category] * total;
      const defects = checkSeats(list, rule);
      expect(defects.length === 0).toBe(total >= rule.minDelegates && CATEGORIES.every(isEnough));
      for (const { required: wanted, have, missing } of defects) {
        expect(missing).toBeGreaterThan(0);
        expect(have + missing).toBe(wanted);
      }
    }),
  );
});

test('a list of categories is counted per category, and no other word is one', () => {
  expect(countCategories(['market-entity', 'deputy-supervisor', 'market-entity'])).toEqual(counts(2, 0, 0, 1));
  expect(['market-entity', 'observer', '市场主体', 'toString'].map(isCategory)).toEqual([true, false, false, false]);
});
