import ExcelJS, { type Workbook, type Worksheet } from 'exceljs';
import { packZip, readZipDirectory, readZipEntry } from '../../../functions/http/zip-archive.ts';

/** Files as clerks make them: one unit, 33 delegates in the right categories, phones counted up. All people are made up. */
export const UNIT = '回龙山工商所';
export const DELEGATE_HEADINGS = ['单位', '类别', '姓名', '单位及职务', '电话'];

export type Row = readonly (string | number)[];

const CATEGORY_ROWS: readonly (readonly [string, number])[] = [
  ['市场主体', 27],
  ['消费者及社会代表', 2],
  ['纪检监察机关领导', 1],
  ['人大代表、政协委员、行风监督员', 3],
];

export const phoneOf = (index: number): string => `1310000${`${index + 1}`.padStart(4, '0')}`;

/** 33 rows of 单位, 类别, 姓名, 单位及职务, 电话. */
export const delegateRows = (unit = UNIT): Row[] =>
  CATEGORY_ROWS.flatMap(([category, seats]) => Array.from({ length: seats }, () => category)).map((category, index) => [
    unit,
    category,
    `代表${'甲乙丙丁戊己庚辛壬癸'[index % 10]}${'子丑寅卯'[Math.floor(index / 10)]}`,
    '镇上的店 业主',
    phoneOf(index),
  ]);

export const bytesOf = async (workbook: Workbook): Promise<Uint8Array> =>
  new Uint8Array(await workbook.xlsx.writeBuffer());

export const addTable = (workbook: Workbook, name: string, rows: readonly Row[]): Worksheet => {
  const sheet = workbook.addWorksheet(name);
  for (const row of rows) sheet.addRow([...row]);
  return sheet;
};

/** Sheets 单位, 述职人员 and 代表, headings in the first row, changed by the test before they are written. */
export const makeWorkbook = async (
  change: (sheets: { workbook: Workbook; units: Worksheet; officers: Worksheet; delegates: Worksheet }) => void = () =>
    undefined,
): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook();
  const units = addTable(workbook, '单位', [
    ['名称', '代码', '负责人'],
    [UNIT, 'huilongshan', '𬭼㐀明'],
  ]);
  const officers = addTable(workbook, '述职人员', [
    ['单位', '姓名', '职务'],
    [UNIT, '𬭼㐀明', '所长'],
    [UNIT, '阿卜杜热西提·买买提', '副所长'],
  ]);
  const delegates = addTable(workbook, '代表', [DELEGATE_HEADINGS, ...delegateRows()]);
  change({ workbook, units, officers, delegates });
  return bytesOf(workbook);
};

/** Changes one XML part of a workbook; fails when nothing changed, so that no test alters a file in vain. */
export const editPart = (bytes: Uint8Array, name: string, edit: (xml: string) => string): Uint8Array => {
  let changed = false;
  const parts = (readZipDirectory(bytes) ?? []).map((entry) => {
    const content = readZipEntry(bytes, entry);
    if (typeof content === 'string') throw new Error(content);
    if (entry.name !== name) return { name: entry.name, content };
    const xml = new TextDecoder().decode(content);
    changed = edit(xml) !== xml;
    return { name: entry.name, content: new TextEncoder().encode(edit(xml)) };
  });
  if (!changed) throw new Error(`${name} was not changed`);
  return packZip(parts);
};

export const csvText = (rows: readonly Row[]): string => rows.map((row) => row.join(',')).join('\r\n');

/** GB18030 by inverting the platform's decoder: two bytes, then the four-byte blocks of the common and the other planes. */
export const encodeGb18030 = (text: string): Uint8Array => {
  const decoder = new TextDecoder('gb18030');
  const inverse = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const decoded = decoder.decode(Uint8Array.of(lead, trail));
      if (trail !== 0x7f && [...decoded].length === 1 && !inverse.has(decoded)) inverse.set(decoded, [lead, trail]);
    }
  }
  const fourBytes = (index: number): number[] => [
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1_260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ];
  const wanted = new Set(
    [...text].filter((character) => (character.codePointAt(0) ?? 0) > 0x7f && !inverse.has(character)),
  );
  for (let index = 0; index < 39_420 && wanted.size > 0; index += 1) {
    const decoded = decoder.decode(Uint8Array.from(fourBytes(index)));
    if (wanted.delete(decoded)) inverse.set(decoded, fourBytes(index));
  }
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const point = character.codePointAt(0) ?? 0;
      if (point < 0x80) return [point];
      return inverse.get(character) ?? fourBytes(189_000 + point - 0x1_0000);
    }),
  );
};
