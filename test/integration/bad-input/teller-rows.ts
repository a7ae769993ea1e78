import type { OperationId } from '../../../shared/contract/routes.ts';
import { signArming } from '../../../shared/protocol/arming.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { generateTellerKeys, publicTellerKeys } from '../../../shared/protocol/teller-keys.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import type { County, StandingName } from './county.ts';
import { type Knock, knockOf } from './knock.ts';
import { delegate, type MeetingHall, random } from './meeting-hall.ts';
import { type Row, row } from './row.ts';

const OTHER_HASH = 'ab'.repeat(32);
const HOUR_MS = 3_600_000;

type Payload = (hall: MeetingHall, county: County) => object | Promise<object>;
interface Asked {
  readonly operation: OperationId;
  readonly at: StandingName;
  readonly payload: Payload;
  readonly by?: Slot;
}

/** A teller's request, signed as it should be. */
const ask =
  ({ operation, at, payload, by = 'discipline' }: Asked) =>
  async (county: County): Promise<Knock> => {
    const hall = county.halls[at];
    return knockOf(operation, await hall.signed(by, operation, await payload(hall, county)));
  };

const onManifest: Payload = (hall) => ({ manifestHash: hall.hashHex });
const onBoard =
  (more: object = {}): Payload =>
  async (hall) => ({ boardRoot: await hall.boardRoot(), ...more });
const onOtherBoard =
  (more: object = {}): Payload =>
  () => ({ boardRoot: OTHER_HASH, ...more });

/** Opening the voting of an armed meeting, but for what is changed in the signed request. */
const opening =
  (change: (request: object, county: County) => object | Promise<object>) =>
  async (county: County): Promise<Knock> => {
    const { armed } = county.halls;
    const request = await armed.signed('discipline', 'openVoting', { manifestHash: armed.hashHex });
    return knockOf('openVoting', { ...request, ...(await change(request, county)) });
  };

/** The same, signed with other particulars than it is sent with. */
const openingSignedFor = (particulars: {
  readonly operation?: string;
  readonly session?: string;
  readonly county?: string;
}) =>
  opening(async (_, { halls: { armed } }) => {
    const { context } = armed.teller('discipline');
    const where = { county: context.county, session: armed.session, operation: 'openVoting', ...particulars };
    const signed = { slot: 'discipline' as const, payload: { manifestHash: armed.hashHex } };
    return signTellerRequest(context.keys.sign.privateKey, where, signed);
  });

const identityRows: readonly Row[] = [
  row(
    'a request under another teller’s slot',
    '403 signature-invalid',
    opening(() => ({ slot: 'delegates' })),
  ),
  row(
    'a request under a slot that there is not',
    '400 request-invalid',
    opening(() => ({ slot: 'chair' })),
    {
      places: ['slot'],
    },
  ),
  row(
    'a request signed with a key that nobody enrolled',
    '403 signature-invalid',
    opening(async (_, { halls: { armed } }) => {
      const { sign } = await generateTellerKeys();
      const where = { county: 'tuanfeng', session: armed.session, operation: 'openVoting' };
      const signed = { slot: 'discipline' as const, payload: { manifestHash: armed.hashHex } };
      return signTellerRequest(sign.privateKey, where, signed);
    }),
  ),
  row(
    'a request of a teller of another meeting',
    '403 signature-invalid',
    opening(async (_, { halls: { armed, voting } }) => ({
      ...(await voting.signed('discipline', 'openVoting', { manifestHash: armed.hashHex })),
      session: armed.session,
    })),
  ),
  row('a request signed for another step', '403 signature-invalid', openingSignedFor({ operation: 'closeBoard' })),
  row('a request signed for another county', '403 signature-invalid', openingSignedFor({ county: 'hongan' })),
  row(
    'a request signed for another session',
    '403 signature-invalid',
    openingSignedFor({ session: 'tuanfeng-r-2031-elsewhere' }),
  ),
  row(
    'a request whose payload was changed after signing',
    '403 signature-invalid',
    opening(() => ({ payload: { manifestHash: OTHER_HASH } })),
  ),
  row(
    'a request with a signature of zeros',
    '403 signature-invalid',
    opening(() => ({ signature: toB64u(new Uint8Array(64)) })),
  ),
  row(
    'a request with a signature of chance',
    '403 signature-invalid',
    opening(() => ({ signature: toB64u(random(64)) })),
  ),
  row(
    'a signature a byte too short',
    '400 request-invalid',
    opening(() => ({ signature: toB64u(random(63)) })),
    {
      places: ['signature'],
    },
  ),
  row(
    'a request without a signature',
    '400 request-invalid',
    opening(() => ({ signature: undefined })),
    {
      places: ['signature'],
    },
  ),
  row('a request for a place where nobody enrolled', '409 teller-not-enrolled', async ({ halls: { armed, bare } }) =>
    knockOf('openVoting', {
      ...(await armed.signed('discipline', 'openVoting', { manifestHash: OTHER_HASH })),
      session: bare.session,
    }),
  ),
  row('a request for a session that there is not', '404 session-unknown', async ({ halls: { armed } }) =>
    knockOf('openVoting', {
      ...(await armed.signed('discipline', 'openVoting', { manifestHash: OTHER_HASH })),
      session: 'tuanfeng-r-2031-nowhere',
    }),
  ),
];

