import * as z from 'zod';
import { MAX_OPINIONS_TOGETHER } from '../process/collation.ts';
import { MAX_PHOTOS, OPINION_CHANNELS, OPINION_KINDS, RECORDED_CHANNELS } from '../process/opinions.ts';
import * as f from './formats.ts';
import { anyone, defineOperation, staff } from './operation.ts';

const everyone = staff('unit-clerk', 'inspection-office', 'discipline-commission', 'county-leader', 'auditor');
/** Sees what people wrote: the inspection office and nobody else. */
const collators = staff('inspection-office');
/** Go from door to door, hold a seminar, open the letters. */
const recorders = staff('inspection-office', 'unit-clerk');

const about = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unit') }),
  z.strictObject({ kind: z.literal('officer'), officer: z.string().regex(/^[a-z0-9-]{2,64}$/, 'officer') }),
]);
const kind = z.enum(OPINION_KINDS);
const named = z.strictObject({ name: f.line(40), contact: f.optionalLine(60) }).nullable();
/** Read well beyond what is taken, so that a longer one is refused by its length and not as unreadable. */
const text = f.multilineText(30_000);
const MAX_OPINION_BODY_BYTES = 160_000;

const photo = z.string().regex(/^(incoming\/\d{4}-\d{2}-\d{2}|kept)\/[A-Za-z0-9_-]{22}$/, 'photo');
const incomingPhoto = z.string().regex(/^incoming\/\d{4}-\d{2}-\d{2}\/[A-Za-z0-9_-]{22}$/, 'photo');
const number = z.coerce.number().pipe(z.int().min(1).max(9_999));
const version = z.int().min(1).max(1_000_000);
const photoAddress = z.strictObject({ url: z.url() });

const rawOpinion = z.strictObject({
  opinion: f.hash,
  kind,
  about,
  text: z.string(),
  named: z.strictObject({ name: z.string(), contact: z.string() }).nullable(),
  channel: z.enum(OPINION_CHANNELS),
  /** Its author proved to hold an invitation, without saying which. */
  invited: z.boolean(),
  day: f.day,
  photos: z.array(photo),
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('new') }),
    z.strictObject({ kind: z.literal('collated'), number: f.count }),
    z.strictObject({ kind: z.literal('discarded'), reason: z.string() }),
  ]),
});

const collatedItem = z.strictObject({
  id: z.string(),
  number: f.count,
  version: f.count,
  kind,
  about,
  topic: z.string(),
  wording: z.string(),
  /** How many opinions it stands for. */
  opinions: f.count,
  photos: z.array(photo),
  status: z.enum(['listed', 'in-rectification', 'withdrawn']),
  rectification: z.string().nullable(),
});

const wording = { kind, about, topic: f.line(40), wording: f.multilineText(1_000) };
const opinionIds = (min: 0 | 1) => z.array(f.hash).min(min).max(MAX_OPINIONS_TOGETHER);
const registryStep = ['GetItem', 'PutItem', 'UpdateItem'] as const;

