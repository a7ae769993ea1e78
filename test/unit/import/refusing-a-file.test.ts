import { deflateRawSync } from 'node:zlib';
import ExcelJS, { type Worksheet } from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defectText, type ImportDefect, MAX_DEFECTS } from '../../../functions/http/list-file/import-defect.ts';
import { packZip } from '../../../functions/http/zip-archive.ts';
import { parseRoundFile } from '../../../functions/rounds/import/parse-round-file.ts';
import { DEFAULT_SEAT_RULE } from '../../../shared/process/seats.ts';
import {
  addTable,
  bytesOf,
  csvText,
  DELEGATE_HEADINGS,
  delegateRows,
  editPart,
  makeWorkbook,
  phoneOf,
  type Row,
  UNIT,
} from './clerk-file.ts';

const defectsOf = async (bytes: Uint8Array, fileName = '名单.xlsx'): Promise<readonly ImportDefect[]> => {
  const round = await parseRoundFile(bytes, { fileName, seats: DEFAULT_SEAT_RULE });
  // Whole or not at all: a refusal carries nothing of the file.
  if (!round.ok) expect(Object.keys(round)).toEqual(['ok', 'defects']);
  return round.ok ? [] : round.defects;
};
const changed = async (change: Parameters<typeof makeWorkbook>[0]) => defectsOf(await makeWorkbook(change));
const inDelegates = (change: (sheet: Worksheet) => void) => changed(({ delegates }) => change(delegates));
const clearRows = (sheet: Worksheet, from: number): void => {
  for (let row = from; row <= 34; row += 1) sheet.getRow(row).values = [];
};
const whole = (code: string, detail: object = {}) => ({ sheet: null, row: null, column: null, code, detail });
const at = (sheet: string, row: number, column: string, code: string, heading: string, detail: object = {}) => ({
  sheet,
  row,
  column,
  code,
  detail: { heading, ...detail },
});
const utf8 = (text: string) => new TextEncoder().encode(text);
const csv = csvText([DELEGATE_HEADINGS, ...delegateRows()]);

test('the untouched file of these tests is accepted', async () => {
  expect(await changed(undefined)).toEqual([]);
  expect(await defectsOf(utf8(csv), '代表.csv')).toEqual([]);
});

test('missing columns are named together', async () => {
  const defects = await inDelegates((sheet) => {
    sheet.getCell('B1').value = '备注';
    sheet.getCell('E1').value = '性别';
  });
  expect(defects).toEqual([
    { sheet: '代表', row: 1, column: null, code: 'missing-columns', detail: { headings: '类别、电话' } },
  ]);
});

test('a sheet of delegates without any heading lacks all its columns', async () => {
  const defects = await inDelegates((sheet) => sheet.spliceRows(1, 1));
  expect(defects).toEqual([
    { sheet: '代表', row: null, column: null, code: 'missing-columns', detail: { headings: '单位、类别、姓名、电话' } },
  ]);
});

test('a phone twice in a unit is refused, however it is written, and the first row is named, never the number', async () => {
  const defects = await inDelegates((sheet) => {
    sheet.getCell('E20').value = '１３１ 0000 0001';
  });
  expect(defects).toEqual([at('代表', 20, 'E', 'duplicate-phone', '电话', { firstSheet: '代表', firstRow: 2 })]);
  expect(JSON.stringify(defects)).not.toContain('13100000001');
});

test('a phone in two units under two names is refused', async () => {
  const other = delegateRows('城关分局').map(([unit = '', category = '', , affiliation = '', phone = ''], index) => [
    unit,
    category,
    `别人${'甲乙丙丁戊己庚辛壬癸'[index % 10]}${'子丑寅卯'[Math.floor(index / 10)]}`,
    affiliation,
    index === 5 ? phone : '',
  ]);
  const defects = await defectsOf(utf8(csvText([DELEGATE_HEADINGS, ...delegateRows(), ...other])), '代表.csv');
  expect(defects).toEqual([
    {
      sheet: null,
      row: 40,
      column: 'E',
      code: 'duplicate-phone',
      detail: { heading: '电话', firstSheet: 'CSV', firstRow: 7 },
    },
  ]);
});

test('a wrong category, an observer among them, is refused at its cell', async () => {
  const defects = await inDelegates((sheet) => {
    sheet.getCell('B3').value = '到场监督人员';
    sheet.getCell('B4').value = '领导';
  });
  expect(defects).toEqual([at('代表', 3, 'B', 'wrong-category', '类别'), at('代表', 4, 'B', 'wrong-category', '类别')]);
});

