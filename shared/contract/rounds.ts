import * as z from 'zod';
import * as f from './formats.ts';
import { defineOperation, staff } from './operation.ts';

const office = staff('inspection-office');
const everyone = staff('unit-clerk', 'inspection-office', 'discipline-commission', 'county-leader', 'auditor');

/** A workbook of a county's round is well under 1 MB; base64 adds a third. */
const MAX_IMPORT_BYTES = 4_000_000;

const importRequest = z.strictObject({
  round: f.roundId,
  roundName: z.string().trim().min(1).max(60),
  fileName: z.string().min(1).max(200),
  /** The file's bytes, standard base64. */
  file: z.base64().min(1).max(3_900_000),
});

const byCategory = z.strictObject({
  'market-entity': f.count,
  'consumer-society': f.count,
  'discipline-inspection': f.count,
  'deputy-supervisor': f.count,
});

const importedUnit = z.strictObject({
  unit: f.sessionId,
  name: z.string(),
  session: f.sessionId,
  officers: f.count,
  delegates: f.count,
  byCategory,
});

const importProblems = ['file-unreadable', 'file-defects', 'round-in-progress', 'import-would-lose'] as const;

export const roundOperations = {
  checkImport: defineOperation({
    summary: { zh: '检查名单文件（不导入）', en: 'Check a file of a round without importing it' },
    who: office,
    function: 'rounds',
    request: importRequest,
    response: z.strictObject({ units: z.array(importedUnit) }),
    problems: importProblems,
    grants: { registry: ['GetItem', 'BatchGetItem', 'Query'], meetings: ['GetItem', 'BatchGetItem', 'Query'] },
    maxBodyBytes: MAX_IMPORT_BYTES,
  }),
  importRound: defineOperation({
    summary: { zh: '导入年度名单', en: 'Import a round: units, officers, delegates; whole or not at all' },
    who: office,
    function: 'rounds',
    request: importRequest,
    response: z.strictObject({ units: z.array(importedUnit), version: f.count }),
    problems: [...importProblems, 'import-overtaken'],
    grants: {
      registry: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      meetings: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
    },
    maxBodyBytes: MAX_IMPORT_BYTES,
  }),
  listRounds: defineOperation({
    summary: { zh: '年度列表', en: 'The rounds of the county' },
    who: everyone,
    function: 'rounds',
    request: z.strictObject({}),
    response: z.strictObject({
      rounds: z.array(z.strictObject({ round: f.roundId, name: z.string(), units: f.count, importedAt: f.timeMs })),
    }),
    problems: [],
    grants: { registry: ['Query'] },
  }),
  getRound: defineOperation({
    summary: { zh: '一个年度的各单位', en: 'One round with its units and where each meeting stands' },
    who: everyone,
    function: 'rounds',
    request: z.strictObject({ round: f.roundId }),
    response: z.strictObject({
      round: f.roundId,
      name: z.string(),
      version: f.count,
      importedAt: f.timeMs,
      units: z.array(
        z.strictObject({
          ...importedUnit.shape,
          state: f.meetingState,
          /** Voting cards registered so far. */
          cards: f.count,
          tellersEnrolled: z.array(f.slot),
          keysMade: z.boolean(),
          /** What is missing before the next step, as codes of the catalogue: `cards`, `keys`, `teller-discipline` … */
          missing: z.array(z.string()),
          /** Names of the officers whose report is missing; `null` while nothing is noted of any: then all are. */
          reportsMissing: z.array(z.string()).nullable(),
        }),
      ),
    }),
    problems: ['round-unknown'],
    grants: { registry: ['GetItem', 'BatchGetItem', 'Query'], meetings: ['BatchGetItem'] },
  }),
  listDelegates: defineOperation({
    summary: { zh: '代表名单', en: 'The delegates of a session; phones masked' },
    who: staff('unit-clerk', 'inspection-office', 'discipline-commission'),
    function: 'rounds',
    request: z.strictObject({ session: f.sessionId, page: f.pageNumber }),
    response: z.strictObject({
      delegates: z.array(
        z.strictObject({
          delegate: f.delegateId,
          number: f.count,
          name: z.string(),
          category: f.category,
          organisation: z.string(),
          phoneMasked: z.string(),
          /** A voting card is registered; `replaceable` while it was not drawn and no paper ballot handed out. */
          card: z.enum(['none', 'replaceable', 'settled']),
        }),
      ),
      page: f.count,
      pages: f.count,
    }),
    problems: ['session-unknown', 'page-unknown', 'unit-not-yours'],
    grants: { registry: ['GetItem', 'BatchGetItem', 'Query'] },
  }),
  listOfficers: defineOperation({
    summary: {
      zh: '述职人员名单和测评内容',
      en: 'The officers of a session, and what the freeze puts on the ballot',
    },
    who: everyone,
    function: 'rounds',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({
      unitName: z.string(),
      /** In the order of the ballot. */
      officers: z.array(z.strictObject({ officer: z.string(), name: z.string(), post: z.string() })),
      unitIndicators: z.array(f.indicator),
      officerIndicators: z.array(f.indicator),
      thresholds: f.thresholds,
    }),
    problems: ['session-unknown', 'unit-not-yours'],
    grants: { registry: ['GetItem'] },
  }),
  registerCards: defineOperation({
    summary: { zh: '登记表决卡（只收代码的散列）', en: 'Register voting cards: hashes of codes only' },
    who: office,
    function: 'rounds',
    request: z.strictObject({
      session: f.sessionId,
      cards: z
        .array(z.strictObject({ delegate: f.delegateId, codeHash: f.hash }))
        .min(1)
        .max(25),
    }),
    response: z.strictObject({ registered: f.count }),
    problems: ['session-unknown', 'state-wrong', 'delegate-unknown', 'list-not-approved', 'card-not-replaceable'],
    grants: { registry: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'], meetings: ['GetItem'] },
  }),
  issueEnrolment: defineOperation({
    summary: { zh: '出一张计票人登记二维码', en: 'Issue a teller’s one-time enrolment: its hash only' },
    who: staff('inspection-office', 'discipline-commission'),
    function: 'rounds',
    request: z.strictObject({ session: f.sessionId, slot: f.slot, secretHash: f.hash }),
    response: z.strictObject({ slot: f.slot }),
    problems: ['session-unknown', 'state-wrong', 'role-not-allowed'],
    grants: { registry: ['GetItem', 'PutItem'], meetings: ['GetItem', 'PutItem'] },
  }),
  freeze: defineOperation({
    summary: { zh: '冻结测评表', en: 'Freeze the manifest' },
    who: office,
    function: 'rounds',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({ state: f.meetingState, manifestHash: f.hash }),
    problems: ['session-unknown', 'state-wrong', 'not-ready'],
    grants: { registry: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], meetings: ['GetItem', 'PutItem'] },
  }),
  voidMeeting: defineOperation({
    summary: { zh: '宣布大会作废（封箱之前）', en: 'Void a meeting before the box is closed' },
    who: office,
    function: 'rounds',
    request: z.strictObject({ session: f.sessionId, reason: f.reason }),
    response: z.strictObject({ state: f.meetingState }),
    problems: ['session-unknown', 'state-wrong'],
    grants: { registry: ['GetItem', 'PutItem', 'UpdateItem'], meetings: ['GetItem', 'PutItem'] },
  }),
  listAudit: defineOperation({
    summary: { zh: '审计记录', en: 'The audit log, newest first' },
    who: staff('auditor', 'discipline-commission', 'inspection-office'),
    function: 'rounds',
    request: z.strictObject({ before: z.coerce.number().pipe(z.int().min(1)).optional() }),
    response: z.strictObject({
      entries: z.array(
        z.strictObject({
          sequence: f.count,
          atMs: f.timeMs,
          who: z.string(),
          role: z.string(),
          what: z.string(),
          target: z.string(),
          why: z.string(),
          previousHash: f.hash,
          hash: f.hash,
        }),
      ),
      /** Pass as `before` for the next page; `null` at the end. */
      next: f.count.nullable(),
    }),
    problems: [],
    grants: { registry: ['Query'] },
  }),
};