/** Opinions before and at the meeting, and their collation. */
export const opinionOperations = {
  openOpinionPage: defineOperation({
    summary: { zh: '开放意见页面，取得二维码地址', en: 'Open the opinion page and get the address of its QR' },
    who: recorders,
    function: 'rounds',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({ url: z.url(), unitName: z.string() }),
    problems: ['session-unknown', 'unit-not-yours', 'opinions-closed'],
    grants: { registry: ['GetItem', 'PutItem'], meetings: ['GetItem', 'PutItem'] },
  }),
  getOpinionForm: defineOperation({
    summary: { zh: '可以对谁提意见', en: 'Whom an opinion may be about' },
    who: anyone,
    function: 'opinions',
    request: z.strictObject({ session: f.sessionId, key: f.secret }),
    response: z.strictObject({
      unitName: z.string(),
      officers: z.array(z.strictObject({ officer: z.string(), name: z.string(), post: z.string() })),
      open: z.boolean(),
      /** With which a delegate may prove an invitation; `null` before the session's keys are made. */
      proofKey: z.string().nullable(),
    }),
    problems: ['reading-key-wrong'],
    grants: { meetings: ['GetItem'] },
  }),
  createPhotoUpload: defineOperation({
    summary: { zh: '取得上传一张照片的地址', en: 'An address to upload one photo to' },
    who: anyone,
    function: 'opinions',
    request: z.strictObject({ session: f.sessionId, key: f.secret, bytes: f.byteCount }),
    response: z.strictObject({ photo: incomingPhoto, url: z.url(), contentType: z.literal('image/jpeg') }),
    problems: ['reading-key-wrong', 'opinions-closed', 'file-too-large'],
    grants: { meetings: ['GetItem'], photos: ['PutObject'] },
  }),
  drawOpinionProof: defineOperation({
    summary: { zh: '凭表决卡领取代表证明（盲签名）', en: 'Draw a proof of an invitation, blindly' },
    who: anyone,
    function: 'draw',
    request: z.strictObject({ session: f.sessionId, code: z.string().min(16).max(40), blinded: f.blindedMessage }),
    response: z.strictObject({ blindSignature: f.blindedMessage }),
    problems: ['opinions-closed', 'code-unknown', 'code-dead', 'opinion-proof-drawn', 'blinded-invalid'],
    grants: { registry: ['GetItem', 'UpdateItem'], meetings: ['GetItem'], tokenKey: ['Decrypt'] },
  }),
  leaveOpinion: defineOperation({
    summary: { zh: '提交意见', en: 'Leave an opinion' },
    who: anyone,
    function: 'opinions',
    request: z.strictObject({
      session: f.sessionId,
      key: f.secret,
      kind,
      about,
      text,
      photos: z.array(incomingPhoto).max(MAX_PHOTOS),
      /** Only where its author chose to be named. */
      named,
      /** Hash of a secret that the phone made and keeps; the same again is the same opinion. */
      receiptHash: f.hash,
      /** Optional: that its author holds an invitation, without saying whose. */
      proof: z.strictObject({ nonce: f.secret, signature: f.blindedMessage }).optional(),
    }),
    response: z.strictObject({}),
    problems: [
      'reading-key-wrong',
      'opinions-closed',
      'opinion-too-long',
      'officer-unknown',
      'photo-missing',
      'photo-unfit',
      'opinion-token-invalid',
      'opinion-token-spent',
      'opinion-arrived-already',
    ],
    grants: { meetings: ['GetItem'], opinions: ['PutItem'], photos: ['GetObject'] },
    maxBodyBytes: MAX_OPINION_BODY_BYTES,
  }),
  listOpinions: defineOperation({
    summary: { zh: '收到的意见（原文）', en: 'The opinions as they were written, in no order' },
    who: collators,
    function: 'collation',
    request: z.strictObject({ session: f.sessionId, after: f.hash.optional() }),
    response: z.strictObject({ opinions: z.array(rawOpinion), next: f.hash.nullable() }),
    problems: ['session-unknown'],
    grants: { registry: ['GetItem'], opinions: ['Query'] },
  }),
  recordOpinion: defineOperation({
    summary: {
      zh: '登记上门、座谈、来信、来电的意见',
      en: 'Record an opinion heard at a door, seminar, by letter or telephone',
    },
    who: recorders,
    function: 'collation',
    request: z.strictObject({
      session: f.sessionId,
      channel: z.enum(RECORDED_CHANNELS),
      kind,
      about,
      text,
      named,
      /** Hash of a secret that goes on the slip for its author and nowhere else. */
      receiptHash: f.hash,
    }),
    response: z.strictObject({}),
    problems: [
      'session-unknown',
      'unit-not-yours',
      'opinions-closed',
      'opinion-too-long',
      'officer-unknown',
      'opinion-arrived-already',
    ],
    grants: { registry: registryStep, meetings: ['GetItem'], opinions: ['BatchGetItem', 'PutItem'] },
    maxBodyBytes: MAX_OPINION_BODY_BYTES,
  }),
  discardOpinion: defineOperation({
    summary: { zh: '不予采纳，写明原因', en: 'Not take an opinion up, with the reason its author reads' },
    who: collators,
    function: 'collation',
    request: z.strictObject({ session: f.sessionId, opinion: f.hash, reason: f.reason }),
    response: z.strictObject({}),
    problems: ['session-unknown', 'opinion-unknown', 'opinion-in-entry'],
    grants: { registry: registryStep, opinions: ['BatchGetItem', 'UpdateItem'] },
  }),
  openPhoto: defineOperation({
    summary: { zh: '查看意见所附照片', en: 'See a photo of an opinion' },
    who: collators,
    function: 'collation',
    request: z.strictObject({ session: f.sessionId, opinion: f.hash, photo }),
    response: photoAddress,
    problems: ['session-unknown', 'photo-unknown', 'photo-not-rewritten'],
    grants: { registry: registryStep, opinions: ['BatchGetItem'], photos: ['GetObject'] },
  }),
  listCollated: defineOperation({
    summary: { zh: '汇总后的意见', en: 'The collated list' },
    who: everyone,
    function: 'collation',
    request: z.strictObject({ session: f.sessionId, after: f.collatedPlace.optional() }),
    response: z.strictObject({ items: z.array(collatedItem), next: z.string().nullable() }),
    problems: ['session-unknown', 'unit-not-yours'],
    grants: { registry: ['GetItem'], meetings: ['Query'] },
  }),
  collate: defineOperation({
    summary: { zh: '合并意见，写成汇总条目', en: 'Merge opinions into one collated entry, in new words' },
    who: collators,
    function: 'collation',
    request: z.strictObject({ session: f.sessionId, opinions: opinionIds(1), ...wording }),
    response: collatedItem,
    problems: ['session-unknown', 'officer-unknown', 'opinion-unknown', 'opinion-in-entry'],
    grants: {
      registry: registryStep,
      meetings: ['GetItem', 'PutItem'],
      opinions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'],
    },
  }),
  getCollated: defineOperation({
    summary: { zh: '一个汇总条目及其意见原文', en: 'A collated entry with the opinions it stands for' },
    who: collators,
    function: 'collation',
    request: z.strictObject({ session: f.sessionId, number }),
    response: z.strictObject({ item: collatedItem, opinions: z.array(rawOpinion) }),
    problems: ['session-unknown', 'collated-unknown'],
    grants: { registry: ['GetItem'], meetings: ['GetItem'], opinions: ['GetItem', 'BatchGetItem'] },
  }),
  changeCollated: defineOperation({
    summary: { zh: '修改、拆分或撤销汇总条目', en: 'Reword, split or withdraw a collated entry' },
    who: collators,
    function: 'collation',
    /** `opinions` is the whole list afterwards; without any, the entry is withdrawn. */
    request: z.strictObject({
      session: f.sessionId,
      number,
      expectedVersion: version,
      opinions: opinionIds(0),
      ...wording,
    }),
    response: collatedItem,
    problems: [
      'session-unknown',
      'officer-unknown',
      'collated-unknown',
      'collated-fixed',
      'edited-meanwhile',
      'opinion-unknown',
      'opinion-in-entry',
    ],
    grants: {
      registry: registryStep,
      meetings: ['GetItem', 'PutItem'],
      opinions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'],
    },
  }),
  finishCollation: defineOperation({
    summary: { zh: '意见已全部汇总', en: 'Say that every opinion has been dealt with' },
    who: collators,
    function: 'collation',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({ questions: f.count, suggestions: f.count }),
    problems: ['session-unknown', 'opinions-still-open', 'opinions-left'],
    grants: { registry: registryStep, meetings: ['GetItem', 'PutItem'], opinions: ['Query'] },
  }),
  releasePhoto: defineOperation({
    summary: { zh: '随汇总条目公开一张照片', en: 'Release a photo with a collated entry' },
    who: collators,
    function: 'collation',
    request: z.strictObject({ session: f.sessionId, number, opinion: f.hash, photo }),
    response: collatedItem,
    problems: [
      'session-unknown',
      'collated-unknown',
      'collated-fixed',
      'photo-unknown',
      'photo-not-rewritten',
      'photo-of-another-entry',
    ],
    grants: { registry: registryStep, meetings: ['GetItem', 'PutItem'], opinions: ['BatchGetItem'] },
  }),
  openReleasedPhoto: defineOperation({
    summary: { zh: '查看已公开的照片', en: 'See a photo that was released' },
    who: everyone,
    function: 'collation',
    request: z.strictObject({ session: f.sessionId, number, photo }),
    response: photoAddress,
    problems: ['session-unknown', 'unit-not-yours', 'collated-unknown', 'photo-unknown'],
    grants: { registry: registryStep, meetings: ['GetItem'], photos: ['GetObject'] },
  }),
};
