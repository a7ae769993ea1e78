import * as z from 'zod';
import { FILE_KINDS } from '../process/file-kinds.ts';
import { OPINION_KINDS, RATINGS } from '../process/opinions.ts';
import { ITEM_KINDS, ITEM_STATES } from '../process/rectification.ts';
import { ESCALATION_LEVELS } from '../process/round-config.ts';
import * as f from './formats.ts';
import { hand, historyEntry, historyWord } from './item-history.ts';
import { anyone, defineOperation, type Grants, staff } from './operation.ts';

const everyone = staff('unit-clerk', 'inspection-office', 'discipline-commission', 'county-leader', 'auditor');
const confirmers = staff('inspection-office', 'discipline-commission');
const unitItself = staff('unit-clerk');
/** The discipline commission or the county, never the unit itself. */
const deciders = staff('discipline-commission', 'inspection-office', 'county-leader');

/** A number from 1 as an address carries it. */
const itemId = z.string().regex(/^[1-9]\d{0,3}$/, 'item');
/** Made by the page once for each file: the same id sent again is the same file. */
const evidenceId = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'evidence');
const replyNumber = z.int().min(1).max(9_999);

const kind = z.enum(ITEM_KINDS);
const state = z.enum(ITEM_STATES);
const by = z.strictObject({ hand, name: z.string() });
const ratings = z.record(z.enum(RATINGS), f.count);
const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opinion'), collated: f.count }),
  z.strictObject({ kind: z.literal('question'), number: f.count }),
  z.strictObject({ kind: z.literal('score'), subject: z.string().max(64), indicator: z.string().max(64) }),
]);
const evidence = z.strictObject({
  id: evidenceId,
  fileName: z.string(),
  kind: z.enum(FILE_KINDS),
  bytes: f.byteCount,
  state: z.enum(['announced', 'kept']),
});

const listedItem = z.strictObject({
  number: f.count,
  kind,
  wording: z.string(),
  about: z.string().nullable(),
  state,
  overdue: z.boolean(),
  /** After the third reopening. */
  withCommission: z.boolean(),
  responsible: z.string().nullable(),
  dueOn: f.day,
  /** A later deadline that waits for the discipline commission. */
  askedDueOn: f.day.nullable(),
  reopened: f.count,
  /** The highest level that was told of this deadline. */
  escalatedTo: z.enum(ESCALATION_LEVELS).nullable(),
});

const wholeItem = z.strictObject({
  ...listedItem.shape,
  version: f.count,
  sources: z.array(source),
  measure: z.string().nullable(),
  /** The latest deadline that the rule gives. */
  ruleDueOn: f.day,
  /** Whether the holidays of every year that was counted through are known; `false`: weekends alone were left out. */
  calendarKnown: z.boolean(),
  asked: z.strictObject({ dueOn: f.day, reason: z.string() }).nullable(),
  replies: z.array(
    z.strictObject({
      number: f.count,
      text: z.string(),
      onDay: f.day,
      by,
      /** Ids among the item's evidence. */
      evidence: z.array(evidenceId),
      ratings,
    }),
  ),
  evidence: z.array(evidence),
  history: z.array(historyEntry),
});

const figures = z.strictObject({
  items: f.count,
  open: f.count,
  /** Replied to and not decided yet. */
  toDecide: f.count,
  /** Of those, the ones that the discipline commission alone decides. */
  toDecideByCommission: f.count,
  fixed: f.count,
  closed: f.count,
  overdue: f.count,
  reopened: f.count,
  repliesDue: f.count,
  repliesInTime: f.count,
  nextDueOn: f.day.nullable(),
});

const taken = z.strictObject({ number: f.count, state, version: f.count });
const ofItem = ['session-unknown', 'unit-not-yours', 'item-unknown'] as const;
const steps: Grants = { registry: ['GetItem', 'PutItem', 'UpdateItem'], meetings: ['GetItem', 'PutItem'] };