test('merged names, merged phones and cells merged across columns are refused', async () => {
  expect(await inDelegates((sheet) => sheet.mergeCells('C5:C6'))).toEqual([
    at('代表', 5, 'C', 'merged-cell', '姓名'),
    at('代表', 6, 'C', 'merged-cell', '姓名'),
  ]);
  expect(await inDelegates((sheet) => sheet.mergeCells('D7:E7'))).toEqual([
    at('代表', 7, 'D', 'merged-cell', '单位及职务'),
    at('代表', 7, 'E', 'merged-cell', '电话'),
  ]);
  expect((await inDelegates((sheet) => sheet.mergeCells('E8:E9'))).map(({ row, code }) => [row, code])).toEqual([
    [8, 'merged-cell'],
    [9, 'merged-cell'],
  ]);
});

test('a formula, shared or not, and an error value are refused: put values', async () => {
  const defects = await inDelegates((sheet) => {
    sheet.getCell('C2').value = { formula: 'A2&"某"', result: '某' };
    sheet.getCell('D3').value = { formula: 'D2', result: '某' };
    sheet.getCell('D4').value = { sharedFormula: 'D3', result: '某' };
    sheet.getCell('C5').value = { error: '#REF!' };
  });
  expect(defects).toEqual([
    at('代表', 2, 'C', 'formula', '姓名'),
    at('代表', 3, 'D', 'formula', '单位及职务'),
    at('代表', 4, 'D', 'formula', '单位及职务'),
    at('代表', 5, 'C', 'cell-error', '姓名'),
  ]);
  const rows = [
    DELEGATE_HEADINGS,
    ...delegateRows().map((row, index) => (index === 4 ? [...row.slice(0, 4), '="13100000005"'] : row)),
  ];
  expect(await defectsOf(utf8(csvText(rows)), '代表.csv')).toEqual([
    { sheet: null, row: 6, column: 'E', code: 'formula', detail: { heading: '电话' } },
  ]);
});

test('5,000 rows are read, 5,001 and 10,000 are refused with the limit named', async () => {
  const many = (rows: number) => {
    const market: Row[] = Array.from({ length: rows }, (_, index) => [
      UNIT,
      index % 5 === 0 ? '人大代表' : index % 19 === 0 ? '消费者' : index % 17 === 0 ? '纪委领导' : '企业',
      `代表${String.fromCodePoint(0x4e00 + index)}`,
      '',
      `132${`${index}`.padStart(8, '0')}`,
    ]);
    return utf8(csvText([DELEGATE_HEADINGS, ...market]));
  };
  const codes = async (rows: number) => (await defectsOf(many(rows), '代表.csv')).map(({ code }) => code);
  expect(new Set(await codes(5_000))).toEqual(new Set(['category-short']));
  expect(await defectsOf(many(5_001), '代表.csv')).toEqual([whole('too-many-rows', { rows: 5_001, limit: 5_000 })]);
  const workbook = new ExcelJS.Workbook();
  addTable(workbook, '代表', [
    DELEGATE_HEADINGS,
    ...Array.from({ length: 10_000 }, (_, n) => [UNIT, '企业', '某某', '', 13_200_000_000 + n]),
  ]);
  expect(await defectsOf(await bytesOf(workbook))).toEqual([whole('too-many-rows', { rows: 10_000, limit: 5_000 })]);
});

test('an empty sheet, an empty workbook, an empty file and a heading without rows are refused', async () => {
  const emptied = (sheet: string) => [{ sheet, row: null, column: null, code: 'empty-sheet', detail: {} }];
  expect(await inDelegates((sheet) => clearRows(sheet, 1))).toEqual(emptied('代表'));
  expect(await inDelegates((sheet) => clearRows(sheet, 2))).toEqual(emptied('代表'));
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('Sheet1');
  expect(await defectsOf(await bytesOf(workbook))).toEqual([whole('empty-sheet')]);
  expect(await defectsOf(new Uint8Array())).toEqual([whole('file-empty')]);
  expect(await defectsOf(utf8('\r\n,,\r\n'), '代表.csv')).toEqual([whole('empty-sheet')]);
});

test('a sheet with data that nobody can place is refused, not passed over', async () => {
  const defects = await changed(({ workbook }) => void addTable(workbook, 'Sheet4', [['张三'], ['李四']]));
  expect(defects).toEqual([{ sheet: 'Sheet4', row: null, column: null, code: 'sheet-not-recognised', detail: {} }]);
});