export const keyOperations = {
  makeKeys: defineOperation({
    summary: { zh: '生成本次大会的签名钥匙', en: 'Make the token key and the box key of a session' },
    who: office,
    function: 'keys',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({ tokenKey: z.string(), boxKey: f.point }),
    problems: ['session-unknown', 'state-wrong'],
    grants: {
      registry: ['GetItem', 'PutItem'],
      meetings: ['GetItem', 'PutItem'],
      tokenKey: ['GenerateDataKey'],
      boxKey: ['GenerateDataKey'],
    },
  }),
};

/** Kinds of documents written at the announcement. */
export const DOCUMENTS = ['result.json', 'sealed.json', 'board.json', 'result.xlsx', 'result.html'] as const;
const document = z.enum(DOCUMENTS);
export type DocumentName = (typeof DOCUMENTS)[number];

const download = z.strictObject({
  url: z.url(),
  expiresAtMs: f.timeMs,
  fileName: z.string(),
});

export const documentOperations = {
  createDownload: defineOperation({
    summary: { zh: '下载文件（5 分钟有效）', en: 'A signed URL for a document, valid for 5 minutes' },
    who: everyone,
    function: 'documents',
    request: z.strictObject({ session: f.sessionId, document }),
    response: download,
    problems: ['session-unknown', 'document-missing', 'download-not-allowed', 'unit-not-yours'],
    grants: { registry: ['GetItem', 'PutItem'], meetings: ['GetItem'], results: ['GetObject'] },
  }),
  createTellerDownload: defineOperation({
    summary: { zh: '计票人下载文件', en: 'A signed URL for a teller' },
    who: { kind: 'teller' },
    function: 'documents',
    request: f.tellerRequest(z.strictObject({ document })),
    response: download,
    problems: ['session-unknown', 'document-missing'],
    grants: { registry: ['GetItem', 'PutItem'], meetings: ['GetItem'], results: ['GetObject'] },
  }),
};