/** An enrolment of fresh keys, but for what is changed. */
const enrolment =
  (at: StandingName, slot: Slot, change: (fresh: Fresh) => Partial<Fresh> | Promise<Partial<Fresh>>) =>
  async ({ halls }: County): Promise<Knock> => {
    const hall = halls[at];
    const keys = await generateTellerKeys();
    const fresh = {
      hall,
      slot,
      secret: toB64u(random(32)),
      ...(await publicTellerKeys(keys)),
      signedBy: keys.sign.privateKey,
    };
    const { secret, hpke, sign, signedBy } = { ...fresh, ...(await change(fresh)) };
    const where = { county: 'tuanfeng', session: hall.session, operation: 'enrolTeller' };
    const payload = { enrolment: secret, hpke, sign };
    return knockOf('enrolTeller', {
      session: hall.session,
      ...(await signTellerRequest(signedBy, where, { slot, payload })),
    });
  };
interface Fresh {
  readonly hall: MeetingHall;
  readonly slot: Slot;
  readonly secret: string;
  readonly hpke: string;
  readonly sign: string;
  readonly signedBy: CryptoKey;
}
const secretOf =
  (slot: Slot) =>
  ({ hall }: Fresh) => ({ secret: toB64u(hall.enrolment(slot).secret) });
const NO_POINT = toB64u(new Uint8Array(65).fill(4, 0, 1));

const enrolmentRows: readonly Row[] = [
  row(
    'an enrolment with a secret that nobody issued',
    '403 enrolment-invalid',
    enrolment('ready', 'discipline', () => ({})),
  ),
  row(
    'an enrolment with the secret of another slot',
    '403 enrolment-invalid',
    enrolment('ready', 'discipline', secretOf('delegates')),
  ),
  row(
    'an enrolment with a used secret',
    '409 enrolment-used',
    enrolment('ready', 'discipline', secretOf('discipline')),
  ),
  row(
    'an enrolment once the voting is open',
    '403 enrolment-invalid',
    enrolment('voting', 'discipline', () => ({})),
  ),
  row(
    'an enrolment with a key that is no point',
    '400 request-invalid',
    enrolment('ready', 'discipline', () => ({ hpke: NO_POINT })),
    {
      places: ['payload.hpke', 'not-a-point'],
    },
  ),
  row(
    'an enrolment that the new key did not sign',
    '403 signature-invalid',
    enrolment('ready', 'discipline', async () => ({
      signedBy: (await generateTellerKeys()).sign.privateKey,
    })),
  ),
];

const arming =
  (at: StandingName, change: (hall: MeetingHall) => object | Promise<object>) =>
  async ({ halls }: County): Promise<Knock> => {
    const hall = halls[at];
    const { manifestHash } = halls.twoSigned.checked;
    const key = halls.twoSigned.teller('inspection').context.keys.sign.privateKey;
    const signature = await signArming(key, manifestHash);
    const request = { session: hall.session, slot: 'inspection', manifestHash: halls.twoSigned.hashHex, signature };
    return knockOf('signArming', { ...request, ...(await change(hall)) });
  };