export const rectificationOperations = {
  proposeItems: defineOperation({
    summary: { zh: '可列入整改的意见、问题和低分项', en: 'What may become rectification items' },
    who: confirmers,
    function: 'rectification',
    request: z.strictObject({ session: f.sessionId, after: f.collatedPlace.optional() }),
    response: z.strictObject({
      proposals: z.array(
        z.strictObject({
          /** Everything that becomes one item when this is confirmed as it stands. */
          sources: z.array(source).min(1),
          kind,
          wording: z.string(),
          about: z.string().nullable(),
          /** How many opinions it stands for; 0 when it comes from none. */
          opinions: f.count,
        }),
      ),
      /** Pass as `after` for the next page of the collated list; `null` at the end. */
      next: z.string().nullable(),
      /** The deadline that a confirmation today gives. */
      dueOn: f.day,
      calendarKnown: z.boolean(),
    }),
    problems: ['session-unknown'],
    grants: { registry: ['GetItem'], meetings: ['GetItem', 'BatchGetItem', 'Query'] },
  }),
  confirmItem: defineOperation({
    summary: { zh: '确认立项', en: 'Confirm a rectification item' },
    who: confirmers,
    function: 'rectification',
    request: z.strictObject({
      session: f.sessionId,
      sources: z.array(source).min(1).max(50),
      kind,
      wording: f.multilineText(2_000),
    }),
    response: z.strictObject({ number: f.count, dueOn: f.day, calendarKnown: z.boolean() }),
    problems: ['session-unknown', 'source-unknown', 'source-taken', 'item-full'],
    grants: { registry: ['GetItem', 'PutItem', 'UpdateItem'], meetings: ['GetItem', 'Query', 'PutItem'] },
  }),
  listItems: defineOperation({
    summary: { zh: '整改事项列表', en: 'The rectification items of a session' },
    who: everyone,
    function: 'rectification',
    request: z.strictObject({ session: f.sessionId, after: f.itemPlace.optional() }),
    response: z.strictObject({
      items: z.array(listedItem),
      next: z.string().nullable(),
      figures,
      today: f.day,
    }),
    problems: ['session-unknown', 'unit-not-yours'],
    grants: { registry: ['GetItem'], meetings: ['GetItem', 'Query'] },
  }),
  getItem: defineOperation({
    summary: { zh: '一个整改事项和它的经过', en: 'One rectification item with its history' },
    who: everyone,
    function: 'rectification',
    request: z.strictObject({ session: f.sessionId, item: itemId }),
    response: wholeItem,
    problems: ofItem,
    grants: { registry: ['GetItem'], meetings: ['GetItem'] },
  }),
  setMeasure: defineOperation({
    summary: { zh: '填写责任人、整改措施和期限', en: 'Say who puts it right, how, and by when' },
    who: staff('unit-clerk', 'discipline-commission'),
    function: 'rectification',
    request: z.strictObject({
      session: f.sessionId,
      item: itemId,
      expectedVersion: f.count,
      responsible: f.line(60),
      measure: f.multilineText(2_000),
      dueOn: f.day,
      /** Why the deadline is later than the rule's; holds once the discipline commission sets it. */
      reason: f.reason.optional(),
    }),
    response: taken,
    problems: [
      ...ofItem,
      'edited-meanwhile',
      'item-state-wrong',
      'item-with-commission',
      'deadline-not-working-day',
      'deadline-past',
      'deadline-too-late',
      'item-full',
    ],
    grants: steps,
  }),
  replyToItem: defineOperation({
    summary: { zh: '答复整改事项', en: 'Reply: what was done, with its evidence' },
    who: unitItself,
    function: 'rectification',
    request: z.strictObject({
      session: f.sessionId,
      item: itemId,
      /** How many replies there were when this one was written: sent again, it is the same reply. */
      after: f.count,
      text: f.multilineText(5_000),
      evidence: z.array(evidenceId).max(10),
    }),
    response: taken,
    problems: [...ofItem, 'edited-meanwhile', 'item-state-wrong', 'measure-missing', 'evidence-missing', 'item-full'],
    grants: steps,
    maxBodyBytes: 32 * 1024,
  }),
  createEvidenceUpload: defineOperation({
    summary: { zh: '上传整改材料', en: 'A signed address for a file of evidence' },
    who: unitItself,
    function: 'rectification',
    request: z.strictObject({
      session: f.sessionId,
      item: itemId,
      id: evidenceId,
      fileName: f.line(120),
      kind: z.enum(FILE_KINDS),
      bytes: f.byteCount,
    }),
    /** One PUT with exactly this content type and length. */
    response: z.strictObject({ url: z.url(), contentType: z.string(), expiresAtMs: f.timeMs }),
    problems: [...ofItem, 'item-state-wrong', 'file-kind-wrong', 'file-too-large', 'item-full', 'already-recorded'],
    grants: { ...steps, uploads: ['PutObject'] },
  }),
  confirmEvidence: defineOperation({
    summary: { zh: '核对已上传的材料', en: 'Check a file of evidence that was sent' },
    who: unitItself,
    function: 'rectification',
    request: z.strictObject({ session: f.sessionId, item: itemId, evidence: evidenceId }),
    response: evidence,
    problems: [...ofItem, 'evidence-unknown', 'upload-missing', 'file-kind-wrong'],
    grants: { ...steps, uploads: ['GetObject', 'PutObject', 'DeleteObject'] },
  }),
  createEvidenceDownload: defineOperation({
    summary: { zh: '查看整改材料', en: 'A signed address to read a file of evidence' },
    who: everyone,
    function: 'rectification',
    request: z.strictObject({ session: f.sessionId, item: itemId, evidence: evidenceId }),
    response: z.strictObject({ url: z.url(), fileName: z.string(), expiresAtMs: f.timeMs }),
    problems: [...ofItem, 'evidence-unknown'],
    grants: { ...steps, uploads: ['GetObject'] },
  }),
  acceptItem: defineOperation({
    summary: { zh: '验收：改好了', en: 'Accept a reply: the item is fixed' },
    who: deciders,
    function: 'rectification',
    request: z.strictObject({ session: f.sessionId, item: itemId, reply: replyNumber }),
    response: taken,
    problems: [...ofItem, 'edited-meanwhile', 'item-state-wrong', 'item-with-commission', 'same-person'],
    grants: steps,
  }),
  returnItem: defineOperation({
    summary: { zh: '退回重办', en: 'Send a reply back, with a reason' },
    who: deciders,
    function: 'rectification',
    request: z.strictObject({ session: f.sessionId, item: itemId, reply: replyNumber, reason: f.reason }),
    response: taken,
    problems: [...ofItem, 'edited-meanwhile', 'item-state-wrong', 'item-with-commission', 'same-person'],
    grants: steps,
  }),
  closeItem: defineOperation({
    summary: { zh: '办结（没有整改，说明原因）', en: 'Close an item without a fix, with the reason' },
    who: deciders,
    function: 'rectification',
    request: z.strictObject({ session: f.sessionId, item: itemId, expectedVersion: f.count, reason: f.reason }),
    response: taken,
    problems: [...ofItem, 'edited-meanwhile', 'item-state-wrong', 'item-with-commission', 'same-person', 'item-full'],
    grants: steps,
  }),
  listNotices: defineOperation({
    summary: { zh: '逾期通知', en: 'Notices of overdue items, newest first' },
    who: everyone,
    function: 'rectification',
    request: z.strictObject({ session: f.sessionId, after: f.noticePlace.optional() }),
    response: z.strictObject({
      notices: z.array(
        z.strictObject({
          item: f.count,
          level: z.enum(ESCALATION_LEVELS),
          dueOn: f.day,
          onDay: f.day,
          /** `waiting`: it is on its way. `shown`: nobody has an address for that level, and it stands here alone. */
          delivery: z.enum(['waiting', 'sent', 'shown']),
        }),
      ),
      next: z.string().nullable(),
    }),
    problems: ['session-unknown', 'unit-not-yours'],
    grants: { registry: ['GetItem', 'Query'] },
  }),

  followOpinion: defineOperation({
    summary: { zh: '凭回执查看办理情况', en: 'What became of an opinion, by its receipt' },
    who: anyone,
    function: 'authors',
    request: z.strictObject({ session: f.sessionId, secret: f.secret }),
    response: z.strictObject({
      unit: z.string(),
      kind: z.enum(OPINION_KINDS),
      onDay: f.day,
      /** Staff made this receipt, and nobody has replaced it yet. */
      canTakeOver: z.boolean(),
      /** `received`: not sorted yet. `listed`: on the collated list. `item`: something to put right. */
      standing: z.enum(['received', 'not-taken-up', 'listed', 'item']),
      /** Why it was not taken up. */
      reason: z.string().nullable(),
      /** The collated wording that stands for it. */
      wording: z.string().nullable(),
      /** What was answered at the meeting. */
      answers: z.array(
        z.strictObject({
          wording: z.string(),
          answer: z.string().nullable(),
          answeredBy: z.string().nullable(),
          setAsideWhy: z.string().nullable(),
        }),
      ),
      item: z
        .strictObject({
          number: f.count,
          wording: z.string(),
          state,
          withCommission: z.boolean(),
          responsible: z.string().nullable(),
          measure: z.string().nullable(),
          dueOn: f.day,
          overdue: z.boolean(),
          reopened: f.count,
          replies: z.array(
            z.strictObject({
              number: f.count,
              text: z.string(),
              onDay: f.day,
              by: hand,
              evidence: z.array(z.string()),
              ratings,
              /** This author's own word on it. */
              mine: z.enum(RATINGS).nullable(),
              /** Whether `mine` is among `ratings`: it is counted at night. */
              counted: z.boolean(),
            }),
          ),
          history: z.array(z.strictObject({ onDay: f.day, what: historyWord, note: z.string().nullable() })),
        })
        .nullable(),
    }),
    problems: ['receipt-unknown'],
    grants: { opinions: ['GetItem'], meetings: ['GetItem', 'Query'] },
  }),
  takeOverReceipt: defineOperation({
    summary: {
      zh: '换成只有本人知道的回执',
      en: 'Replace a receipt that staff made by one that its author alone knows',
    },
    who: anyone,
    function: 'authors',
    request: z.strictObject({
      session: f.sessionId,
      secret: f.secret,
      /** Hash of a secret that the phone made and keeps; the same again is the same receipt. */
      receiptHash: f.hash,
    }),
    response: z.strictObject({}),
    problems: ['receipt-unknown', 'receipt-made-by-author', 'receipt-not-new', 'receipt-taken-over'],
    grants: {
      opinions: ['GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
    },
  }),
  rateReply: defineOperation({
    summary: { zh: '评价答复（夜间统一计入）', en: 'Rate a reply, once; it is counted at night' },
    who: anyone,
    function: 'authors',
    request: z.strictObject({
      session: f.sessionId,
      secret: f.secret,
      item: z.int().min(1).max(9_999),
      reply: replyNumber,
      rating: z.enum(RATINGS),
    }),
    /** The word that is kept. `counted` is false until the night has counted it on the item, which 不满意 then reopens. */
    response: z.strictObject({ mine: z.enum(RATINGS), counted: z.boolean() }),
    problems: ['receipt-unknown', 'reply-unknown', 'already-rated'],
    grants: { opinions: ['GetItem', 'UpdateItem', 'PutItem'], meetings: ['GetItem'] },
  }),
};
