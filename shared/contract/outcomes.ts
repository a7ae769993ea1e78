import * as z from 'zod';
import { MEASURES, TIMED_GATES } from '../process/assessment.ts';
import { USES } from '../process/outcomes.ts';
import { ROUND_UP_FIGURES } from '../process/round-up.ts';
import * as f from './formats.ts';
import { defineOperation, staff } from './operation.ts';

const everyone = staff('unit-clerk', 'inspection-office', 'discipline-commission', 'county-leader', 'auditor');
/** The county's view: a unit's clerk sees their own unit only, and a round-up is of all. */
const ofTheCounty = staff('inspection-office', 'discipline-commission', 'county-leader', 'auditor');
/** Who uses results: the office that keeps the officers' files, and the county's leaders. Never the unit about itself. */
const deciders = staff('inspection-office', 'county-leader');

const share = z.strictObject({ have: f.count, of: f.count }).nullable();
const measured = z.strictObject({ measure: z.enum(MEASURES), share });
const indicatorOfYear = z.strictObject({ name: z.string(), result: f.indicatorResult });

const yearOfSubject = z.strictObject({
  round: f.roundId,
  post: z.string(),
  ballots: f.count,
  score: f.fraction.nullable(),
  grade: f.grade.nullable(),
  grades: f.gradeCounts,
  satisfaction: f.fraction.nullable(),
  indicators: z.array(indicatorOfYear),
});

