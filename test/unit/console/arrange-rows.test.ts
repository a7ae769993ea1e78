import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrangement, arrangeRows, type Column } from '../../../web/console/table/arrange-rows.ts';

interface Person {
  readonly name: string;
  readonly number: number;
}

const COLUMNS: readonly Column<Person>[] = [
  { id: 'name', title: '姓名', text: ({ name }) => name },
  { id: 'number', title: '序号', text: ({ number }) => String(number), rank: ({ number }) => number },
];
const PLAIN: Arrangement = { filter: '', sort: null, page: 0, rowsPerPage: 10 };
const names = (rows: readonly Person[], arrangement: Partial<Arrangement>) =>
  arrangeRows(rows, COLUMNS, { ...PLAIN, ...arrangement }).rows.map(({ name }) => name);

const PEOPLE: readonly Person[] = [
  { name: '张三', number: 10 },
  { name: '㛃花', number: 2 },
  { name: '阿布都热合曼·买买提', number: 9 },
  { name: '李四', number: 100 },
];

describe('a table of the console', () => {
  it('sorts names by pinyin and numbers by value, either way', () => {
    expect(
      names(PEOPLE, { sort: { column: 'name', direction: 'ascending' } }).filter((name) => name !== '㛃花'),
    ).toEqual(['阿布都热合曼·买买提', '李四', '张三']);
    expect(names(PEOPLE, { sort: { column: 'number', direction: 'descending' } })).toEqual([
      '李四',
      '张三',
      '阿布都热合曼·买买提',
      '㛃花',
    ]);
  });

  it('finds a rare character, a part of a long name, and a number typed in full width', () => {
    expect(names(PEOPLE, { filter: '㛃' })).toEqual(['㛃花']);
    expect(names(PEOPLE, { filter: '买买提 热合曼' })).toEqual(['阿布都热合曼·买买提']);
    expect(names(PEOPLE, { filter: '１００' })).toEqual(['李四']);
    expect(names(PEOPLE, { filter: '王五' })).toEqual([]);
  });

  it('a page beyond the last shows the last, and an empty table has one page', () => {
    expect(arrangeRows(PEOPLE, COLUMNS, { ...PLAIN, rowsPerPage: 3, page: 9 })).toMatchObject({
      page: 1,
      pages: 2,
      found: 4,
    });
    expect(arrangeRows([], COLUMNS, PLAIN)).toEqual({ rows: [], found: 0, page: 0, pages: 1 });
  });

  it('all pages together hold every row once, whatever the order', () => {
    const people = fc.array(fc.record({ name: fc.string(), number: fc.integer() }));
    const sort = fc.option(
      fc.record({
        column: fc.constantFrom('name', 'number', 'unknown'),
        direction: fc.constantFrom('ascending' as const, 'descending' as const),
      }),
    );
    fc.assert(
      fc.property(people, sort, fc.integer({ min: 1, max: 7 }), (rows, order, rowsPerPage) => {
        const { pages } = arrangeRows(rows, COLUMNS, { ...PLAIN, sort: order, rowsPerPage });
        const shown = Array.from({ length: pages }, (_, page) =>
          arrangeRows(rows, COLUMNS, { filter: '', sort: order, page, rowsPerPage }),
        ).flatMap((page) => page.rows);
        expect(shown).toHaveLength(rows.length);
        expect(new Set(shown)).toEqual(new Set(rows));
      }),
    );
  });
});
