import * as z from 'zod';
import * as f from './formats.ts';
import { anyone, defineOperation, MAX_PAGE_BYTES, teller } from './operation.ts';

/** Drawing a token and casting a ballot: two requests that nothing joins. */
export const ballotOperations = {
  checkIn: defineOperation({
    summary: { zh: '签到，领取盲签名', en: 'Check in: draw a token' },
    who: anyone,
    function: 'draw',
    request: z.strictObject({ session: f.sessionId, code: z.string().min(16).max(40), blinded: f.blindedMessage }),
    response: z.strictObject({ blindSignature: f.blindedMessage }),
    problems: ['session-unknown', 'check-in-closed', 'code-unknown', 'code-used', 'code-dead', 'blinded-invalid'],
    grants: { registry: ['GetItem', 'UpdateItem'], meetings: ['GetItem'], tokenKey: ['Decrypt'] },
  }),
  castBallot: defineOperation({
    summary: { zh: '投票', en: 'Cast a sealed ballot' },
    who: anyone,
    function: 'cast',
    request: z.strictObject({ session: f.sessionId, ballot: f.sealedBallot }),
    response: z.strictObject({ receipt: f.hash, signature: f.ecdsaSignature }),
    problems: [
      'session-unknown',
      'ballot-malformed',
      'token-invalid',
      'voting-not-open',
      'voting-closed',
      'already-cast',
    ],
    grants: { meetings: ['GetItem'], ballotBox: ['PutItem'], boxKey: ['Decrypt'] },
  }),
};

/** What is done with the closed box. */
export const boxOperations = {
  countBallots: defineOperation({
    summary: { zh: '票箱里的票数', en: 'How many ballots are in the box' },
    who: anyone,
    function: 'box',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({ electronic: f.count }),
    problems: ['session-unknown'],
    grants: { meetings: ['GetItem'], ballotBox: ['Query'] },
  }),
  closeBoard: defineOperation({
    summary: { zh: '封箱，列出票箱清单', en: 'Close the box and fix the board' },
    who: teller,
    function: 'box',
    request: f.tellerRequest(z.strictObject({ manifestHash: f.hash })),
    response: z.strictObject({ boardRoot: f.hash, counts: f.boardCounts }),
    problems: ['session-unknown', 'state-wrong', 'manifest-differs', 'closing-not-over', 'issuing-missing'],
    grants: { meetings: ['GetItem', 'PutItem'], ballotBox: ['Query'] },
  }),
  getSealedBallots: defineOperation({
    summary: { zh: '读取密封票，供计票人核对', en: 'The sealed ballots in the order of the board, in pages' },
    who: teller,
    function: 'box',
    request: f.tellerRequest(z.strictObject({ boardRoot: f.hash, page: f.signedPageNumber })),
    response: z.strictObject({
      ballots: z.array(f.sealedBallot),
      page: f.count,
      pages: f.count,
      total: f.count,
    }),
    problems: ['session-unknown', 'state-wrong', 'board-differs', 'page-unknown'],
    grants: { meetings: ['GetItem'], ballotBox: ['Query'] },
  }),
};

const onBoard = { boardRoot: f.hash };
const paperBallots = z.array(z.union([z.array(f.scoreCode).max(400), z.null()])).max(5_000);
/** Number of shares of one page of a set: 47 characters each keep it well under MAX_PAGE_BYTES. */
export const SHARES_PER_PAGE = 5_000;

