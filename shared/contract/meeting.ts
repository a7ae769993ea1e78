import * as z from 'zod';
import * as f from './formats.ts';
import { anyone, defineOperation } from './operation.ts';

const tellerProgress = z.strictObject({
  slot: f.slot,
  enrolled: z.boolean(),
  armed: z.boolean(),
  boardSigned: z.boolean(),
  paperEntered: z.boolean(),
  /** The teller's whole set of shares is in. */
  sharesReleased: z.boolean(),
  absent: z.boolean(),
  result: z.enum(['signed', 'objected']).nullable(),
});

/** The public face of a meeting: what the hall, every phone and every teller may know at any time. */
export const meetingFace = z.strictObject({
  county: f.sessionId,
  countyName: z.string(),
  session: f.sessionId,
  round: f.roundId,
  unit: z.string(),
  state: f.meetingState,
  /** The server's clock when it answered, so that a phone with a wrong clock counts down rightly. */
  nowMs: f.timeMs,
  manifestHash: f.hash.nullable(),
  armingHash: f.hash.nullable(),
  closesAt: f.timeMs.nullable(),
  tellers: z.array(tellerProgress).length(3),
  /** Issuing figures and ballots in the box, fixed at the close. */
  counts: f.boardCounts.nullable(),
  boardRoot: f.hash.nullable(),
  /** Two tellers signed the board. */
  boardFrozen: z.boolean(),
  paper: z.enum(['none-issued', 'awaiting', 'differs', 'settled']).nullable(),
  openedBy: z.array(f.slot).nullable(),
  /** Known before the announcement as a fact only ("invalid"), never with figures. */
  outcome: z.enum(['valid', 'invalid']).nullable(),
  voidReason: z.string().nullable(),
  /** The agenda's current item and the question that the chair has called; `null` before anybody touched the floor. */
  floor: z.strictObject({ agendaItem: z.string().nullable(), question: z.string().nullable() }).nullable(),
});

export const meetingOperations = {
  health: defineOperation({
    summary: { zh: '服务是否正常', en: 'Whether the deployment answers: its contract, its clock, its tables' },
    who: anyone,
    function: 'meeting',
    request: z.strictObject({}),
    response: z.strictObject({
      county: f.sessionId,
      /** The contract that the functions speak; pages of this version and of the one before are served. */
      contractVersion: f.count,
      /** The server's clock when it answered: what a clock beside it is ahead or behind. */
      nowMs: f.timeMs,
      /** As the function of the public reads finds them, a few seconds ago at most: it has no right to any other table. */
      tables: z.enum(['answering', 'silent']),
    }),
    problems: [],
    grants: { meetings: ['GetItem'] },
  }),
  getMeeting: defineOperation({
    summary: { zh: '大会的公开状态', en: 'The public face of a meeting' },
    who: anyone,
    function: 'meeting',
    request: z.strictObject({ session: f.sessionId }),
    response: meetingFace,
    problems: ['session-unknown'],
    grants: { meetings: ['GetItem'] },
  }),
  getManifest: defineOperation({
    summary: { zh: '测评表与布置签名', en: 'The manifest and the arming signatures' },
    who: anyone,
    function: 'meeting',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({ manifest: f.manifest, arming: z.array(f.slotSignature) }),
    problems: ['session-unknown', 'not-frozen'],
    grants: { meetings: ['GetItem'] },
  }),
  getBoard: defineOperation({
    summary: { zh: '票箱清单（全部回执）', en: 'The board: all receipts, in pages' },
    who: anyone,
    function: 'meeting',
    request: z.strictObject({ session: f.sessionId, page: f.pageNumber }),
    response: z.strictObject({
      boardRoot: f.hash,
      counts: f.boardCounts,
      page: f.count,
      pages: f.count,
      receipts: z.array(f.hash),
      /** Over the request `signBoard` with payload {boardRoot, manifestHash, counts}. */
      signatures: z.array(f.slotSignature),
    }),
    problems: ['session-unknown', 'board-not-frozen', 'page-unknown'],
    grants: { meetings: ['GetItem'] },
  }),
  getResult: defineOperation({
    summary: { zh: '公布的结果', en: 'The announced result' },
    who: anyone,
    function: 'meeting',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({ result: f.result, signatures: z.array(f.resultSignature) }),
    problems: ['session-unknown', 'not-announced'],
    grants: { meetings: ['GetItem'] },
  }),
};
