import type { OperationId } from '../../../shared/contract/routes.ts';
import { EMPTY_REPORT } from '../../../shared/process/report.ts';
import { textsOf } from '../../unit/reports/texts.ts';
import { documentXml, lyingArchive, MACRO_MAIN, packDocument, paragraph } from '../../unit/reports/word-documents.ts';
import type { County, StandingName } from './county.ts';
import { type Knock, knockOf } from './knock.ts';
import type { RaceRow } from './race-rows.ts';
import { type GoodRequests, type Row, row } from './row.ts';

const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const textFile = (text: string): string => base64Of(new TextEncoder().encode(text));

export const reportRequests: GoodRequests = {
  listReports: (session) => ({ session }),
  getReport: (session) => ({ session, officer: 'o1' }),
  saveReport: (session) => ({ session, officer: 'o1', expectedVersion: 0, parts: EMPTY_REPORT }),
  submitReport: (session) => ({ session, officer: 'o1', expectedVersion: 0 }),
  withdrawReport: (session) => ({ session, officer: 'o1', reason: '办案数字有误' }),
  readReportFile: (session) => ({ session, fileName: '报告.docx', file: textFile('一、履职') }),
};

/** By a clerk of the meeting's own unit: by the one who works there, or by another person. */
const order =
  (id: OperationId, standing: StandingName, change: object = {}, sub = 'clerk') =>
  ({ halls, forger }: County): Knock => {
    const { session } = halls[standing];
    const unit = session.split('-').at(-1);
    const bearer = forger.signed({ ...forger.claims(), sub, role: 'unit-clerk', unit });
    return knockOf(id, { ...reportRequests[id]?.(session), ...change }, bearer);
  };

/** The sample clerk's unit is 回龙山; the meeting called `bare` is 城关's. */
const foreign = (Object.keys(reportRequests) as OperationId[]).map((id) =>
  row(`${id} by the clerk of another unit`, '403 unit-not-yours', ({ halls, bearers }) =>
    knockOf(id, reportRequests[id]?.(halls.bare.session) ?? {}, bearers['unit-clerk']),
  ),
);

const saving = (title: string, part: string): Row =>
  row(
    title,
    '400 request-invalid',
    order('saveReport', 'bare', { parts: { ...EMPTY_REPORT, 'local-economy': part } }),
    {
      places: ['parts.local-economy'],
    },
  );

const writingRows: readonly Row[] = [
  row('a report over a newer one', '409 edited-meanwhile', order('saveReport', 'bare', { expectedVersion: 7 })),
  row(
    'a report of an officer that there is not',
    '404 officer-unknown',
    order('saveReport', 'bare', { officer: 'o99' }),
  ),
  row('a report of a place on no list', '400 request-invalid', order('saveReport', 'bare', { officer: '../o1' }), {
    places: ['officer'],
  }),
  saving('a part of twenty thousand characters', '字'.repeat(20_000)),
  saving('a part that turns the reading direction', '好\u202e坏的报告'),
  saving('a part with a control character', '第一\u0000部分'),
  row(
    'a report with a sixth part',
    '400 request-invalid',
    order('saveReport', 'bare', { parts: { ...EMPTY_REPORT, other: '另外还有' } }),
  ),
  row('a report without its parts', '400 request-invalid', order('saveReport', 'bare', { parts: {} }), {
    places: ['parts.lawful-duty'],
  }),
  row(
    'a report larger than any',
    '413 body-too-large',
    order('saveReport', 'bare', { parts: textsOf(() => '字'.repeat(20_000)) }),
  ),
  row('a report that nobody wrote, submitted', '409 report-parts-missing', order('submitReport', 'bare')),
  row('a report that is not submitted, withdrawn', '409 report-not-submitted', order('withdrawReport', 'bare')),
  row('a withdrawal without a reason', '400 request-invalid', order('withdrawReport', 'bare', { reason: ' ' }), {
    places: ['reason'],
  }),
  row(
    'a report written once the meeting is over',
    '409 state-wrong',
    order('saveReport', 'closed', { parts: textsOf(() => '事后补写') }),
  ),
  row('a report withdrawn once the meeting is over', '409 state-wrong', order('withdrawReport', 'closed')),
];