export const tallyOperations = {
  enterPaper: defineOperation({
    summary: { zh: '录入纸质票', en: 'Enter the paper ballots, independently' },
    who: teller,
    function: 'tally',
    request: f.tellerRequest(z.strictObject({ ...onBoard, ballots: paperBallots })),
    response: z.strictObject({ paper: z.enum(['none-issued', 'awaiting', 'differs', 'settled']) }),
    problems: [
      'session-unknown',
      'state-wrong',
      'board-differs',
      'board-not-frozen',
      'no-paper-issued',
      'already-recorded',
    ],
    grants: { meetings: ['GetItem', 'PutItem'], ballotBox: ['GetItem', 'PutItem'] },
    maxBodyBytes: MAX_PAGE_BYTES,
  }),
  settlePaper: defineOperation({
    summary: { zh: '裁定录入差异', en: 'Settle the differences between two entries' },
    who: teller,
    function: 'tally',
    request: f.tellerRequest(z.strictObject({ ...onBoard, ballots: paperBallots })),
    response: z.strictObject({ paper: z.enum(['none-issued', 'awaiting', 'differs', 'settled']) }),
    problems: [
      'session-unknown',
      'state-wrong',
      'board-differs',
      'paper-not-differing',
      'paper-settlement-wrong',
      'second-teller-needed',
      'already-recorded',
    ],
    grants: { meetings: ['GetItem', 'PutItem'], ballotBox: ['GetItem', 'PutItem'] },
    maxBodyBytes: MAX_PAGE_BYTES,
  }),
  getPaper: defineOperation({
    summary: { zh: '查看录入的纸质票', en: 'The paper entries, once one’s own is in or two are in' },
    who: teller,
    function: 'tally',
    request: f.tellerRequest(z.strictObject(onBoard)),
    response: z.strictObject({
      /** Each with the signature of the `enterPaper` that brought it. */
      entries: z.array(z.strictObject({ slot: f.slot, ballots: paperBallots, signature: f.ecdsaSignature })),
      settled: paperBallots.nullable(),
      /** Who settled what differed, with the signature of that `settlePaper`; `null` when two entries were alike. */
      settledBy: z.strictObject({ slot: f.slot, signature: f.ecdsaSignature }).nullable(),
    }),
    problems: ['session-unknown', 'state-wrong', 'board-differs', 'own-first'],
    grants: { meetings: ['GetItem'], ballotBox: ['GetItem'] },
  }),
  releaseShares: defineOperation({
    summary: { zh: '开箱：提交解开的份额', en: 'Open: hand in one page of one’s opened shares' },
    who: teller,
    function: 'tally',
    request: f.tellerRequest(
      z.strictObject({
        ...onBoard,
        page: f.signedPageNumber,
        pages: z.int().min(1).max(1_000),
        shares: z.array(f.openedShare).max(SHARES_PER_PAGE),
      }),
    ),
    response: z.strictObject({ received: f.count, complete: z.boolean() }),
    problems: [
      'session-unknown',
      'state-wrong',
      'board-differs',
      'board-not-frozen',
      'paper-first',
      'page-unknown',
      'already-recorded',
    ],
    grants: { meetings: ['GetItem', 'PutItem'], ballotBox: ['GetItem', 'PutItem'] },
    maxBodyBytes: MAX_PAGE_BYTES,
  }),
  getShares: defineOperation({
    summary: { zh: '读取其他计票人的份额', en: 'Another teller’s opened shares, once one’s own set is in' },
    who: teller,
    function: 'tally',
    request: f.tellerRequest(z.strictObject({ ...onBoard, of: f.slot, page: f.signedPageNumber })),
    /** With the signature of the `releaseShares` that brought the page. */
    response: z.strictObject({
      shares: z.array(f.openedShare),
      page: f.count,
      pages: f.count,
      signature: f.ecdsaSignature,
    }),
    problems: ['session-unknown', 'state-wrong', 'board-differs', 'own-first', 'shares-incomplete', 'page-unknown'],
    grants: { meetings: ['GetItem'], ballotBox: ['GetItem'] },
  }),
  count: defineOperation({
    summary: { zh: '计票', en: 'Count the ballots from the share sets that are in' },
    who: teller,
    function: 'tally',
    request: f.tellerRequest(z.strictObject({ ...onBoard, openedBy: z.array(f.slot).min(2).max(3) })),
    response: z.strictObject({ result: f.result }),
    problems: ['session-unknown', 'state-wrong', 'board-differs', 'shares-incomplete', 'already-recorded'],
    grants: { meetings: ['GetItem', 'PutItem'], ballotBox: ['GetItem', 'Query'] },
  }),
  signResult: defineOperation({
    summary: { zh: '签署结果', en: 'Sign the result: bare JCS(result)' },
    who: anyone,
    function: 'tally',
    request: z.strictObject({
      session: f.sessionId,
      slot: f.slot,
      openedBy: z.array(f.slot).min(2).max(3),
      signature: f.ecdsaSignature,
    }),
    response: z.strictObject({ state: f.meetingState, signed: z.array(f.slot) }),
    problems: [
      'session-unknown',
      'state-wrong',
      'result-differs',
      'third-share-needed',
      'signature-invalid',
      'already-recorded',
    ],
    grants: { meetings: ['GetItem', 'PutItem'], ballotBox: ['GetItem', 'Query'], results: ['PutObject'] },
  }),
  objectToResult: defineOperation({
    summary: { zh: '对结果提出异议', en: 'Object to the result, with a reason' },
    who: teller,
    function: 'tally',
    request: f.tellerRequest(z.strictObject({ reason: f.reason })),
    response: z.strictObject({ state: f.meetingState }),
    problems: ['session-unknown', 'state-wrong', 'already-recorded'],
    grants: { meetings: ['GetItem', 'PutItem'], ballotBox: ['GetItem', 'Query'], results: ['PutObject'] },
  }),
};
