import { deflateRawSync } from 'node:zlib';
import { readCandidatesFile } from '../../../functions/delegates/candidates-file.ts';
import { isZip } from '../../../functions/http/zip-archive.ts';
import { readWordFile } from '../../../functions/reports/word-file.ts';
import { parseRoundFile } from '../../../functions/rounds/import/parse-round-file.ts';
import { makeSampleWorkbook } from '../../../infra/local/sample/make-sample-workbook.ts';
import { makeSampleRound } from '../../../infra/local/sample/sample-round.ts';
import { bareJpeg, isBareJpeg } from '../../../shared/process/bare-jpeg.ts';
import { cutIntoParts } from '../../../shared/process/report-docx-text.ts';
import { CATEGORY_NAMES, DEFAULT_SEAT_RULE } from '../../../shared/process/seats.ts';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import { documentXml, packDocument, paragraph } from '../../unit/reports/word-documents.ts';
import { hostileArchives, hostileCsv, hostileJpegs } from './hostile.ts';
import { bytesOf, must, type Target, verdictOf } from './target.ts';

const SPREADSHEET_WORDS = [
  '<row r="1048576">',
  '<c r="XFD1" t="s"><v>99999999</v></c>',
  '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>',
  '<c r="B2" t="e"><v>#REF!</v></c>',
  '<c t="d"><v>2008-02-30T25:61:61</v></c>',
  '<f t="shared" ref="A1:A9" si="0">SUM(A:A)</f>',
  '<mergeCell ref="A1:XFD1048576"/>',
  '<mergeCell ref="B2:A1"/>',
  '<definedName name="_xlnm.Print_Area">代表!$A$1:$XFD$1048576</definedName>',
  '<sheet name="代表" sheetId="1" r:id="rId9"/>',
  '<Relationship Id="rId9" Type="worksheet" Target="../../../etc/passwd"/>',
  '<numFmt numFmtId="14" formatCode="yyyy"/>',
];
const XML_WORDS = [
  '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
  '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
  '&b;',
  '&#x110000;',
  '&#0;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '<?xml version="1.1" encoding="UTF-16"?>',
  ' xmlns:w="x"',
  '<a b="c" b="d">',
  '</',
  '/>',
];
const WORD_WORDS = [
  '<w:p>',
  '</w:p>',
  '<w:t>',
  '</w:t>',
  '<w:tab/>',
  '<w:del>',
  '<mc:Fallback>',
  '<w:txbxContent>',
  '第一部分',
];
const CSV_WORDS = [
  '"',
  '""',
  '"\r\n',
  ',',
  '\t',
  '\r',
  '\n',
  '=1+1',
  '＝',
  '代表',
  '单位',
  '姓名,类别,电话\n',
  '合计',
  '\ufeff',
  '注：',
];

let workbook: Promise<Bytes> | undefined;

/** A workbook as the sample has it, of one unit. */
const sampleWorkbook = (): Promise<Bytes> => {
  const sample = makeSampleRound();
  workbook ??= makeSampleWorkbook({ ...sample, units: sample.units.slice(0, 1) }).then((made) => new Uint8Array(made));
  return workbook;
};

/** As quoted where it has to be. */
const csvLine = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');

/** One unit of the sample as one sheet. */
function sampleCsv(): string {
  const [unit] = makeSampleRound().units;
  if (unit === undefined) throw new Error('the sample has no unit');
  const { name, code, head, officers, delegates } = unit;
  return `${[
    ['类型', '单位', '单位代码', '负责人', '类别', '姓名', '职务', '工作单位', '电话'],
    ['单位', name, code, head],
    ...officers.map((officer) => ['述职人员', name, '', '', '', officer.name, officer.post]),
    ...delegates.map((each) => [
      '代表',
      name,
      '',
      '',
      CATEGORY_NAMES[each.category],
      each.name,
      '',
      '"旺", 店',
      each.phone,
    ]),
    ['合计'],
  ]
    .map(csvLine)
    .join('\n')}\n`;
}

const CANDIDATES_CSV = '类别,姓名,工作单位,电话\n市场主体,乙,兴旺百货店,13800000001\n人大代表,丙,县人大,13800000002\n';

