import * as z from 'zod';
import * as f from './formats.ts';
import { anyone, defineOperation, teller } from './operation.ts';

const onManifest = { manifestHash: f.hash };
const changesMeeting = { meetings: ['GetItem', 'PutItem'] } as const;

export const tellerOperations = {
  enrolTeller: defineOperation({
    summary: { zh: '登记计票人的钥匙', en: 'Enrol a teller’s public keys with the one-time secret' },
    who: anyone,
    function: 'tellers',
    /** Signed by the new key itself, as a proof that the browser holds it. */
    request: f.tellerRequest(z.strictObject({ enrolment: f.secret, hpke: f.point, sign: f.point })),
    response: z.strictObject({ slot: f.slot, state: f.meetingState }),
    problems: ['session-unknown', 'state-wrong', 'enrolment-invalid', 'enrolment-used', 'signature-invalid'],
    grants: changesMeeting,
  }),
  signArming: defineOperation({
    summary: { zh: '签署测评表', en: 'Sign the arming of the frozen manifest' },
    who: anyone,
    function: 'tellers',
    /** `signature` is over "shuangshu arming v1" ‖ manifestHash. */
    request: z.strictObject({ session: f.sessionId, slot: f.slot, ...onManifest, signature: f.ecdsaSignature }),
    response: z.strictObject({ state: f.meetingState, signed: z.array(f.slot) }),
    problems: ['session-unknown', 'state-wrong', 'manifest-differs', 'signature-invalid'],
    grants: changesMeeting,
  }),
  openVoting: defineOperation({
    summary: { zh: '开始投票', en: 'Open the voting' },
    who: teller,
    function: 'tellers',
    request: f.tellerRequest(z.strictObject(onManifest)),
    response: z.strictObject({ state: f.meetingState }),
    problems: ['session-unknown', 'state-wrong', 'manifest-differs'],
    grants: changesMeeting,
  }),
  setClosingTime: defineOperation({
    summary: { zh: '设定截止时间', en: 'Set the closing time, once' },
    who: teller,
    function: 'tellers',
    request: f.tellerRequest(z.strictObject({ ...onManifest, closesAt: f.timeMs })),
    response: z.strictObject({ state: f.meetingState, closesAt: f.timeMs }),
    problems: ['session-unknown', 'state-wrong', 'manifest-differs', 'closing-time-invalid', 'already-recorded'],
    grants: changesMeeting,
  }),
  signBoard: defineOperation({
    summary: { zh: '签署票箱清单', en: 'Sign the board' },
    who: teller,
    function: 'tellers',
    request: f.tellerRequest(z.strictObject({ boardRoot: f.hash, ...onManifest, counts: f.boardCounts })),
    response: z.strictObject({ frozen: z.boolean(), signed: z.array(f.slot) }),
    problems: ['session-unknown', 'state-wrong', 'board-differs'],
    grants: changesMeeting,
  }),
  recordAbsent: defineOperation({
    summary: { zh: '记录计票人缺席', en: 'Two tellers record the third absent' },
    who: teller,
    function: 'tellers',
    request: f.tellerRequest(z.strictObject({ boardRoot: f.hash, absent: f.slot })),
    response: z.strictObject({ absent: z.boolean(), by: z.array(f.slot) }),
    problems: ['session-unknown', 'state-wrong', 'board-differs', 'already-recorded'],
    grants: changesMeeting,
  }),
  voidByTellers: defineOperation({
    summary: { zh: '两位计票人宣布本次测评作废', en: 'Two tellers void the meeting' },
    who: teller,
    function: 'tellers',
    request: f.tellerRequest(z.strictObject({ reason: f.reason })),
    response: z.strictObject({ state: f.meetingState, by: z.array(f.slot) }),
    problems: ['session-unknown', 'state-wrong', 'already-recorded'],
    grants: changesMeeting,
  }),
};