const armingRows: readonly Row[] = [
  row(
    'an arming before the freeze',
    '409 state-wrong',
    arming('bare', () => ({})),
  ),
  row(
    'an arming of another manifest',
    '409 manifest-differs',
    arming('twoSigned', () => ({ manifestHash: OTHER_HASH })),
  ),
  row(
    'an arming under another slot',
    '403 signature-invalid',
    arming('twoSigned', () => ({ slot: 'discipline' })),
  ),
  row(
    'an arming signed over something else',
    '403 signature-invalid',
    arming('twoSigned', () => ({ signature: toB64u(random(64)) })),
  ),
  row(
    'the voting opened on a manifest that two tellers signed',
    '409 state-wrong',
    ask({ operation: 'openVoting', at: 'twoSigned', payload: onManifest }),
  ),
];

const at =
  (aheadMs: number): Payload =>
  (hall, { nowMs }) => ({ manifestHash: hall.hashHex, closesAt: nowMs() + aheadMs });
const otherManifest =
  (more: object = {}): Payload =>
  () => ({ manifestHash: OTHER_HASH, ...more });

const votingRows: readonly Row[] = [
  row(
    'the voting opened on another manifest',
    '409 manifest-differs',
    ask({ operation: 'openVoting', at: 'armed', payload: otherManifest() }),
  ),
  row(
    'the voting opened after the close',
    '409 state-wrong',
    ask({ operation: 'openVoting', at: 'closed', payload: onManifest }),
  ),
  row(
    'a closing time before the opening',
    '409 state-wrong',
    ask({ operation: 'setClosingTime', at: 'armed', payload: at(60_000) }),
  ),
  row(
    'a closing time in the past',
    '400 closing-time-invalid',
    ask({ operation: 'setClosingTime', at: 'voting', payload: at(-60_000) }),
  ),
  row(
    'a closing time in nine seconds',
    '400 closing-time-invalid',
    ask({ operation: 'setClosingTime', at: 'voting', payload: at(9_000) }),
  ),
  row(
    'a closing time in two days',
    '400 closing-time-invalid',
    ask({ operation: 'setClosingTime', at: 'voting', payload: at(48 * HOUR_MS) }),
  ),
  row(
    'a closing time that is no whole number',
    '400 request-invalid',
    ask({ operation: 'setClosingTime', at: 'voting', payload: at(60_000.5) }),
    { places: ['payload.closesAt'] },
  ),
  row(
    'a closing time on another manifest',
    '409 manifest-differs',
    ask({ operation: 'setClosingTime', at: 'voting', payload: otherManifest({ closesAt: 1 }) }),
  ),
  row(
    'a second closing time',
    '409 already-recorded',
    ask({ operation: 'setClosingTime', at: 'countingDown', payload: at(HOUR_MS * 2), by: 'delegates' }),
  ),
  row(
    'the figures recorded while the voting runs',
    '409 state-wrong',
    ask({ operation: 'recordIssuing', at: 'voting', payload: onManifest }),
  ),
  row(
    'the figures recorded before the time is over',
    '409 closing-not-over',
    ask({ operation: 'recordIssuing', at: 'countingDown', payload: onManifest }),
  ),
  row(
    'the figures recorded on another manifest',
    '409 manifest-differs',
    ask({ operation: 'recordIssuing', at: 'over', payload: otherManifest() }),
  ),
  row(
    'the box closed while the voting runs',
    '409 state-wrong',
    ask({ operation: 'closeBoard', at: 'voting', payload: onManifest }),
  ),
  row(
    'the box closed before the time is over',
    '409 closing-not-over',
    ask({ operation: 'closeBoard', at: 'countingDown', payload: onManifest }),
  ),
  row(
    'the box closed before the figures are recorded',
    '409 issuing-missing',
    ask({ operation: 'closeBoard', at: 'over', payload: onManifest }),
  ),
  row(
    'the box closed on another manifest',
    '409 manifest-differs',
    ask({ operation: 'closeBoard', at: 'closed', payload: otherManifest() }),
  ),
];

const desk = (operation: OperationId, standing: StandingName, payload: object, by: Slot = 'delegates') =>
  ask({ operation, at: standing, payload: () => payload, by });
const newCode = { as: 'code', codeHash: OTHER_HASH } as const;

