import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutOf } from '../../../functions/tally/share-layout.ts';

const cut = fc.record({ ballots: fc.integer({ min: 0, max: 3_000 }), sharesPerPage: fc.integer({ min: 1, max: 500 }) });
const lengthsOf = ({ ballots, sharesPerPage }: { ballots: number; sharesPerPage: number }) => {
  const pages = Math.max(1, Math.ceil(ballots / sharesPerPage));
  return Array.from({ length: pages }, (_, page) => Math.min(sharesPerPage, ballots - page * sharesPerPage));
};

test('every page of an even cut tells of one and the same layout', () => {
  fc.assert(
    fc.property(cut, ({ ballots, sharesPerPage }) => {
      const lengths = lengthsOf({ ballots, sharesPerPage });
      const layouts = lengths.map((shares, page) => layoutOf({ page, pages: lengths.length, shares, ballots }));
      const expected = { pages: lengths.length, sharesPerPage: lengths.length === 1 ? ballots : sharesPerPage };
      expect(layouts).toEqual(lengths.map(() => expected));
    }),
  );
});

test('pages that agree on a layout are, all together, one share a ballot', () => {
  const pages = fc.integer({ min: 1, max: 6 });
  const claim = fc.record({
    ballots: fc.integer({ min: 0, max: 40 }),
    pages,
    shares: fc.array(fc.nat(40), { minLength: 6, maxLength: 6 }),
  });
  fc.assert(
    fc.property(claim, ({ ballots, pages: count, shares }) => {
      const lengths = shares.slice(0, count);
      const layouts = lengths.map((length, page) => layoutOf({ page, pages: count, shares: length, ballots }));
      const [first] = layouts;
      const doAgree = layouts.every((layout) => layout !== null && layout.sharesPerPage === first?.sharesPerPage);
      if (doAgree) expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(ballots);
    }),
    { numRuns: 3_000 },
  );
});

test('an empty board has one empty page', () => {
  expect(layoutOf({ page: 0, pages: 1, shares: 0, ballots: 0 })).toEqual({ pages: 1, sharesPerPage: 0 });
  expect(layoutOf({ page: 0, pages: 2, shares: 0, ballots: 0 })).toBeNull();
});

test('a last page is no longer than the pages before it, also where those would be empty', () => {
  expect(layoutOf({ page: 2, pages: 3, shares: 3, ballots: 3 })).toBeNull();
  expect(layoutOf({ page: 2, pages: 3, shares: 5, ballots: 3 })).toBeNull();
});