test('a macro file is refused by its name and by what is inside', async () => {
  const bytes = await makeWorkbook();
  expect(await defectsOf(bytes, '名单.XLSM')).toEqual([whole('macro-file')]);
  const withMacro = packZip([
    { name: 'xl/workbook.xml', content: utf8('<workbook/>') },
    { name: 'xl/vbaProject.bin', content: Uint8Array.of(1, 2, 3) },
  ]);
  expect(await defectsOf(withMacro, '名单.xlsx')).toEqual([whole('macro-file')]);
});

/** A zip of one deflated part whose directory may lie about the size. */
const deflatedZip = (name: string, content: Uint8Array, declaredSize = content.length): Uint8Array => {
  const packed = deflateRawSync(content, { level: 9 });
  const zip = packZip([{ name, content: packed }]);
  const view = new DataView(zip.buffer);
  const directory = 30 + name.length + packed.length;
  view.setUint16(8, 8, true);
  view.setUint16(directory + 10, 8, true);
  view.setUint32(directory + 24, declaredSize, true);
  return zip;
};

test('a zip bomb is refused from its directory, without being inflated', async () => {
  const zeros = new Uint8Array(60 * 1024 * 1024);
  const bomb = deflatedZip('xl/workbook.xml', zeros);
  expect(bomb.length).toBeLessThan(100_000);
  const beforeBytes = process.memoryUsage().arrayBuffers;
  expect(await defectsOf(bomb)).toEqual([whole('zip-bomb')]);
  expect(process.memoryUsage().arrayBuffers - beforeBytes).toBeLessThan(1024 * 1024);
  expect(await defectsOf(deflatedZip('xl/workbook.xml', new Uint8Array(8 * 1024 * 1024)))).toEqual([whole('zip-bomb')]);
});

test('a zip bomb that declares a small size is stopped at that size', async () => {
  expect(await defectsOf(deflatedZip('xl/workbook.xml', new Uint8Array(30 * 1024 * 1024), 1_000))).toEqual([
    whole('zip-bomb'),
  ]);
});

test('a part that declares more than it holds, a method unknown or a damaged directory is unreadable', async () => {
  const short = deflatedZip('xl/workbook.xml', utf8('<workbook/>'), 500);
  expect(await defectsOf(short)).toEqual([whole('workbook-unreadable')]);
  const bytes = await makeWorkbook();
  expect(await defectsOf(bytes.subarray(0, bytes.length - 30))).toEqual([whole('workbook-unreadable')]);
  expect(await defectsOf(packZip([{ name: 'a.txt', content: utf8('a') }]))).toEqual([whole('workbook-unreadable')]);
  expect(await defectsOf(utf8(csv), '名单.xlsx')).toEqual([whole('workbook-unreadable')]);
});

test('a merge over the whole sheet is refused before the library makes a cell of each of its 17 billion', async () => {
  const merged = await makeWorkbook(({ delegates }) => delegates.mergeCells('A2:A3'));
  const huge = (ref: string) => editPart(merged, 'xl/worksheets/sheet3.xml', (xml) => xml.replace('ref="A2:A3"', ref));
  expect(await defectsOf(huge('ref="A2:XFD1048576"'))).toEqual([whole('too-many-cells', { limit: 200_000 })]);
  // Hidden from a plain search behind another attribute, or written so that only a lenient parser reads it.
  expect(await defectsOf(huge('x=">" ref="A2:XFD1048576"'))).toEqual([whole('too-many-cells', { limit: 200_000 })]);
  expect(await defectsOf(huge('ref="&#65;2:XFD1048576"'))).toEqual([whole('workbook-unreadable')]);
  expect(await defectsOf(huge('ref="A2:XFD99999999"'))).toEqual([whole('workbook-unreadable')]);
});

test('a row beyond any sheet is refused before the library counts up to it', async () => {
  const far = editPart(await makeWorkbook(), 'xl/worksheets/sheet3.xml', (xml) =>
    xml.replace('<row r="34"', '<row r="3400000000"'),
  );
  expect(await defectsOf(far)).toEqual([whole('workbook-unreadable')]);
});

