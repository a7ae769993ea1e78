import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittingPages } from '../../../web/hall/fitting-pages.ts';

const heightsOn = (heights: readonly number[], room: number) =>
  fittingPages(heights, room).map(({ from, to }) => heights.slice(from, to));

describe('the pages of a result on the hall’s screen', () => {
  it('are as few as fit, and evenly filled, so that the last is not a single row', () => {
    expect(heightsOn([10, 10, 10, 10, 10, 10, 10], 60)).toEqual([
      [10, 10, 10, 10],
      [10, 10, 10],
    ]);
    expect(heightsOn([10, 10, 10], 60)).toEqual([[10, 10, 10]]);
  });

  it('are filled as far as they go where even ones would not fit', () => {
    expect(heightsOn([10, 10, 10, 10, 30, 30], 60)).toEqual([
      [10, 10, 10, 10],
      [30, 30],
    ]);
  });

  it('show every row once and in order, and overflow only for a row that is higher than the screen', () => {
    const rows = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 20, max: 200 }), (heights, room) => {
        const pages = heightsOn(heights, room);
        expect(pages.flat()).toEqual(heights);
        for (const page of pages) {
          const total = page.reduce((sum, height) => sum + height, 0);
          expect(total <= room || page.length === 1).toBe(true);
        }
      }),
    );
  });
});
