/** One column as the table arranges by it. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** What filtering searches and, without `rank`, sorting compares. */
  readonly text: (row: Row) => string;
  /** Sorts by number instead of by text. */
  readonly rank?: (row: Row) => number;
}

export interface Arrangement {
  /** What was typed into the filter; words apart by spaces must all occur. */
  readonly filter: string;
  readonly sort: { readonly column: string; readonly direction: 'ascending' | 'descending' } | null;
  /** From 0; a page beyond the last shows the last. */
  readonly page: number;
  readonly rowsPerPage: number;
}

export interface Arranged<Row> {
  readonly rows: readonly Row[];
  /** Rows that pass the filter, on all pages. */
  readonly found: number;
  readonly page: number;
  readonly pages: number;
}

/** Pinyin order for Chinese, numbers by value: 第2所 before 第10所. */
const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });

/** Full-width digits and letters are the same as half-width ones to whoever searches. */
const searchable = (text: string) => text.normalize('NFKC').toLowerCase();

function passes<Row>(row: Row, columns: readonly Column<Row>[], words: readonly string[]): boolean {
  const text = searchable(columns.map((column) => column.text(row)).join('\n'));
  return words.every((word) => text.includes(word));
}

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Arrangement['sort']): readonly Row[] {
  const column = columns.find(({ id }) => id === sort?.column);
  if (sort === null || column === undefined) return rows;
  const { rank, text } = column;
  const compare = (left: Row, right: Row) =>
    rank === undefined ? collator.compare(text(left), text(right)) : rank(left) - rank(right);
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return [...rows].sort((left, right) => sign * compare(left, right));
}

/** Filters, sorts (stable) and cuts one page out of a table's rows. */
export function arrangeRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { filter, sort, page, rowsPerPage }: Arrangement,
): Arranged<Row> {
  const words = searchable(filter).split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => passes(row, columns, words));
  const pages = Math.max(1, Math.ceil(found.length / rowsPerPage));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const start = shown * rowsPerPage;
  return {
    rows: sorted(found, columns, sort).slice(start, start + rowsPerPage),
    found: found.length,
    page: shown,
    pages,
  };
}
