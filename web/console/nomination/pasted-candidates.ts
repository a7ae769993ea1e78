import { categoryOf } from '../../../shared/process/category-word.ts';
import { bareWord, lineText, phoneDigits } from '../../../shared/process/cell-text.ts';
import { type CandidateRow, cleanRow } from '../../../shared/process/nomination.ts';

/** 序号: says nothing of anybody. */
const SERIAL = /^\d{1,4}$/;

const isHeading = (cells: readonly string[]): boolean => cells.some((cell) => /姓名$/u.test(bareWord(cell)));
const isTotal = (cells: readonly string[]): boolean =>
  cells.some((cell) => /^(?:合计|总计|小计|共计)/u.test(bareWord(cell)));

/** Told by what the cells hold, so that a table may have its columns in any order: a category, a phone, then name and workplace. */
const rowOf = (cells: readonly string[]): CandidateRow => {
  const category = cells.map(categoryOf).find((found) => found !== undefined) ?? null;
  const phone = cells.find((cell) => phoneDigits(cell) !== undefined) ?? '';
  const [name = '', ...places] = cells.filter(
    (cell) => cell !== phone && categoryOf(cell) === undefined && !SERIAL.test(cell),
  );
  return cleanRow({ category, name, organisation: places.join(' '), phone });
};

/** Rows copied from Excel or WPS: one line a person, cells apart by tabs. A heading, total rows and empty lines are left out. */
export const pastedCandidates = (text: string): readonly CandidateRow[] =>
  text
    .split(/\r\n?|\n/u)
    .map((line) =>
      line
        .split('\t')
        .map(lineText)
        .filter((cell) => cell !== ''),
    )
    .filter((cells) => cells.length > 0 && !isHeading(cells) && !isTotal(cells))
    .map(rowOf);

/** A table, as against a word that is pasted into one field. */
export const isTable = (text: string): boolean => /[\t\n]/u.test(text.trim());
