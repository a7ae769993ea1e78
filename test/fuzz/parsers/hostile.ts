import { crc32, deflateRawSync } from 'node:zlib';
import { type Bytes, concat } from '../../../shared/protocol/bytes.ts';
import { type Entry, packLying } from './lying-zip.ts';
import { bytesOf } from './target.ts';

const TYPES = bytesOf(
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
);
const WORKBOOK = bytesOf(
  '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="代表" sheetId="1" r:id="rId1"/></sheets></workbook>',
);
const RELATIONS = bytesOf(
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
);

const MEGABYTE = 1024 * 1024;

/** Ten entities, each ten times the one before. */
const BILLION_LAUGHS = `<!DOCTYPE lolz [<!ENTITY l0 "lol">${Array.from(
  { length: 9 },
  (_, place) => `<!ENTITY l${place + 1} "${`&l${place};`.repeat(10)}">`,
).join('')}]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&l9;</v></c></row></sheetData></worksheet>`;

const deep = (depth: number): string => `<worksheet>${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}</worksheet>`;

const rows = (count: number): string =>
  `<worksheet><sheetData>${Array.from({ length: count }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"/></row>`).join('')}</sheetData></worksheet>`;

const manyAttributes = `<worksheet><sheetData><row ${Array.from({ length: 20_000 }, (_, at) => `a${at}="1"`).join(' ')} r="1"/></sheetData></worksheet>`;

/** Space that a pattern for tags may try to divide in many ways. */
const spaced = `<worksheet><sheetData><row${' '.repeat(200_000)}x</sheetData></worksheet>`;
const almostTags = `<worksheet>${'<row r ='.repeat(60_000)}</worksheet>`;
const manyWordParts = `<w:document xmlns:w="w">${'<w:p><w:r><w:t>甲</w:t></w:r></w:p>'.repeat(20_000)}</w:document>`;
const oneLongLine = `<w:document xmlns:w="w"><w:p><w:t>${'一、'.repeat(40_000)}</w:t></w:p></w:document>`;

/** Archives that are wrong in themselves, or unpack to much, or hold XML that costs much. */
export function hostileArchives(part: string): readonly Bytes[] {
  const archive = (entry: Partial<Entry> & Pick<Entry, 'content'>, more: readonly Entry[] = []): Bytes =>
    packLying([
      { name: '[Content_Types].xml', content: TYPES },
      { name: 'xl/workbook.xml', content: WORKBOOK },
      { name: 'xl/_rels/workbook.xml.rels', content: RELATIONS },
      { name: part, ...entry },
      ...more,
    ]);
  const zeros = (bytes: number) => new Uint8Array(bytes);
  const spaces = (bytes: number) => new Uint8Array(bytes).fill(32);
  const xml = [
    BILLION_LAUGHS,
    deep(60_000),
    rows(40_000),
    manyAttributes,
    spaced,
    almostTags,
    manyWordParts,
    oneLongLine,
  ];
  return [
    ...xml.map((text) => archive({ content: bytesOf(text), deflated: true })),
    archive({ content: zeros(64 * MEGABYTE), deflated: true }),
    // Says that it is small, and goes on.
    archive({ content: zeros(64 * MEGABYTE), deflated: true, declaredBytes: 1_000 }),
    archive({ content: zeros(30 * MEGABYTE), deflated: true, declaredBytes: 30 * MEGABYTE }),
    // Just under every limit that the directory is judged by.
    archive({ content: concat(bytesOf('<worksheet>'), spaces(MEGABYTE - 20)), deflated: true }),
    archive({ content: bytesOf('<worksheet/>'), declaredBytes: 0xffff_ffff }),
    archive({ content: bytesOf('<worksheet/>'), offset: 0xffff_fff0 }),
    overlapping(part),
    // Another archive within.
    archive({ content: archive({ content: bytesOf('<a/>') }) }),
    archive({ content: bytesOf('<a/>') }, many('xl/worksheets/sheet', 990)),
    archive({ content: bytesOf('<a/>') }, many('xl/worksheets/sheet', 2_000)),
    archive({ content: bytesOf('<a/>'), name: `${'../'.repeat(9_000)}x` }),
  ];
}

const many = (start: string, count: number): readonly Entry[] =>
  Array.from({ length: count }, (_, at) => ({ name: `${start}${at + 2}.xml`, content: bytesOf('<worksheet/>') }));

/** Hundreds of entries that are all the same bytes of the file: small to send, and as many times as large to read. */
function overlapping(part: string): Bytes {
  const content = new Uint8Array(32_000).fill(32);
  const packed = new Uint8Array(deflateRawSync(content));
  const folder = part.replace(/[^/]+$/, '');
  const shared = { content: packed, method: 8, declaredBytes: content.length, crc: crc32(content), offset: 0 };
  return packLying([
    { name: `${folder}sheet0.xml`, ...shared },
    { name: 'xl/workbook.xml', content: WORKBOOK },
    { name: '[Content_Types].xml', content: TYPES },
    ...Array.from({ length: 900 }, (_, at) => ({ name: `${folder}sheet${at + 1}.xml`, ...shared, isRepeated: true })),
  ]);
}

const LARGEST_FILE = 2_990_000;
const filled = (unit: string, bytes = LARGEST_FILE): Bytes =>
  bytesOf(unit.repeat(Math.floor(bytes / bytesOf(unit).length)));

/** As large as a file may be, of what splits worst. */
export const hostileCsv = (): readonly Bytes[] => [
  filled('"'),
  filled('""'),
  concat(bytesOf('"'), filled('a')),
  concat(bytesOf('"'), filled('a'), bytesOf('"')),
  concat(bytesOf('"'), filled('""'), bytesOf('"')),
  filled('a'),
  filled('一', 2_000_000),
  filled(',', 900_000),
  filled('\n', 900_000),
  filled('\r'),
  filled('"a",\n', 600_000),
  filled('"a" b,', 600_000),
  filled('=', 2_000_000),
  filled(' '),
  bytesOf(`姓名,电话\n${'甲,1\n'.repeat(90_000)}`),
  bytesOf(`单位,姓名,职务\n${'回龙山工商所,甲,所长\n'.repeat(6_000)}`),
];

/** As large as a photo may be, and more. */
export const hostileJpegs = (): readonly Bytes[] => {
  const start = Uint8Array.of(0xff, 0xd8);
  const empty = Uint8Array.of(0xff, 0xdb, 0, 2);
  const segments = new Uint8Array(4 * 300_000).map((_, at) => empty[at % 4] ?? 0);
  return [
    new Uint8Array(3_000_000).fill(0xff),
    concat(start, segments),
    concat(start, segments, Uint8Array.of(0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xff, 0xd9)),
    concat(start, Uint8Array.of(0xff, 0xda, 0, 2), new Uint8Array(3_000_000).fill(0xff)),
    concat(start, Uint8Array.of(0xff, 0xda, 0, 2), new Uint8Array(3_000_000)),
  ];
};

/** Nesting and repetition that a walk through a value may not survive. */
export const hostileJson = (): readonly Bytes[] => [
  bytesOf('['.repeat(100_000)),
  bytesOf(`${'['.repeat(5_000)}${']'.repeat(5_000)}`),
  bytesOf(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
  bytesOf(`${'['.repeat(200_000)}${']'.repeat(200_000)}`),
  bytesOf(`"${'a'.repeat(2_000_000)}"`),
  bytesOf(`"${'\\'.repeat(400_000)}"`),
  bytesOf(`{${Array.from({ length: 100_000 }, (_, at) => `"k${at}":${at}`).join()}}`),
  bytesOf(`[${'1e999,'.repeat(50_000)}1]`),
  bytesOf(`${'9'.repeat(400_000)}`),
  bytesOf('{"__proto__":{"v":1},"constructor":{"prototype":{"v":1}}}'),
  bytesOf('"\\ud800"'),
  bytesOf('{"\\ud800":"\\udfff"}'),
];

/** Long addresses and codes. */
export const hostileText = (): readonly Bytes[] => [
  filled('0', 1_000_000),
  filled('.', 1_000_000),
  filled('/', 1_000_000),
  filled('-', 1_000_000),
  filled('ﷺ', 1_000_000),
  filled('𠮷', 1_000_000),
  bytesOf(`a${'\u0301\u0316'.repeat(200_000)}`),
  bytesOf(`#i=${'a.'.repeat(300_000)}`),
];