test('files made to keep the reader busy are refused at once', async () => {
  const names = await makeWorkbook();
  const slow: [Uint8Array, string, string][] = [
    [utf8('（'.repeat(900_000)), '代表.csv', 'missing-columns'],
    [utf8('\n'.repeat(2_900_000)), '代表.csv', 'too-many-cells'],
    [utf8(`${csv}\r\n${'"'.repeat(2_900_000)}`.slice(0, 2_900_000)), '代表.csv', 'missing-value'],
    [
      editPart(names, 'xl/workbook.xml', (xml) =>
        xml.replace('<sheets>', `${'<definedNames>'.repeat(150_000)}<sheets>`),
      ),
      '名单.xlsx',
      'workbook-unreadable',
    ],
  ];
  for (const [bytes, fileName, code] of slow) {
    const startMs = performance.now();
    expect((await defectsOf(bytes, fileName)).map((defect) => defect.code)).toContain(code);
    expect(performance.now() - startMs).toBeLessThan(8_000);
  }
});

test('a legacy or encrypted file is told to become an .xlsx', async () => {
  const legacy = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600));
  const defects = await defectsOf(legacy, '名单.xls');
  expect(defects).toEqual([whole('legacy-format')]);
  expect(defects.map((defect) => defectText(defect, 'zh'))).toEqual([
    '这是旧版（.xls/.et）或加了密码的文件，请去掉密码，另存为“.xlsx”后再上传。',
  ]);
});

test('a file larger than a request can carry is refused with the limit', async () => {
  expect(await defectsOf(new Uint8Array(3_000_001), '代表.csv')).toEqual([
    whole('file-too-large', { limitMegabytes: 3 }),
  ]);
});

test('a CSV in UTF-16, or in neither UTF-8 nor GB18030, is refused', async () => {
  const utf16 = Buffer.from(`\ufeff${csv}`, 'utf16le');
  expect(await defectsOf(utf16, '代表.csv')).toEqual([whole('wrong-encoding')]);
  expect(await defectsOf(utf16.subarray(2), '代表.csv')).toEqual([whole('wrong-encoding')]);
  expect(await defectsOf(utf16.swap16(), '代表.csv')).toEqual([whole('wrong-encoding')]);
  expect(await defectsOf(Uint8Array.of(...utf8('单位,'), 0xff, 0x41), '代表.csv')).toEqual([whole('wrong-encoding')]);
});

test('a quotation mark that is never closed is refused at the row where it opens', async () => {
  const broken = csv.replace('镇上的店 业主', '"镇上的店 业主');
  expect(await defectsOf(utf8(broken), '代表.csv')).toEqual([{ ...whole('csv-broken'), row: 2 }]);
});

test('a character drawn for one computer only, and a damaged one, are refused in a name', async () => {
  const defects = await inDelegates((sheet) => {
    sheet.getCell('C2').value = '王\ue123';
    sheet.getCell('C3').value = '李\ufffd';
  });
  expect(defects).toEqual([
    at('代表', 2, 'C', 'unreadable-character', '姓名'),
    at('代表', 3, 'C', 'unreadable-character', '姓名'),
  ]);
});

test('a blank name, a phone of ten digits and one in scientific notation are refused', async () => {
  const defects = await inDelegates((sheet) => {
    sheet.getCell('C2').value = '　';
    sheet.getCell('E3').value = 1_310_000_000;
    sheet.getCell('E4').value = '1.31E+10';
  });
  expect(defects).toEqual([
    at('代表', 2, 'C', 'missing-value', '姓名'),
    at('代表', 3, 'E', 'bad-phone', '电话'),
    at('代表', 4, 'E', 'bad-phone', '电话'),
  ]);
});

test('units: unknown ones, repeated ones, bad and repeated codes, a head who does not report', async () => {
  const defects = await changed(({ units, officers, delegates }) => {
    units.addRow([UNIT, 'HUI LONG', '某某']);
    units.addRow(['城关分局', 'huilongshan', '']);
    officers.getCell('A3').value = '上巴河工商所';
    delegates.getCell('A4').value = '马曹庙工商所';
  });
  expect(defects).toEqual([
    at('单位', 3, 'B', 'bad-unit-code', '代码'),
    at('单位', 3, 'A', 'duplicate-unit', '单位', { firstSheet: '单位', firstRow: 2 }),
    at('单位', 3, 'C', 'head-not-an-officer', '负责人'),
    at('单位', 4, 'B', 'duplicate-unit-code', '代码', { firstSheet: '单位', firstRow: 2 }),
    at('述职人员', 3, 'A', 'unknown-unit', '单位'),
    at('代表', 4, 'A', 'unknown-unit', '单位'),
  ]);
});

