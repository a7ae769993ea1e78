/** How a teller's set of shares is cut into pages: all as long as the first, only the last may be shorter. */
export interface ShareLayout {
  readonly pages: number;
  readonly sharesPerPage: number;
}

/**
 * The layout that one page tells of, or null when no even cut of the board's ballots has such a page. Every page of a set tells
 * the same layout, so a set whose pages are all in has one share for each ballot of the board.
 */
export function layoutOf({
  page,
  pages,
  shares,
  ballots,
}: {
  readonly page: number;
  readonly pages: number;
  /** Number of shares on this page. */
  readonly shares: number;
  readonly ballots: number;
}): ShareLayout | null {
  const isLast = page === pages - 1;
  const sharesPerPage = isLast && pages > 1 ? (ballots - shares) / (pages - 1) : shares;
  const expected = isLast ? ballots - (pages - 1) * sharesPerPage : sharesPerPage;
  const isEven =
    Number.isInteger(sharesPerPage) &&
    shares === expected &&
    shares <= sharesPerPage &&
    Math.max(1, Math.ceil(ballots / Math.max(1, sharesPerPage))) === pages;
  return isEven ? { pages, sharesPerPage } : null;
}