const subjectId = z.string().regex(/^[a-z0-9-]{1,64}$/, 'subject');
const use = z.enum(USES);
const usePage = z.string().regex(/^USE#[0-9a-f]{64}$/, 'page');

const figures = z.strictObject({
  units: f.count,
  valid: f.count,
  invalid: f.count,
  officers: f.count,
  delegates: f.count,
  turnout: share,
  satisfaction: share,
  questions: f.count,
  suggestions: f.count,
  items: f.count,
  rectified: f.count,
  closed: f.count,
  overdue: f.count,
});

const quotedFigure = z.strictObject({
  figure: z.enum(ROUND_UP_FIGURES),
  /** As the source prints it, such as `97%`. */
  text: f.line(30),
  /** How the source computed it; empty when it says so. */
  note: f.optionalLine(100),
});
const quotation = z.strictObject({
  source: f.line(200),
  figures: z.array(quotedFigure).min(1).max(ROUND_UP_FIGURES.length),
});

/** A county's round-up: one page. */
export const roundUp = z.strictObject({
  round: f.roundId,
  roundName: z.string(),
  countyName: z.string(),
  /** The day on which it was drawn up. */
  onDay: f.day,
  figures,
  units: z.array(
    z.strictObject({ unit: f.sessionId, name: z.string(), session: f.sessionId, state: f.meetingState, figures }),
  ),
  /** Figures that a source published. They stand beside, and nothing is computed from them or compared with them. */
  quoted: quotation.nullable(),
  /** Printed under the title, such as that the scores are made up. */
  notice: z.string().nullable(),
});

const download = z.strictObject({ url: z.url(), expiresAtMs: f.timeMs, fileName: z.string() });
const readsARound = { registry: ['GetItem', 'Query'], meetings: ['GetItem', 'BatchGetItem', 'Query'] } as const;

/** Where results were used, the years compared, the round-up, the audit log’s export. */
export const outcomeOperations = {
  getResults: defineOperation({
    summary: { zh: '本单位历年测评结果', en: 'A unit and its officers over the years, as announced' },
    who: everyone,
    function: 'outcomes',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({
      unitName: z.string(),
      /** Announced meetings of the unit, earliest first. */
      meetings: z.array(
        z.strictObject({
          round: f.roundId,
          roundName: z.string(),
          session: f.sessionId,
          announcedAtMs: f.timeMs,
          outcome: z.enum(['valid', 'invalid']),
          reasons: z.array(z.string()),
        }),
      ),
      subjects: z.array(
        z.strictObject({ kind: z.enum(['unit', 'officer']), name: z.string(), years: z.array(yearOfSubject) }),
      ),
      /** What a use of this session's result can be about; empty before its announcement. */
      ofThisMeeting: z.array(z.strictObject({ subject: subjectId, name: z.string(), post: z.string() })),
    }),
    problems: ['session-unknown', 'unit-not-yours'],
    grants: { registry: ['GetItem', 'Query'], meetings: ['GetItem', 'BatchGetItem'] },
  }),
  recordUse: defineOperation({
    summary: { zh: '记录结果运用', en: 'Record where a result was used, by whom and why' },
    who: deciders,
    function: 'outcomes',
    request: z.strictObject({
      session: f.sessionId,
      subject: subjectId,
      use,
      note: f.reason,
      /** Whose decision it was: a body or a person in office. */
      decidedBy: f.line(60),
    }),
    response: z.strictObject({ uses: f.count }),
    problems: ['session-unknown', 'state-wrong', 'subject-unknown', 'result-not-valid'],
    grants: {
      registry: ['GetItem', 'Query', 'PutItem', 'UpdateItem'],
      meetings: ['GetItem'],
    },
  }),
  listUses: defineOperation({
    summary: { zh: '结果运用记录', en: 'The recorded uses of a session’s result' },
    who: everyone,
    function: 'outcomes',
    request: z.strictObject({ session: f.sessionId, after: usePage.optional() }),
    response: z.strictObject({
      uses: z.array(
        z.strictObject({
          subject: subjectId,
          name: z.string(),
          use,
          note: z.string(),
          decidedBy: z.string(),
          recordedBy: z.string(),
          onDay: f.day,
        }),
      ),
      /** Pass as `after` for the next page; `null` at the end. */
      next: usePage.nullable(),
    }),
    problems: ['session-unknown', 'unit-not-yours'],
    grants: { registry: ['GetItem', 'Query'] },
  }),
  getAssessment: defineOperation({
    summary: { zh: '双述工作考评', en: 'How well a unit ran its 双述: shares, each with its basis' },
    who: everyone,
    function: 'outcomes',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({
      unitName: z.string(),
      measures: z.array(measured),
      score: f.fraction.nullable(),
      gates: z.array(
        z.strictObject({ gate: z.enum(TIMED_GATES), dueOn: f.day.nullable(), passedOn: f.day.nullable() }),
      ),
    }),
    problems: ['session-unknown', 'unit-not-yours'],
    grants: { registry: ['GetItem', 'Query'], meetings: ['GetItem'] },
  }),
  quoteFigures: defineOperation({
    summary: { zh: '登记原始报告公布的数字', en: 'Quote the figures that a source published of a round' },
    who: staff('inspection-office'),
    function: 'outcomes',
    request: z.strictObject({ round: f.roundId, expectedVersion: f.count, ...quotation.shape }),
    response: z.strictObject({ version: f.count }),
    problems: ['round-unknown', 'edited-meanwhile'],
    grants: { registry: ['GetItem', 'PutItem'] },
  }),
  getRoundUp: defineOperation({
    summary: { zh: '年度汇总', en: 'The county’s round-up of a round, on one page' },
    who: ofTheCounty,
    function: 'outcomes',
    request: z.strictObject({ round: f.roundId }),
    response: z.strictObject({ ...roundUp.shape, quotedVersion: f.count }),
    problems: ['round-unknown'],
    grants: readsARound,
  }),
  createRoundUpDownload: defineOperation({
    summary: {
      zh: '下载年度汇总（5 分钟有效）',
      en: 'A signed URL for the round-up as XLSX or DOCX, valid for 5 minutes',
    },
    who: ofTheCounty,
    function: 'outcomes',
    request: z.strictObject({ round: f.roundId, format: z.enum(['xlsx', 'docx']) }),
    response: download,
    problems: ['round-unknown'],
    grants: {
      registry: ['GetItem', 'Query', 'PutItem'],
      meetings: readsARound.meetings,
      results: ['GetObject', 'PutObject'],
    },
  }),
  exportAudit: defineOperation({
    summary: { zh: '导出审计记录', en: 'The audit log as JSON lines, by signed URL, in parts' },
    who: staff('auditor', 'discipline-commission'),
    function: 'outcomes',
    request: z.strictObject({
      /** First entry of the part; 1 without. */
      from: z.int().min(1).optional(),
      /** Last entry of the whole, as the first part said; without, up to this export's own entry. */
      until: z.int().min(1).optional(),
    }),
    response: z.strictObject({
      ...download.shape,
      first: f.count,
      last: f.count,
      until: f.count,
      /** Hash of the entry `last`: of the whole log when it is `until`. */
      hash: f.hash,
      /** Pass as `from`, with `until`, for the next part; `null` at the end. */
      next: f.count.nullable(),
    }),
    problems: ['audit-range-unknown'],
    grants: { registry: ['GetItem', 'Query', 'PutItem'], results: ['GetObject', 'PutObject'] },
  }),
};