const file = (title: string, bytes: () => Uint8Array, code: string, fileName = '报告.docx'): Row =>
  row(
    title,
    '422 file-unreadable',
    (county) => order('readReportFile', 'bare', { fileName, file: base64Of(bytes()) })(county),
    { places: [code] },
  );
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const fileRows: readonly Row[] = [
  file('a PDF that says it is a Word file', () => bytesOf('%PDF-1.7 一、履职'), 'not-word'),
  file('a page of HTML that says it is a Word file', () => bytesOf('<script>alert(1)</script>'), 'not-word'),
  file(
    'a Word file that says it is a picture',
    () => packDocument(documentXml(paragraph('字'))),
    'not-word',
    '报告.png',
  ),
  file('a Word file with macros', () => packDocument(documentXml(paragraph('字')), { main: MACRO_MAIN }), 'macro-file'),
  file('a Word file under a password', () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]), 'legacy-format'),
  file('a Word file that is a bomb', () => lyingArchive(0xffffffff), 'zip-bomb'),
  file(
    'a Word file whose upload was cut off',
    () => packDocument(documentXml(paragraph('字'))).slice(0, 400),
    'damaged',
  ),
  file('a Word file without a word', () => packDocument(documentXml('<w:p/>')), 'no-text'),
  row('a Word file that is no base64', '400 request-invalid', order('readReportFile', 'bare', { file: '不是' }), {
    places: ['file'],
  }),
  row(
    'a Word file above two megabytes',
    '413 body-too-large',
    order('readReportFile', 'bare', { file: 'A'.repeat(2_700_000) }),
  ),
];

const KEY = 'A'.repeat(43);
const reading =
  (id: OperationId, standing: StandingName, change: object = {}) =>
  ({ halls }: County): Knock =>
    knockOf(id, { session: halls[standing].session, key: KEY, ...change });

const readingRows: readonly Row[] = [
  row('a reading page by a key that is none of the session', '404 reading-key-wrong', reading('openReading', 'bare')),
  row(
    'a report by a key that is none of the session',
    '404 reading-key-wrong',
    reading('getReadingReport', 'bare', { officer: 'o1' }),
  ),
  row('items by a key that is none of the session', '404 reading-key-wrong', reading('listReadingItems', 'bare')),
  row('a reading page without a key', '400 request-invalid', reading('openReading', 'bare', { key: undefined }), {
    places: ['key'],
  }),
  row(
    'a reading key with a byte too few',
    '400 request-invalid',
    reading('openReading', 'bare', { key: 'A'.repeat(42) }),
    {
      places: ['key'],
    },
  ),
  row(
    'a page of items that there is not',
    '400 request-invalid',
    reading('listReadingItems', 'bare', { after: 'HEAD' }),
    {
      places: ['after'],
    },
  ),
  row('a reading page of a session that there is not', '404 session-unknown', () =>
    knockOf('openReading', { session: 'nowhere', key: KEY }),
  ),
];

export const reportsRows: readonly Row[] = [...foreign, ...writingRows, ...fileRows, ...readingRows];

export const reportsRaces: readonly RaceRow[] = [
  {
    title: 'two clerks save one report',
    expected: ['200', '409 edited-meanwhile'],
    changed: [/^Meetings \S+ REPORT#o2$/, /^Meetings \S+ REPORTS$/, /^Registry PROGRESS#/],
    knocks: async (county) => {
      const save = (words: string, sub: string) =>
        order('saveReport', 'bare', { officer: 'o2', parts: textsOf(() => words) }, sub)(county);
      return [save('甲写的', 'first-clerk'), save('乙写的', 'second-clerk')];
    },
  },
];
