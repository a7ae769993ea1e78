import * as z from 'zod';
import { MAX_PART_CHARACTERS, REPORT_PARTS } from '../process/report.ts';
import * as f from './formats.ts';
import { anyone, defineOperation, staff } from './operation.ts';
import { publicFloor, publicItems, publicVenue } from './reports-reading.ts';
import { reportLine, writtenParts } from './written-report.ts';

const everyone = staff('unit-clerk', 'inspection-office', 'discipline-commission', 'county-leader', 'auditor');
const clerk = staff('unit-clerk');

const officerId = z.string().regex(/^o\d{1,3}$/, 'officer');
const part = f.optionalMultilineText(MAX_PART_CHARACTERS);
/** The five parts; one that is not written yet is empty. */
const parts = z.strictObject({
  'lawful-duty': part,
  'local-economy': part,
  'efficiency-attitude': part,
  'clean-enforcement': part,
  'problems-measures': part,
});
/** Five parts of 5 000 characters, four bytes each, and room for what JSON escapes. */
const MAX_REPORT_BYTES = 160_000;
/** A file of 2 MB; base64 adds a third. */
export const MAX_REPORT_FILE_BYTES = 2_000_000;
const MAX_FILE_CHARACTERS = Math.ceil(MAX_REPORT_FILE_BYTES / 3) * 4;

const ofUnit = ['session-unknown', 'unit-not-yours'] as const;
const ofOfficer = [...ofUnit, 'officer-unknown'] as const;
const changes = {
  registry: ['GetItem', 'PutItem', 'UpdateItem'],
  meetings: ['GetItem', 'PutItem'],
} as const;
const ofReader = ['session-unknown', 'reading-key-wrong'] as const;

export const reportOperations = {
  listReports: defineOperation({
    summary: { zh: '述职述廉报告：各人的进度', en: 'The officers’ reports: where each stands' },
    who: everyone,
    function: 'reports',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({
      unitName: z.string(),
      /** In `prepared` reports are written and withdrawn; from the freeze on they are on record and stay as they are. */
      state: f.meetingState,
      officers: z.array(reportLine),
      /** Names of the officers whose report is not submitted. */
      missing: z.array(z.string()),
    }),
    problems: ofUnit,
    grants: { registry: ['GetItem'], meetings: ['GetItem'] },
  }),
  getReport: defineOperation({
    summary: { zh: '一个人的述职述廉报告', en: 'One officer’s report' },
    who: everyone,
    function: 'reports',
    request: z.strictObject({ session: f.sessionId, officer: officerId }),
    response: z.strictObject({
      ...reportLine.shape,
      unitName: z.string(),
      parts: writtenParts,
      withdrawnWhy: z.string().nullable(),
    }),
    problems: ofOfficer,
    grants: { registry: ['GetItem'], meetings: ['GetItem'] },
  }),
  saveReport: defineOperation({
    summary: { zh: '保存报告（草稿）', en: 'Save a report as a draft' },
    who: clerk,
    function: 'reports',
    request: z.strictObject({ session: f.sessionId, officer: officerId, expectedVersion: f.count, parts }),
    response: z.strictObject({ version: f.count, words: f.count, savedAtMs: f.timeMs }),
    problems: [...ofOfficer, 'state-wrong', 'edited-meanwhile', 'report-submitted'],
    grants: changes,
    maxBodyBytes: MAX_REPORT_BYTES,
  }),
  submitReport: defineOperation({
    summary: { zh: '提交报告，代表即可阅读', en: 'Submit a report; delegates can read it from then on' },
    who: clerk,
    function: 'reports',
    request: z.strictObject({ session: f.sessionId, officer: officerId, expectedVersion: f.count }),
    response: z.strictObject({ version: f.count, submittedAtMs: f.timeMs }),
    problems: [...ofOfficer, 'state-wrong', 'edited-meanwhile', 'report-parts-missing'],
    grants: changes,
  }),
  withdrawReport: defineOperation({
    summary: { zh: '撤回报告以便更正（冻结之前）', en: 'Withdraw a report for correction, before the freeze' },
    who: clerk,
    function: 'reports',
    request: z.strictObject({ session: f.sessionId, officer: officerId, reason: f.reason }),
    response: z.strictObject({ version: f.count }),
    problems: [...ofOfficer, 'state-wrong', 'report-not-submitted'],
    grants: changes,
  }),
  readReportFile: defineOperation({
    summary: { zh: '读取 Word 文件（不保存）', en: 'Read a report from a Word file; saves nothing' },
    who: clerk,
    function: 'reports',
    request: z.strictObject({
      session: f.sessionId,
      fileName: z.string().min(1).max(200),
      /** The file's bytes, standard base64. */
      file: z.base64().min(1).max(MAX_FILE_CHARACTERS),
    }),
    response: z.strictObject({
      parts: writtenParts,
      /** `none`: no heading of a part was found, and everything is in the first part. `some`: those in `notFound` were not. */
      headings: z.enum(['all', 'some', 'none']),
      notFound: z.array(z.enum(REPORT_PARTS)),
      /** Parts above the limit; they cannot be saved before they are shortened. */
      tooLong: z.array(z.enum(REPORT_PARTS)),
    }),
    problems: [...ofUnit, 'file-unreadable'],
    grants: { registry: ['GetItem'] },
    maxBodyBytes: MAX_FILE_CHARACTERS + 1_000,
  }),

  openReading: defineOperation({
    summary: { zh: '代表阅读页：一眼看全', en: 'What a delegate may read, at a glance' },
    who: anyone,
    function: 'reading',
    request: z.strictObject({ session: f.sessionId, key: f.secret }),
    response: z.strictObject({
      countyName: z.string(),
      unitName: z.string(),
      state: f.meetingState,
      venue: publicVenue.nullable(),
      /** Those whose report is `submitted` can be opened. */
      officers: z.array(
        z.strictObject({ officer: z.string(), name: z.string(), post: z.string(), submitted: z.boolean() }),
      ),
      floor: publicFloor.nullable(),
      items: publicItems,
    }),
    problems: ofReader,
    grants: { meetings: ['GetItem', 'Query'], uploads: ['GetObject'] },
  }),
  getReadingReport: defineOperation({
    summary: { zh: '代表阅读一份报告', en: 'A delegate reads one report' },
    who: anyone,
    function: 'reading',
    request: z.strictObject({ session: f.sessionId, officer: officerId, key: f.secret }),
    response: z.strictObject({ name: z.string(), post: z.string(), parts: writtenParts }),
    problems: [...ofReader, 'report-missing'],
    grants: { meetings: ['GetItem'] },
  }),
  listReadingItems: defineOperation({
    summary: { zh: '代表阅读整改事项（下一页）', en: 'Rectification items that a delegate reads, further pages' },
    who: anyone,
    function: 'reading',
    request: z.strictObject({ session: f.sessionId, key: f.secret, after: f.itemPlace.optional() }),
    response: publicItems,
    problems: ofReader,
    grants: { meetings: ['GetItem', 'Query'] },
  }),
};
