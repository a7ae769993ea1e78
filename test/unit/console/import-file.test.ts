import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRoundFile } from '../../../functions/rounds/import/parse-round-file.ts';
import { DEFAULT_SEAT_RULE } from '../../../shared/process/seats.ts';
import { defectsOf } from '../../../web/console/import/defects.ts';
import { base64Of, sizeText } from '../../../web/console/import/file-base64.ts';
import { templateCsv } from '../../../web/console/import/template-csv.ts';

describe('the file that is imported', () => {
  it('travels as base64, whatever its bytes and its length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
    const large = new Uint8Array(1_000_001).fill(171);
    expect(base64Of(large)).toBe(Buffer.from(large).toString('base64'));
  });

  it('the template is read as it stands, and only lacks the delegates that a real list has', async () => {
    const bytes = new TextEncoder().encode(templateCsv());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const file = await parseRoundFile(bytes, { fileName: '双述名单模板.csv', seats: DEFAULT_SEAT_RULE });
    if (file.ok) throw new Error('an example was taken for a list');
    expect(file.defects.map(({ code, detail }) => [code, detail['have']])).toEqual([
      ['too-few-delegates', 4],
      ['category-short', 1],
      ['category-short', 1],
    ]);
  });

  it('a refused import names sheet, row and column; a defect of the whole file names none', () => {
    const problem = (errors: unknown) => ({ type: 'urn:x', title: 't', status: 422, errors });
    expect(
      defectsOf(
        problem([
          { sheet: '代表', row: 7, column: 'E', code: 'bad-phone', detail: '电话不对' },
          { code: 'empty', detail: '没有数据' },
          { code: 'without-words' },
          'noise',
        ]),
      ),
    ).toEqual([
      { sheet: '代表', row: 7, column: 'E', detail: '电话不对' },
      { sheet: null, row: null, column: null, detail: '没有数据' },
    ]);
    expect(defectsOf(problem(undefined))).toEqual([]);
  });

  it('a size is said in words that people use', () => {
    expect([sizeText(10), sizeText(45_300), sizeText(2_900_000)]).toEqual(['1 KB', '45 KB', '2.9 MB']);
  });
});
