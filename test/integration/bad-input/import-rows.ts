import { deflateRawSync } from 'node:zlib';
import { packZip } from '../../../functions/http/zip-archive.ts';
import {
  csvText,
  DELEGATE_HEADINGS,
  delegateRows,
  type Row as FileRow,
  makeWorkbook,
  phoneOf,
  UNIT,
} from '../../unit/import/clerk-file.ts';
import { ROUNDS } from './county.ts';
import { knockOf } from './knock.ts';
import { type Row, row } from './row.ts';

/** What the files hold of people, who are all made up. */
const PEOPLE = ['代表甲子', '代表乙子', '𬭼㐀明', '阿卜杜热西提', phoneOf(0), phoneOf(7), '镇上的店'];

interface SentFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}
const imported = (
  title: string,
  expected: Row['expected'],
  make: () => SentFile | Promise<SentFile>,
  {
    round = 'r-2040',
    ...more
  }: { readonly round?: string; readonly places?: readonly string[]; readonly namesUnit?: boolean } = {},
): Row =>
  row(
    title,
    expected,
    async ({ bearers }) => {
      const { bytes, fileName } = await make();
      const file = Buffer.from(bytes).toString('base64');
      return knockOf('importRound', { round, roundName: '某年度', fileName, file }, bearers['inspection-office']);
    },
    { ...more, secrets: PEOPLE },
  );

const workbook = (change?: Parameters<typeof makeWorkbook>[0]) => async (): Promise<SentFile> => ({
  bytes: await makeWorkbook(change),
  fileName: '名单.xlsx',
});
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const csv = (rows: readonly FileRow[]) => (): SentFile => ({
  bytes: utf8(csvText([DELEGATE_HEADINGS, ...rows])),
  fileName: '代表.csv',
});
const raw =
  (bytes: () => Uint8Array, fileName = '名单.xlsx') =>
  (): SentFile => ({ bytes: bytes(), fileName });

/** One part of a workbook that unpacks to 60 MB of zeros. */
function zipBomb(): Uint8Array {
  const name = 'xl/workbook.xml';
  const unpacked = new Uint8Array(60 * 1024 * 1024);
  const packed = deflateRawSync(unpacked, { level: 9 });
  const zip = packZip([{ name, content: packed }]);
  const view = new DataView(zip.buffer);
  const directory = 30 + name.length + packed.length;
  view.setUint16(8, 8, true);
  view.setUint16(directory + 10, 8, true);
  view.setUint32(directory + 24, unpacked.length, true);
  return zip;
}

const macroFile = () =>
  packZip([
    { name: 'xl/workbook.xml', content: utf8('<workbook/>') },
    { name: 'xl/vbaProject.bin', content: Uint8Array.of(1, 2, 3) },
  ]);

const manyRows = (count: number): readonly FileRow[] =>
  Array.from({ length: count }, (_, index) => [UNIT, '企业', `代表${index}`, '', `132${`${index}`.padStart(8, '0')}`]);

