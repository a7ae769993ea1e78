import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addFractions,
  compareFractions,
  divideFractions,
  fractionText,
  makeFraction,
  multiplyFractions,
  parseFraction,
  toDecimalText,
  ZERO,
} from '../../../shared/process/fraction.ts';

const fraction = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 30n }))
  .map(([above, below]) => makeFraction(above, below));

test('a fraction is in lowest terms, and zero is 0/1', () => {
  expect(fractionText(makeFraction(6, 4))).toBe('3/2');
  expect(fractionText(makeFraction(0, 17))).toBe('0/1');
  expect(fractionText(ZERO)).toBe('0/1');
});

test('a zero denominator, a negative or a broken number throws', () => {
  const notPositive = new RangeError('a fraction here is not negative and has a positive denominator');
  expect(() => makeFraction(1, 0)).toThrow(notPositive);
  expect(() => makeFraction(-1, 2)).toThrow(notPositive);
  expect(() => makeFraction(1, -2)).toThrow(notPositive);
  expect(() => divideFractions(makeFraction(1), ZERO)).toThrow(notPositive);
  expect(() => makeFraction(0.5)).toThrow(RangeError);
});

test('addition and multiplication commute and associate, and division undoes multiplication', () => {
  fc.assert(
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      expect(addFractions(a, b)).toEqual(addFractions(b, a));
      expect(addFractions(addFractions(a, b), c)).toEqual(addFractions(a, addFractions(b, c)));
      expect(multiplyFractions(a, addFractions(b, c))).toEqual(
        addFractions(multiplyFractions(a, b), multiplyFractions(a, c)),
      );
      if (b.numerator > 0n) expect(divideFractions(multiplyFractions(a, b), b)).toEqual(a);
    }),
  );
});

test('comparison is by value, not by rounded number', () => {
  expect(compareFractions(makeFraction(1, 3), makeFraction(2, 6))).toBe(0);
  expect(compareFractions(makeFraction(1), makeFraction(2, 3))).toBe(1);
  expect(compareFractions(makeFraction(10n ** 20n, 10n ** 20n + 1n), makeFraction(1))).toBe(-1);
  fc.assert(
    fc.property(fraction, fraction, (a, b) => {
      expect(compareFractions(a, b) + compareFractions(b, a)).toBe(0);
      expect(compareFractions(a, b) === 0).toBe(fractionText(a) === fractionText(b));
      if (b.numerator > 0n) expect(compareFractions(addFractions(a, b), a)).toBe(1);
    }),
  );
});

test('text is read back exactly, and no other text is a fraction', () => {
  fc.assert(fc.property(fraction, (a) => void expect(parseFraction(fractionText(a))).toEqual(a)));
  const wrong = [
    '',
    '1',
    '1/0',
    '0/2',
    '2/4',
    '01/2',
    '1/02',
    '-1/2',
    '+1/2',
    '1 /2',
    '1/2\n',
    '1.5/2',
    '1e3/7',
    '１/2',
    '/1',
    '1/',
  ];
  for (const text of wrong) expect(parseFraction(text), JSON.stringify(text)).toBeUndefined();
  expect(parseFraction(`1${'0'.repeat(997)}/1`)).toEqual(makeFraction(10n ** 997n));
  expect(parseFraction(`1${'0'.repeat(998)}/1`)).toBeUndefined();
});

test('decimals are rounded half up, with exactly the places asked for', () => {
  const shown = (above: number, below: number, places = 2) => toDecimalText(makeFraction(above, below), places);
  expect([shown(7, 1), shown(1, 3), shown(2, 3), shown(0, 1)]).toEqual(['7.00', '0.33', '0.67', '0.00']);
  expect([shown(2005, 1000), shown(1005, 1000), shown(99995, 1000)]).toEqual(['2.01', '1.01', '100.00']);
  expect([shown(1, 2, 0), shown(3, 2, 0), shown(17, 20, 1)]).toEqual(['1', '2', '0.9']);
});

test('a shown decimal is within half a unit of its last place', () => {
  fc.assert(
    fc.property(fraction, fc.integer({ min: 0, max: 6 }), (a, places) => {
      const scale = 10n ** BigInt(places);
      const units = BigInt(toDecimalText(a, places).replace('.', ''));
      const distance = 2n * (units * a.denominator - a.numerator * scale);
      expect(distance <= a.denominator && distance > -a.denominator).toBe(true);
    }),
  );
});