const deskRows: readonly Row[] = [
  row('the desk’s list after the close', '409 state-wrong', desk('listDesk', 'closed', { page: 0 })),
  row('a page of the desk’s list that there is not', '404 page-unknown', desk('listDesk', 'armed', { page: 99 })),
  row(
    'paper for a delegate who has drawn',
    '409 delegate-drew',
    desk('issuePaper', 'armed', { delegate: delegate(1) }),
  ),
  row('paper for a delegate who has some', '409 paper-issued', desk('issuePaper', 'armed', { delegate: delegate(2) })),
  row(
    'paper for a delegate that there is not',
    '404 delegate-unknown',
    desk('issuePaper', 'armed', { delegate: delegate(99) }),
  ),
  row('paper after the closing time', '409 check-in-closed', desk('issuePaper', 'over', { delegate: delegate(7) })),
  row(
    'a re-issue as paper before drawing',
    '409 delegate-not-drawn',
    desk('reissue', 'armed', { delegate: delegate(7), generation: 1, as: 'paper' }),
  ),
  row(
    'a re-issue for a delegate with paper',
    '409 paper-issued',
    desk('reissue', 'armed', { delegate: delegate(2), generation: 1, ...newCode }),
  ),
  row(
    'a re-issue under a number of the future',
    '409 generation-wrong',
    desk('reissue', 'armed', { delegate: delegate(1), generation: 5, ...newCode }),
  ),
  row(
    'a re-issue as paper with a code',
    '400 request-invalid',
    desk('reissue', 'armed', { delegate: delegate(1), generation: 1, as: 'paper', codeHash: OTHER_HASH }),
  ),
  row(
    'a re-issue as money',
    '400 request-invalid',
    desk('reissue', 'armed', { delegate: delegate(1), generation: 1, as: 'money' }),
    { places: ['payload.as'] },
  ),
  row(
    'a re-issue after the close',
    '409 check-in-closed',
    desk('reissue', 'closed', { delegate: delegate(1), generation: 1, ...newCode }),
  ),
];

const signBoardWith =
  (counts: object): Payload =>
  async (hall) => {
    const face = await hall.teller('discipline').face();
    return { boardRoot: face.boardRoot, manifestHash: hall.hashHex, counts: { ...face.counts, ...counts } };
  };
const NO_COUNTS = { delegates: 0, drawn: 0, reissued: 0, papersIssued: 0, papersReissued: 0, electronic: 0 };
const inspection: Slot = 'inspection';
const scores = (hall: MeetingHall, score: number): readonly number[] =>
  hall.checked.manifest.subjects.flatMap(({ indicators }) => indicators.map(() => score));
const piled =
  (make: (hall: MeetingHall) => readonly unknown[]): Payload =>
  async (hall) => ({ boardRoot: await hall.boardRoot(), ballots: make(hall) });
const paper = (
  operation: OperationId,
  standing: StandingName,
  make: (hall: MeetingHall) => readonly unknown[],
  by: Slot = inspection,
) => ask({ operation, at: standing, payload: piled(make), by });
const one = (hall: MeetingHall) => [scores(hall, 9)];

