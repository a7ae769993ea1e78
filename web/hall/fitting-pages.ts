/** Rows of one page, as a half-open range of the whole list. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

const sum = (heights: readonly number[]) => heights.reduce((total, height) => total + height, 0);

/** As many rows a page as go in, one at least. */
function packed(heights: readonly number[], room: number): readonly RowRange[] {
  const pages: RowRange[] = [];
  let from = 0;
  heights.forEach((height, index) => {
    const isFull = index > from && sum(heights.slice(from, index)) + height > room;
    if (!isFull) return;
    pages.push({ from, to: index });
    from = index;
  });
  return [...pages, { from, to: heights.length }];
}

/**
 * Rows of measured heights laid out on pages of `room`: as few pages as go, evenly filled where that fits too, so that the
 * last page is not a single row. Every row is on exactly one page, in order.
 */
export function fittingPages(heights: readonly number[], room: number): readonly RowRange[] {
  const pages = packed(heights, room);
  const each = Math.ceil(heights.length / pages.length);
  const even = pages
    .map((_, page) => ({ from: page * each, to: Math.min(heights.length, (page + 1) * each) }))
    .filter(({ from, to }) => from < to);
  const fits = even.every(({ from, to }) => sum(heights.slice(from, to)) <= room);
  return fits && even.length > 0 ? even : pages;
}
