import type { CandidateDefect, CandidateDefectCode } from '../../shared/process/nomination.ts';
import { type InBothLanguages, type Refusal, refuse } from '../http/implement.ts';

/** Where and what to do; never what stands in the row, which is a name or a phone. */
const DETAILS: Readonly<Record<CandidateDefectCode, (row: number, firstRow: number) => InBothLanguages>> = {
  'missing-name': (row) => ({ zh: `第 ${row} 行：没有填写姓名。`, en: `Row ${row}: the name is empty.` }),
  'missing-category': (row) => ({ zh: `第 ${row} 行：没有选择类别。`, en: `Row ${row}: choose a category.` }),
  'too-long': (row) => ({ zh: `第 ${row} 行：填写的内容太长。`, en: `Row ${row}: the text is too long.` }),
  'unreadable-character': (row) => ({
    zh: `第 ${row} 行：有无法显示的字（自造字或乱码），请用标准汉字重新录入。`,
    en: `Row ${row}: it holds a character that cannot be shown. Enter it again as a standard character.`,
  }),
  'bad-phone': (row) => ({
    zh: `第 ${row} 行：电话不是手机号码或带区号的固定电话，请核对位数。`,
    en: `Row ${row}: not a mobile or land-line number. Check its digits.`,
  }),
  'duplicate-phone': (row, firstRow) => ({
    zh: `第 ${row} 行：电话与第 ${firstRow} 行重复，一个人只能推荐一次、列入一类。`,
    en: `Row ${row}: the phone is already in row ${firstRow}. A person is nominated once, in one category.`,
  }),
  'duplicate-candidate': (row, firstRow) => ({
    zh: `第 ${row} 行：与第 ${firstRow} 行是同一个人。`,
    en: `Row ${row}: the same person as in row ${firstRow}.`,
  }),
};

const MAX_PLACES = 100;

/** Every row that is to be corrected; rows count from 1 in the list as it is shown, `from` of which are not in the request. */
export const refuseCandidates = (defects: readonly CandidateDefect[], from: number): Refusal =>
  refuse(
    'candidates-defective',
    { count: defects.length },
    defects.slice(0, MAX_PLACES).map(({ row, field, code, firstRow = 0 }) => ({
      field: `candidates.${row - from}.${field}`,
      row: row + 1,
      code,
      detail: DETAILS[code](row + 1, firstRow + 1),
    })),
  );