const boxRows: readonly Row[] = [
  row(
    'the sealed ballots while the voting runs',
    '409 state-wrong',
    ask({ operation: 'getSealedBallots', at: 'voting', payload: onOtherBoard({ page: 0 }) }),
  ),
  row(
    'the sealed ballots of another board',
    '409 board-differs',
    ask({ operation: 'getSealedBallots', at: 'closed', payload: onOtherBoard({ page: 0 }) }),
  ),
  row(
    'a page of sealed ballots that there is not',
    '404 page-unknown',
    ask({ operation: 'getSealedBallots', at: 'closed', payload: onBoard({ page: 9 }) }),
  ),
  row(
    'a board signed while the voting runs',
    '409 state-wrong',
    ask({ operation: 'signBoard', at: 'voting', payload: otherManifest({ boardRoot: OTHER_HASH, counts: NO_COUNTS }) }),
  ),
  row(
    'another board signed',
    '409 board-differs',
    ask({
      operation: 'signBoard',
      at: 'closed',
      by: 'delegates',
      payload: async (hall, county) => ({ ...(await signBoardWith({})(hall, county)), boardRoot: OTHER_HASH }),
    }),
  ),
  row(
    'a board signed with other figures',
    '409 board-differs',
    ask({ operation: 'signBoard', at: 'closed', by: 'delegates', payload: signBoardWith({ drawn: 1 }) }),
  ),
  row(
    'paper entered while the voting runs',
    '409 state-wrong',
    ask({ operation: 'enterPaper', at: 'voting', payload: onOtherBoard({ ballots: [] }) }),
  ),
  row('paper entered before two signed the board', '409 board-not-frozen', paper('enterPaper', 'closed', one)),
  row(
    'paper entered on another board',
    '409 board-differs',
    ask({ operation: 'enterPaper', at: 'opened', payload: onOtherBoard({ ballots: [] }) }),
  ),
  row(
    'another entry of the same teller',
    '409 already-recorded',
    paper('enterPaper', 'opened', () => [], 'discipline'),
  ),
  row('a third entry of the paper', '409 already-recorded', paper('enterPaper', 'opened', one)),
  row(
    'paper with a score of eleven',
    '400 request-invalid',
    paper('enterPaper', 'opened', (hall) => [scores(hall, 11)]),
  ),
  row(
    'the paper settled by one who entered it',
    '409 second-teller-needed',
    paper('settlePaper', 'opened', one, 'discipline'),
  ),
  row(
    'a settlement with a score too few',
    '400 request-invalid',
    paper('settlePaper', 'opened', (hall) => [scores(hall, 9).slice(1)]),
    { places: ['payload.ballots.0', 'number-of-scores'] },
  ),
  row(
    'a settlement with a ballot that nobody entered',
    '400 paper-settlement-wrong',
    paper('settlePaper', 'opened', (hall) => [scores(hall, 9), scores(hall, 0)]),
  ),
  row('a settlement without a difference', '409 paper-not-differing', paper('settlePaper', 'closed', one)),
  row(
    'the paper seen before one’s own is in',
    '409 own-first',
    ask({ operation: 'getPaper', at: 'closed', payload: onBoard() }),
  ),
  row(
    'shares handed in before two signed the board',
    '409 board-not-frozen',
    ask({
      operation: 'releaseShares',
      at: 'closed',
      payload: onBoard({ page: 0, pages: 1, shares: [null, null, null] }),
    }),
  ),
  row(
    'shares handed in before the paper is settled',
    '409 paper-first',
    ask({
      operation: 'releaseShares',
      at: 'opened',
      payload: onBoard({ page: 0, pages: 1, shares: [null, null, null] }),
    }),
  ),
  row(
    'shares handed in for another board',
    '409 board-differs',
    ask({
      operation: 'releaseShares',
      at: 'counted',
      by: inspection,
      payload: onOtherBoard({ page: 0, pages: 1, shares: [] }),
    }),
  ),
  row(
    'more shares than ballots',
    '409 board-differs',
    ask({
      operation: 'releaseShares',
      at: 'counted',
      by: inspection,
      payload: onBoard({ page: 0, pages: 1, shares: Array(9).fill(null) }),
    }),
  ),
  row(
    'a page of shares after the last',
    '404 page-unknown',
    ask({
      operation: 'releaseShares',
      at: 'counted',
      by: inspection,
      payload: onBoard({ page: 3, pages: 1, shares: [null] }),
    }),
  ),
  row(
    'another set of shares of the same teller',
    '409 already-recorded',
    ask({
      operation: 'releaseShares',
      at: 'counted',
      payload: onBoard({ page: 0, pages: 1, shares: [null, null, null, null] }),
    }),
  ),
  row(
    'a share a byte too long',
    '400 request-invalid',
    ask({
      operation: 'releaseShares',
      at: 'counted',
      by: inspection,
      payload: onBoard({ page: 0, pages: 1, shares: [toB64u(random(34))] }),
    }),
  ),
  row(
    'another’s shares seen before one’s own are in',
    '409 own-first',
    ask({ operation: 'getShares', at: 'counted', by: inspection, payload: onBoard({ of: 'discipline', page: 0 }) }),
  ),
  row(
    'the shares of a teller who has not opened',
    '409 shares-incomplete',
    ask({ operation: 'getShares', at: 'counted', payload: onBoard({ of: inspection, page: 0 }) }),
  ),
  row(
    'a page of shares that there is not',
    '404 page-unknown',
    ask({ operation: 'getShares', at: 'counted', payload: onBoard({ of: 'delegates', page: 7 }) }),
  ),
];