const deskDelegate = z.strictObject({
  delegate: f.delegateId,
  number: f.count,
  name: z.string(),
  /** `none`: no voting card registered; `card`: not drawn yet; `drawn`; `paper`: took a paper ballot. */
  standing: z.enum(['none', 'card', 'drawn', 'paper']),
  /** A token was drawn with an earlier card: a paper ballot takes two tellers, whatever became of the present card. */
  drewBefore: z.boolean(),
  /** How often something was re-issued; the next re-issue names the following number. */
  generation: f.count,
  /**
   * A re-issue that waits for a second teller, who confirms it by the same payload. One that was given up is replaced by
   * a payload naming the number after its own.
   */
  pending: z
    .strictObject({ as: z.enum(['code', 'paper']), codeHash: f.hash.nullable(), by: f.slot, generation: f.count })
    .nullable(),
});

export const deskOperations = {
  getTurnout: defineOperation({
    summary: { zh: '签到与发放数字', en: 'Figures of checking in and issuing' },
    who: anyone,
    function: 'desk',
    request: z.strictObject({ session: f.sessionId }),
    response: f.issuing,
    problems: ['session-unknown'],
    grants: { registry: ['GetItem', 'Query'], meetings: ['GetItem'] },
  }),
  listDesk: defineOperation({
    summary: { zh: '签到台名单', en: 'The desk’s list of delegates' },
    who: teller,
    function: 'desk',
    request: f.tellerRequest(z.strictObject({ page: f.signedPageNumber })),
    response: z.strictObject({ delegates: z.array(deskDelegate), page: f.count, pages: f.count }),
    problems: ['session-unknown', 'state-wrong', 'page-unknown'],
    grants: { registry: ['GetItem', 'BatchGetItem', 'Query'], meetings: ['GetItem'] },
  }),
  issuePaper: defineOperation({
    summary: { zh: '发放纸质票（未签到的代表）', en: 'Hand out a paper ballot to a delegate who has not drawn' },
    who: teller,
    function: 'desk',
    request: f.tellerRequest(z.strictObject({ delegate: f.delegateId })),
    response: z.strictObject({ delegate: f.delegateId, standing: z.literal('paper') }),
    problems: ['session-unknown', 'check-in-closed', 'delegate-unknown', 'delegate-drew', 'paper-issued'],
    grants: { registry: ['GetItem', 'Query', 'PutItem', 'UpdateItem'], meetings: ['GetItem'] },
  }),
  reissue: defineOperation({
    summary: { zh: '补办表决卡或纸质票（两位计票人）', en: 'Two tellers re-issue a code or a paper ballot' },
    who: teller,
    function: 'desk',
    request: f.tellerRequest(
      z.discriminatedUnion('as', [
        z.strictObject({ delegate: f.delegateId, generation: f.count, as: z.literal('code'), codeHash: f.hash }),
        z.strictObject({ delegate: f.delegateId, generation: f.count, as: z.literal('paper') }),
      ]),
    ),
    response: z.strictObject({ delegate: f.delegateId, done: z.boolean(), by: z.array(f.slot) }),
    problems: [
      'session-unknown',
      'check-in-closed',
      'delegate-unknown',
      'delegate-not-drawn',
      'paper-issued',
      'generation-wrong',
      'already-recorded',
    ],
    grants: { registry: ['GetItem', 'Query', 'PutItem', 'UpdateItem'], meetings: ['GetItem'] },
  }),
  recordIssuing: defineOperation({
    summary: { zh: '记录发放数字', en: 'Fix the figures of issuing after the closing time' },
    who: teller,
    function: 'desk',
    request: f.tellerRequest(z.strictObject(onManifest)),
    response: f.issuing,
    problems: ['session-unknown', 'state-wrong', 'manifest-differs', 'closing-not-over'],
    grants: { registry: ['GetItem', 'Query'], meetings: ['GetItem', 'PutItem'] },
  }),
};
