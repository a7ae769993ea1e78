import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settles } from '../../../functions/tally/settle-paper.ts';

const [a, b, c] = [[9, 9], [255, 3], null];

test('either entry settles the other, and so does a mixture of both', () => {
  const row = fc.option(fc.array(fc.nat(10), { minLength: 2, maxLength: 2 }), { nil: null });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), fc.array(row, { maxLength: 6 }), (first, second) => {
      expect(settles({ first, second, settled: first })).toBe(true);
      expect(settles({ first, second, settled: second })).toBe(true);
      const mixed = first.map((each, place) => (place % 2 === 0 ? (second[place] ?? each) : each));
      if (first.length === second.length) expect(settles({ first, second, settled: mixed })).toBe(true);
    }),
  );
});

test('a ballot that both typed alike stays, at its place', () => {
  expect(settles({ first: [a, b, c], second: [a, a, c], settled: [a, c, c] })).toBe(true);
  expect(settles({ first: [a, b, c], second: [a, a, c], settled: [b, b, c] })).toBe(false);
  expect(settles({ first: [a, b, c], second: [a, a, c], settled: [a, b, a] })).toBe(false);
});

test('no ballot is added that neither typed, and none is dropped that both typed', () => {
  expect(settles({ first: [a, b], second: [a, c], settled: [a, b, c] })).toBe(false);
  expect(settles({ first: [a, b], second: [a, c], settled: [a] })).toBe(false);
  expect(settles({ first: [a, b], second: [a], settled: [a] })).toBe(true);
  expect(settles({ first: [a, b], second: [a], settled: [a, c] })).toBe(true);
  expect(settles({ first: [a, b], second: [a], settled: [] })).toBe(false);
});