const resultSignature =
  (standing: StandingName, openedBy: readonly string[], slot: Slot = 'discipline') =>
  ({ halls }: County): Knock =>
    knockOf('signResult', { session: halls[standing].session, slot, openedBy, signature: toB64u(random(64)) });
const OPENERS = ['discipline', 'delegates'] as const;
const absent = (standing: StandingName, by: Slot, whom: string) =>
  ask({ operation: 'recordAbsent', at: standing, by, payload: onBoard({ absent: whom }) });

const resultRows: readonly Row[] = [
  row(
    'a count before anybody has opened',
    '409 shares-incomplete',
    ask({ operation: 'count', at: 'opened', payload: onBoard({ openedBy: OPENERS }) }),
  ),
  row(
    'a count from the shares of one who has not opened',
    '409 shares-incomplete',
    ask({ operation: 'count', at: 'counted', payload: onBoard({ openedBy: ['discipline', inspection] }) }),
  ),
  row(
    'a count from one teller’s shares, named twice',
    '409 shares-incomplete',
    ask({ operation: 'count', at: 'counted', payload: onBoard({ openedBy: ['discipline', 'discipline'] }) }),
  ),
  row(
    'a count of another board',
    '409 board-differs',
    ask({ operation: 'count', at: 'counted', payload: onOtherBoard({ openedBy: OPENERS }) }),
  ),
  row(
    'a count from other shares after the announcement',
    '409 state-wrong',
    ask({ operation: 'count', at: 'announced', payload: onBoard({ openedBy: ['delegates', inspection] }) }),
  ),
  row('a result signed before the count', '409 state-wrong', resultSignature('closed', OPENERS)),
  row(
    'a result signed that nobody counted',
    '409 result-differs',
    resultSignature('counted', ['discipline', inspection]),
  ),
  row('a result signed while a ballot does not open', '409 third-share-needed', resultSignature('counted', OPENERS)),
  row(
    'a result with the signature of nobody',
    '403 signature-invalid',
    resultSignature('announced', OPENERS, inspection),
  ),
  row(
    'an objection before the count',
    '409 state-wrong',
    ask({ operation: 'objectToResult', at: 'closed', payload: () => ({ reason: '票数与签到人数不符' }) }),
  ),
  row(
    'an objection of one who has signed',
    '409 already-recorded',
    ask({ operation: 'objectToResult', at: 'announced', payload: () => ({ reason: '票数与签到人数不符' }) }),
  ),
  row(
    'an objection without a reason',
    '400 request-invalid',
    ask({ operation: 'objectToResult', at: 'counted', payload: () => ({ reason: '  ' }) }),
    { places: ['payload.reason'] },
  ),
  row(
    'a teller recorded absent while the voting runs',
    '409 state-wrong',
    ask({ operation: 'recordAbsent', at: 'voting', payload: onOtherBoard({ absent: inspection }) }),
  ),
  row('one’s own absence recorded', '400 request-invalid', absent('counted', 'discipline', 'discipline'), {
    places: ['payload.absent', 'oneself'],
  }),
  row('the absence of one who has opened', '409 already-recorded', absent('counted', inspection, 'delegates')),
  row(
    'a meeting voided by a teller before the close',
    '409 state-wrong',
    ask({ operation: 'voidByTellers', at: 'voting', payload: () => ({ reason: '会场停电' }) }),
  ),
  row(
    'an announced result voided',
    '409 state-wrong',
    ask({ operation: 'voidByTellers', at: 'announced', payload: () => ({ reason: '会场停电' }) }),
  ),
  row(
    'a teller’s download before the announcement',
    '404 document-missing',
    ask({ operation: 'createTellerDownload', at: 'closed', payload: () => ({ document: 'sealed.json' }) }),
  ),
  row(
    'a document that there is not',
    '400 request-invalid',
    ask({ operation: 'createTellerDownload', at: 'announced', payload: () => ({ document: '../wrapping.key' }) }),
    { places: ['payload.document'] },
  ),
];

export const tellerRows: readonly Row[] = [
  ...identityRows,
  ...enrolmentRows,
  ...armingRows,
  ...votingRows,
  ...deskRows,
  ...boxRows,
  ...resultRows,
];