const gb18030 = (): Bytes => {
  // 姓名,电话\n乙,1 in GB 18030, the four-byte form of a rare character among it.
  return Uint8Array.of(0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0, 0x0a, 0x95, 0x32, 0x82, 0x36, 0x2c, 0x31);
};

const round = async (bytes: Bytes, fileName: string) => {
  const read = await parseRoundFile(bytes, { fileName, seats: DEFAULT_SEAT_RULE });
  must(read.ok || read.defects.length > 0, 'a file that is refused has a defect');
  return verdictOf(read.ok);
};

const SMALL_JPEG = Uint8Array.from(
  Buffer.from(
    'ffd8ffe000104a46494600010100000100010000ffdb004300' +
      '01'.repeat(64) +
      'ffc0000b080001000101011100ffc40014000100000000000000000000000000000009ffc4001410010000000000000000000000000000000000ffda0008010100003f00d2cf20ffd9',
    'hex',
  ),
);

export const FILE_TARGETS: readonly Target[] = [
  {
    name: 'workbook',
    shape: 'zip',
    words: [...SPREADSHEET_WORDS, ...XML_WORDS],
    seeds: async () => [await sampleWorkbook()],
    hostile: () => hostileArchives('xl/worksheets/sheet1.xml'),
    maxBytes: 40_000,
    read: (bytes) => round(bytes, 'round.xlsx'),
  },
  {
    name: 'csv',
    shape: 'text',
    words: CSV_WORDS,
    seeds: () => [bytesOf(sampleCsv()), bytesOf('姓名\t电话\n乙\t1\n'), gb18030()],
    hostile: hostileCsv,
    maxBytes: 4_000,
    read: (bytes) => round(bytes, 'round.csv'),
  },
  {
    name: 'candidates',
    shape: 'text',
    words: CSV_WORDS,
    seeds: () => [bytesOf(CANDIDATES_CSV)],
    hostile: hostileCsv,
    maxBytes: 4_000,
    read: async (bytes) => {
      const fileName = isZip(bytes) ? 'a.xlsx' : 'a.csv';
      const read = await readCandidatesFile({ bytes, fileName, unitName: '回龙山工商所', present: [] });
      return verdictOf(!('refused' in read));
    },
  },
  {
    name: 'word',
    shape: 'zip',
    words: [...WORD_WORDS, ...XML_WORDS],
    seeds: () =>
      [
        packDocument(documentXml(paragraph('一、履行职责') + paragraph('按时办照') + paragraph('二、廉洁自律'))),
        packDocument(documentXml(`<w:p><w:r><w:t>甲<w:br/>乙</w:t></w:r><w:del>${paragraph('丙')}</w:del></w:p>`)),
      ].map((each) => new Uint8Array(each)),
    hostile: () => hostileArchives('word/document.xml'),
    maxBytes: 40_000,
    read: (bytes) => {
      const read = readWordFile(bytes, 'report.docx');
      if ('defect' in read) return 'refused';
      const { texts } = cutIntoParts(read.paragraphs);
      for (const text of Object.values(texts)) must(text.isWellFormed(), 'a report’s text is well formed');
      return 'taken';
    },
  },
  {
    name: 'jpeg',
    shape: 'bytes',
    words: ['\xff\xd8', '\xff\xd9', '\xff\xe1', '\xff\xda', '\xff\xc0', '\xff\xff', 'Exif', 'JFIF\0'],
    seeds: () => [SMALL_JPEG, new Uint8Array(deflateRawSync(SMALL_JPEG))],
    hostile: hostileJpegs,
    maxBytes: 4_000,
    read: (bytes) => {
      const bare = bareJpeg(bytes);
      if (bare === null) {
        must(!isBareJpeg(bytes, 65_535), 'what is no JPEG is no bare one');
        return 'refused';
      }
      const again = bareJpeg(bare);
      must(again !== null && Buffer.compare(again, bare) === 0, 'a bare JPEG made bare is the same');
      must(bare.length <= bytes.length + 2, 'a bare JPEG is no longer');
      return 'taken';
    },
  },
];
