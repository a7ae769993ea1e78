import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';
import { type Arrangement, arrangeRows, type Column } from './arrange-rows.ts';

/** A column that may show more than its text. */
export interface ShownColumn<Row> extends Column<Row> {
  readonly cell?: (row: Row) => ComponentChildren;
  /** A word or a number, which is not broken over lines. */
  readonly isShort?: boolean;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly ShownColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly rowsPerPage?: number;
  /** A short table needs no search box. */
  readonly searchable?: boolean;
}

/** On a phone a row takes a card's height. */
const defaultRowsPerPage = () => (matchMedia('(max-width: 47.99rem)').matches ? 10 : 20);

type Sort = Arrangement['sort'];

const nextSort = (sort: Sort, column: string): Sort => ({
  column,
  direction: sort?.column === column && sort.direction === 'ascending' ? 'descending' : 'ascending',
});

interface HeadProps {
  readonly column: { readonly id: string; readonly title: string };
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

function Head({ column, sort, onSort }: HeadProps) {
  const direction = sort?.column === column.id ? sort.direction : 'none';
  const arrow = { none: '↕', ascending: '▲', descending: '▼' }[direction];
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" class="sort" onClick={() => onSort(nextSort(sort, column.id))}>
        {column.title} <span aria-hidden="true">{arrow}</span>
      </button>
    </th>
  );
}

interface PagerProps {
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

function Pager({ page, pages, onPage }: PagerProps) {
  const texts = useTexts(TEXTS);
  if (pages === 1) return null;
  return (
    <nav class="pager" aria-label={texts.pages}>
      <button type="button" class="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {texts.previousPage}
      </button>
      <span>{texts.pageOf(page + 1, pages)}</span>
      <button type="button" class="button" disabled={page === pages - 1} onClick={() => onPage(page + 1)}>
        {texts.nextPage}
      </button>
    </nav>
  );
}

interface FilterProps {
  readonly value: string;
  readonly found: number;
  readonly onFilter: (filter: string) => void;
}

function Filter({ value, found, onFilter }: FilterProps) {
  const texts = useTexts(TEXTS);
  const id = useId();
  return (
    <div class="filter">
      <label for={id}>{texts.filter}</label>
      <input
        id={id}
        class="input"
        type="search"
        autocomplete="off"
        value={value}
        onInput={(event) => onFilter(event.currentTarget.value)}
      />
      <span role="status">{texts.found(found)}</span>
    </div>
  );
}

/** A table that sorts by a press on a heading, filters by words, and pages. On a phone each row becomes a card. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  rowsPerPage = defaultRowsPerPage(),
  searchable = true,
}: DataTableProps<Row>) {
  const [arrangement, arrange] = useState<Arrangement>({ filter: '', sort: null, page: 0, rowsPerPage });
  const { rows: shown, found, page, pages } = arrangeRows(rows, columns, arrangement);
  return (
    <div class="data-table stack-small">
      {searchable && (
        <Filter
          value={arrangement.filter}
          found={found}
          onFilter={(filter) => arrange({ ...arrangement, filter, page: 0 })}
        />
      )}
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head
                key={column.id}
                column={column}
                sort={arrangement.sort}
                onSort={(sort) => arrange({ ...arrangement, sort, page: 0 })}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ id, title, text, cell, isShort = false }) => (
                <td key={id} data-title={title} class={isShort ? 'cell-short' : undefined}>
                  <div>{cell === undefined ? text(row) : cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Pager page={page} pages={pages} onPage={(next) => arrange({ ...arrangement, page: next })} />
    </div>
  );
}
