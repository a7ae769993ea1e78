import * as z from 'zod';
import { MAX_AGENDA_ITEMS, QUESTION_SOURCES, STATEMENT_KINDS } from '../process/floor.ts';
import { floorQuestion } from './floor-question.ts';
import * as f from './formats.ts';
import { defineOperation, staff } from './operation.ts';

const everyone = staff('unit-clerk', 'inspection-office', 'discipline-commission', 'county-leader', 'auditor');
/** Who keeps the meeting's record: the inspection office, which convenes it, and the unit's clerk in their own hall. */
const recorders = staff('inspection-office', 'unit-clerk');

const statement = z.strictObject({
  speaker: z.string(),
  text: z.string(),
  onDay: z.string(),
  media: z
    .strictObject({ fileName: z.string(), kind: z.enum(STATEMENT_KINDS), bytes: f.byteCount, url: z.url() })
    .nullable(),
});

const questionNumber = z.coerce.number().pipe(z.int().min(1).max(9_999));
const wording = f.multilineText(1_000);
/** Made by the page once for each question: the same id sent again is the same question. */
const questionId = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'id');
/** Where a recording is sent; where it is kept nobody is told. */
const uploadKey = z.string().regex(/^incoming\/statement\/[a-z0-9-]{3,64}\/[A-Za-z0-9_-]{22}$/, 'upload');

const changes = {
  registry: ['GetItem', 'PutItem', 'UpdateItem'],
  meetings: ['GetItem', 'PutItem'],
} as const;

export const floorOperations = {
  getFloor: defineOperation({
    summary: { zh: '大会进程：议程、问题、表态', en: 'The floor: agenda, questions, statement' },
    who: everyone,
    function: 'floor',
    request: z.strictObject({ session: f.sessionId, after: f.questionPlace.optional() }),
    response: z.strictObject({
      version: f.count,
      agenda: z.array(z.string()),
      current: f.count.nullable(),
      called: f.count.nullable(),
      /** One page in the order of being put; pass `next` as `after` for the following one. */
      questions: z.array(floorQuestion),
      next: z.string().nullable(),
      statement: statement.nullable(),
    }),
    problems: ['session-unknown', 'unit-not-yours'],
    grants: { registry: ['GetItem'], meetings: ['GetItem', 'Query'], uploads: ['GetObject'] },
  }),
  setAgenda: defineOperation({
    summary: { zh: '修改议程', en: 'Write the agenda' },
    who: recorders,
    function: 'floor',
    request: z.strictObject({
      session: f.sessionId,
      expectedVersion: f.count,
      agenda: z.array(f.line(60)).min(1).max(MAX_AGENDA_ITEMS),
    }),
    response: z.strictObject({ version: f.count }),
    problems: ['session-unknown', 'unit-not-yours', 'edited-meanwhile'],
    grants: changes,
  }),
  moveAgenda: defineOperation({
    summary: { zh: '进入议程的某一项', en: 'Go to an item of the agenda' },
    who: recorders,
    function: 'floor',
    request: z.strictObject({
      session: f.sessionId,
      /** Index from 0; `null` before the meeting begins and after it has ended. */
      current: f.count.nullable(),
      expectedVersion: f.count,
    }),
    response: z.strictObject({ version: f.count }),
    problems: ['session-unknown', 'unit-not-yours', 'agenda-item-unknown', 'edited-meanwhile'],
    grants: changes,
  }),
  putQuestion: defineOperation({
    summary: { zh: '把一个问题记录在案', en: 'Put a question on record' },
    who: recorders,
    function: 'floor',
    request: z.strictObject({
      session: f.sessionId,
      id: questionId,
      source: z.enum(QUESTION_SOURCES),
      wording,
      /** Number of the collated opinion that it stands for; always there with one that came by phone. */
      collated: z.int().min(1).max(9_999).nullable(),
    }),
    response: z.strictObject({ number: f.count }),
    problems: [
      'session-unknown',
      'unit-not-yours',
      'role-not-allowed',
      'collated-unknown',
      'questions-full',
      'edited-meanwhile',
    ],
    grants: changes,
  }),
  callQuestion: defineOperation({
    summary: { zh: '主持人请回答某个问题', en: 'The chair calls a question' },
    who: recorders,
    function: 'floor',
    request: z.strictObject({ session: f.sessionId, question: questionNumber.nullable() }),
    response: z.strictObject({ called: f.count.nullable() }),
    problems: ['session-unknown', 'unit-not-yours', 'question-unknown', 'question-not-waiting'],
    grants: changes,
  }),
  recordAnswer: defineOperation({
    summary: { zh: '记录答复', en: 'Record the answer to a question' },
    who: recorders,
    function: 'floor',
    request: z.strictObject({
      session: f.sessionId,
      question: questionNumber,
      answer: f.multilineText(3_000),
      answeredBy: f.line(40),
      /** How many wordings of the answer there were when this one was written: sent again, it is the same. */
      after: f.count,
    }),
    response: z.strictObject({ number: f.count }),
    problems: ['session-unknown', 'unit-not-yours', 'question-unknown', 'edited-meanwhile', 'answer-corrected-often'],
    grants: changes,
  }),
  setQuestionAside: defineOperation({
    summary: { zh: '问题留待会后答复', en: 'Set a question aside, to be answered later' },
    /** Not by the unit: a question to it is not put off by itself. */
    who: staff('inspection-office'),
    function: 'floor',
    request: z.strictObject({ session: f.sessionId, question: questionNumber, reason: f.reason }),
    response: z.strictObject({ number: f.count }),
    problems: ['session-unknown', 'unit-not-yours', 'question-unknown', 'question-answered'],
    grants: changes,
  }),
  createStatementUpload: defineOperation({
    summary: { zh: '上传表态发言的录音录像', en: 'A signed address for a recording of the statement' },
    who: recorders,
    function: 'floor',
    request: z.strictObject({
      session: f.sessionId,
      kind: z.enum(STATEMENT_KINDS),
      fileName: f.line(120),
      bytes: f.byteCount,
    }),
    response: z.strictObject({ key: uploadKey, url: z.url(), expiresAtMs: f.timeMs }),
    problems: ['session-unknown', 'unit-not-yours', 'state-wrong', 'file-kind-wrong', 'file-too-large'],
    grants: { registry: ['GetItem'], meetings: ['GetItem'], uploads: ['PutObject'] },
  }),
  recordStatement: defineOperation({
    summary: { zh: '记录负责人的表态性发言', en: 'Record the head’s statement' },
    who: recorders,
    function: 'floor',
    request: z.strictObject({
      session: f.sessionId,
      expectedVersion: f.count,
      speaker: f.line(40),
      text: f.multilineText(20_000),
      /** `unchanged`: a correction of the words keeps the recording there is; `null`: without one. */
      media: z
        .union([
          z.literal('unchanged'),
          z.strictObject({
            key: uploadKey,
            fileName: f.line(120),
            kind: z.enum(STATEMENT_KINDS),
            bytes: f.byteCount,
          }),
        ])
        .nullable(),
    }),
    response: z.strictObject({ version: f.count }),
    problems: [
      'session-unknown',
      'unit-not-yours',
      'state-wrong',
      'edited-meanwhile',
      'upload-missing',
      'file-kind-wrong',
    ],
    grants: { ...changes, uploads: ['GetObject', 'PutObject', 'DeleteObject'] },
    maxBodyBytes: 128 * 1024,
  }),
};