export const importRows: readonly Row[] = [
  imported(
    'a workbook with missing columns',
    '422 file-defects',
    workbook(({ delegates }) => {
      delegates.getCell('B1').value = '备注';
    }),
    { places: ['missing-columns'] },
  ),
  imported(
    'a workbook with a phone twice',
    '422 file-defects',
    workbook(({ delegates }) => {
      delegates.getCell('E20').value = phoneOf(0);
    }),
    { places: ['duplicate-phone'] },
  ),
  imported(
    'a workbook with a wrong category',
    '422 file-defects',
    workbook(({ delegates }) => {
      delegates.getCell('B3').value = '到场监督人员';
    }),
    { places: ['wrong-category'] },
  ),
  imported(
    'a workbook with merged names',
    '422 file-defects',
    workbook(({ delegates }) => delegates.mergeCells('C5:C6')),
    { places: ['merged-cell'] },
  ),
  imported(
    'a workbook with a formula',
    '422 file-defects',
    workbook(({ delegates }) => {
      delegates.getCell('C2').value = { formula: 'A2&"某"', result: '某' };
    }),
    { places: ['formula'] },
  ),
  imported(
    'a workbook with too few delegates of a category',
    '422 file-defects',
    workbook(({ delegates }) => delegates.spliceRows(29, 2)),
    { places: ['category-short'], namesUnit: true },
  ),
  imported(
    'a workbook with an empty sheet',
    '422 file-defects',
    workbook(({ delegates }) => {
      for (let number = 1; number <= 34; number += 1) delegates.getRow(number).values = [];
    }),
    { places: ['empty-sheet'] },
  ),
  imported(
    'a workbook with a sheet that nobody knows',
    '422 file-defects',
    workbook(({ workbook: book }) => void book.addWorksheet('Sheet4').addRow(['代表甲子'])),
    { places: ['sheet-not-recognised'] },
  ),
  imported('10 000 rows', '422 file-defects', csv(manyRows(10_000)), { places: ['too-many-rows'] }),
  imported(
    'a CSV with a formula',
    '422 file-defects',
    csv(delegateRows().map((cells, index) => (index === 4 ? [...cells.slice(0, 4), '="13100000005"'] : cells))),
    { places: ['formula'] },
  ),
  imported('a CSV with an open quotation mark', '422 file-defects', csv([[UNIT, '企业', '"代表甲子', '', phoneOf(0)]])),
  imported(
    'a CSV in UTF-16',
    '422 file-unreadable',
    raw(
      () => new Uint8Array(Buffer.from(`\ufeff${csvText([DELEGATE_HEADINGS, ...delegateRows()])}`, 'utf16le')),
      '代表.csv',
    ),
  ),
  imported(
    'a CSV in no encoding',
    '422 file-unreadable',
    raw(() => Uint8Array.from([...utf8('单位,类别,姓名,电话\r\n'), 0xff, 0xfe, 0xff, 0x80]), '代表.csv'),
  ),
  imported('a macro file by its name', '422 file-unreadable', async () => ({
    bytes: await makeWorkbook(),
    fileName: '名单.xlsm',
  })),
  imported('a macro file by what is inside', '422 file-unreadable', raw(macroFile)),
  imported('a zip bomb', '422 file-unreadable', raw(zipBomb)),
  imported(
    'a zip of something else',
    '422 file-unreadable',
    raw(() => packZip([{ name: 'a.txt', content: utf8('a') }])),
  ),
  imported('a workbook cut short', '422 file-unreadable', async () => ({
    bytes: (await makeWorkbook()).subarray(0, 3_000),
    fileName: '名单.xlsx',
  })),
  imported(
    'a file of the old format',
    '422 file-unreadable',
    raw(() => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4), '名单.xls'),
  ),
  imported(
    'an empty file',
    '400 request-invalid',
    raw(() => new Uint8Array()),
    { places: ['file'] },
  ),
  imported('a file into a round whose cards are printed', '409 round-in-progress', workbook(), {
    round: ROUNDS[0],
    namesUnit: true,
  }),
  imported('a file into a round with a name that is none', '400 request-invalid', workbook(), {
    round: 'R 2040',
    places: ['round'],
  }),
  row(
    'a file that is not base64',
    '400 request-invalid',
    ({ bearers }) =>
      knockOf(
        'importRound',
        { round: 'r-2040', roundName: '某年度', fileName: '名单.xlsx', file: 'not base64!' },
        bearers['inspection-office'],
      ),
    { places: ['file'] },
  ),
  row(
    'a check of a file with defects',
    '422 file-defects',
    ({ bearers }) =>
      knockOf(
        'checkImport',
        {
          round: 'r-2040',
          roundName: '某年度',
          fileName: '代表.csv',
          file: Buffer.from(csvText([['姓名'], ['代表甲子']])).toString('base64'),
        },
        bearers['inspection-office'],
      ),
    { secrets: PEOPLE },
  ),
];
