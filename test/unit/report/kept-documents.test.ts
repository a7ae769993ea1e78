import ExcelJS, { type Worksheet } from 'exceljs';
import { expect, test } from 'vitest';
import type { ReportInput } from '../../../functions/tally/report/report-view.ts';
import { resultHtml } from '../../../functions/tally/report/result-html.ts';
import { resultWorkbook } from '../../../functions/tally/report/result-workbook.ts';
import type { SubjectResult } from '../../../shared/process/tally.ts';
import { announced, votedWith } from './announced-result.ts';

/**
 * Documents as they were looked at, on paper and in a spreadsheet, before they were kept here: a change of a word, a figure, a
 * width or a line is seen in them. After such a change: look at the documents, then `vitest -u`.
 */

const [unit, first, second, ...others] = announced.result.subjects;
if (unit === undefined || first === undefined || second === undefined)
  throw new Error('the vectors have three subjects');
const grades = { excellent: 0, qualified: 0, unqualified: 0, none: 20 };
const unscored = { score: null, grade: null, grades, ballots: 0, satisfaction: null } as const;
/** Nobody who voted knew the one; fewer than eight scored the other. */
const unknown: SubjectResult = {
  ...unscored,
  id: first.id,
  indicators: first.indicators.map(({ id }) => ({ id, histogram: Array(11).fill(0), noOpinion: 20, mean: null })),
};
const fewScored: SubjectResult = {
  ...unscored,
  id: second.id,
  indicators: second.indicators.map(({ id }) => ({ id, withheld: true })),
};

const DOCUMENTS: Readonly<Record<string, ReportInput>> = {
  'by-both-ways': {
    ...announced,
    notice: '样例：分数为虚构，不代表任何人的评价。',
    auditHead: { sequence: 214, hash: '7'.repeat(64) },
    result: {
      ...announced.result,
      counts: { ...announced.result.counts, void: { sealed: 1, token: 1, plain: 1, paper: 1 } },
    },
  },
  'by-phone-with-little-said': {
    ...votedWith({ electronic: 20, paper: 0 }),
    auditHead: null,
    signatures: announced.signatures.slice(0, 2),
    result: {
      ...announced.result,
      subjects: [unit, unknown, fewScored, ...others],
      counts: { ...announced.result.counts, electronic: 20, paper: 0, void: {} },
    },
  },
  'on-paper': votedWith({ electronic: 0, paper: 24 }),
  invalid: {
    ...announced,
    result: {
      ...announced.result,
      counts: { ...announced.result.counts, delegates: 0 },
      subjects: [],
      outcome: 'invalid',
      reasons: [
        'too-few-ballots',
        'more-ballots-than-issued',
        'more-ballots-than-delegates',
        'more-issued-than-delegates',
      ],
    },
  },
};

/** Each way a cell can look, once, and then every cell by its number. */
class Looks {
  readonly #numbers = new Map<string, number>();

  numberOf(look: object): number {
    const text = JSON.stringify(look);
    const number = this.#numbers.get(text) ?? this.#numbers.size + 1;
    this.#numbers.set(text, number);
    return number;
  }

  get legend(): readonly string[] {
    return [...this.#numbers].map(([look, number]) => `look ${number}: ${look}`);
  }
}

function rowText(sheet: Worksheet, number: number, looks: Looks): string {
  const row = sheet.getRow(number);
  const cells = Array.from({ length: sheet.columnCount }, (_, place) => row.getCell(place + 1)).map(
    ({ value, font, alignment, border, numFmt }) =>
      `${JSON.stringify(value)} ${looks.numberOf({ font, alignment, border, numFmt })}`,
  );
  return [`row ${number}, height ${row.height ?? 'its own'}`, ...cells].join(' | ');
}

async function workbookText(input: ReportInput): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(await resultWorkbook(input)).buffer);
  const { title, creator, created, modified } = workbook;
  const looks = new Looks();
  const sheets = workbook.worksheets.map((sheet) => {
    const { name, pageSetup, headerFooter, views } = sheet;
    const widths = sheet.columns.map(({ width }) => width);
    const rows = Array.from({ length: sheet.rowCount }, (_, place) => rowText(sheet, place + 1, looks));
    const { merges } = sheet.model as { readonly merges?: readonly string[] };
    return [JSON.stringify({ name, pageSetup, headerFooter, views, widths, merges }), ...rows].join('\n');
  });
  return `${[JSON.stringify({ title, creator, created, modified }), ...sheets, looks.legend.join('\n')].join('\n\n')}\n`;
}

test.each(Object.entries(DOCUMENTS))(
  'the documents of a result %s are those that were looked at',
  async (name, input) => {
    await expect(resultHtml(input)).toMatchFileSnapshot(`kept/${name}.html`);
    await expect(await workbookText(input)).toMatchFileSnapshot(`kept/${name}.workbook.txt`);
  },
);

test('a result of a subject that its manifest lacks is printed in no document', () => {
  const strange = { ...announced.result, subjects: [{ ...unit, id: 'nobody' }] };
  expect(() => resultHtml({ ...announced, result: strange })).toThrow(
    'a result is of a subject that its manifest does not have',
  );
});