test('an officer or a phoneless delegate listed twice is refused', async () => {
  const defects = await changed(({ officers, delegates }) => {
    officers.addRow([UNIT, '𬭼㐀明', '副所长']);
    delegates.addRow([UNIT, '企业', '某某', '某店', '']);
    delegates.addRow([UNIT, '企业', '某　某', '某店', '']);
  });
  expect(defects).toEqual([
    at('述职人员', 4, 'B', 'duplicate-officer', '姓名', { firstSheet: '述职人员', firstRow: 2 }),
    at('代表', 36, 'C', 'duplicate-delegate', '姓名', { firstSheet: '代表', firstRow: 35 }),
  ]);
});

test('two columns of one heading are refused', async () => {
  const defects = await inDelegates((sheet) => {
    sheet.getCell('F1').value = '手机';
  });
  expect(defects).toEqual([at('代表', 1, 'F', 'duplicate-column', '电话')]);
});

test('too few delegates and shares unmet are refused with unit, category and how many are missing', async () => {
  const defects = await inDelegates((sheet) => clearRows(sheet, 30));
  expect(defects).toEqual([
    whole('too-few-delegates', { unit: UNIT, required: 30, have: 28, missing: 2 }),
    whole('category-short', { unit: UNIT, category: 'discipline-inspection', required: 1, have: 0, missing: 1 }),
    whole('category-short', { unit: UNIT, category: 'deputy-supervisor', required: 3, have: 0, missing: 3 }),
  ]);
  expect(defects.map((defect) => defectText(defect, 'zh'))).toEqual([
    '回龙山工商所：代表 28 人，至少 30 人，还差 2 人。',
    '回龙山工商所：纪检监察机关领导 0 人，至少 1 人，还差 1 人。',
    '回龙山工商所：人大代表、政协委员、行风监督员 0 人，至少 3 人，还差 3 人。',
  ]);
});

test('more officers than a ballot has room for are refused with the number; as many as that are read', async () => {
  const withOfficers = (howMany: number) =>
    changed(({ officers }) => {
      const there = officers.rowCount - 1;
      for (let more = there; more < howMany; more += 1)
        officers.addRow([UNIT, `样例${String.fromCodePoint(0x4e00 + more)}`, '干部']);
    });
  expect(await withOfficers(61)).toEqual([]);
  const defects = await withOfficers(62);
  expect(defects).toEqual([whole('too-many-officers', { unit: UNIT, have: 62, limit: 61 })]);
  expect(defects.map((defect) => defectText(defect, 'zh'))).toEqual([
    '回龙山工商所：述职人员 62 人，一张测评表最多容纳 61 人，请分成两个单位分别测评。',
  ]);
});

test('a unit that nobody came for is one defect', async () => {
  const defects = await changed(({ units }) => void units.addRow(['城关分局', 'chengguan', '']));
  expect(defects).toEqual([whole('too-few-delegates', { unit: '城关分局', required: 30, have: 0, missing: 30 })]);
});

test('of very many defects the first hundred are listed and the others counted', async () => {
  const rows: Row[] = Array.from({ length: 150 }, (_, index) => [UNIT, '企业', '', '', phoneOf(index)]);
  const defects = await defectsOf(utf8(csvText([DELEGATE_HEADINGS, ...rows])), '代表.csv');
  expect(defects).toHaveLength(MAX_DEFECTS + 1);
  expect(defects.at(-1)).toEqual(whole('more-defects', { hidden: 50 }));
});

test('a defect is said without its place, which stands beside it, and without the content of the cell', async () => {
  const [defect] = await inDelegates((sheet) => {
    sheet.getCell('E3').value = '13999999';
  });
  expect(defect).toMatchObject({ sheet: '代表', row: 3, column: 'E' });
  expect(defect && defectText(defect, 'zh')).toBe(
    '电话不是手机号码或带区号的固定电话，请核对位数（不要用科学计数法）。',
  );
  expect(defect && defectText(defect, 'en')).toBe('Not a mobile or land-line number. Check its digits.');
});

test('whatever bytes arrive, the answer is a refusal in words, never an exception', async () => {
  const good = await makeWorkbook();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('a.csv', 'a.xlsx'), async (bytes, fileName) => {
      const defects = await defectsOf(bytes, fileName);
      expect(defects.length).toBeGreaterThan(0);
      for (const defect of defects) expect(defectText(defect, 'zh')).not.toMatch(/[{}]|undefined/u);
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
      const bytes = Uint8Array.from(good);
      bytes[place] = (bytes[place] ?? 0) ^ flip;
      const round = await parseRoundFile(bytes, { fileName: '名单.xlsx', seats: DEFAULT_SEAT_RULE });
      expect(round.ok || round.defects.length > 0).toBe(true);
    }),
    { numRuns: 60 },
  );
});
