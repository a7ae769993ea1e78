import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LogEntry } from '../../../../functions/http/dependencies.ts';
import { NO_METRICS } from '../../../../functions/http/metrics.ts';
import { faceOf } from '../../../../functions/meeting/get-meeting.ts';
import { implementations } from '../../../../functions/meeting/handler.ts';
import { type Meeting, newMeeting, type TellerRecord, withTeller } from '../../../../functions/store/meetings.ts';
import { SLOTS, type Slot } from '../../../../shared/protocol/slots.ts';
import { reaching } from '../../../unreached.ts';
import { platformRandom, vectorManifest, vectors } from '../../protocol/vectors.ts';
import { answerTo, mockedMeetings } from '../mocked-meetings.ts';

const { engine, meetings } = mockedMeetings();
let logged: LogEntry[] = [];
const deps = reaching({
  ...{ county: 'tuanfeng', countyName: '团风县工商局', meetings, nowMs: () => 5_000 },
  ...{ metrics: NO_METRICS, randomBytes: platformRandom, log: (entry: LogEntry) => void logged.push(entry) },
});
const SESSION = 'session';
const IDENTITY = { session: SESSION, county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
const [HASH, ROOT, KEY] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const SIGNATURE = 'A'.repeat(86);
const POINT = 'B'.repeat(87);
const ISSUING = { delegates: 33, drawn: 24, reissued: 1, papersIssued: 0, papersReissued: 0 };
const COUNTS = { ...ISSUING, electronic: 20 };

beforeEach(() => {
  logged = [];
  engine.reset();
  engine.on(GetCommand).resolves({});
});

const meetingIs = (changes: Partial<Meeting>): Meeting => ({ ...newMeeting(IDENTITY), ...changes });
const tellersAre = (some: readonly Slot[], changes: Partial<TellerRecord>, meeting = meetingIs({})) =>
  some.reduce((changed, slot) => withTeller(changed, slot, changes), meeting);
const headIs = (meeting: Meeting) =>
  engine.on(GetCommand, { Key: { pk: SESSION, sk: 'HEAD' } }).resolves({ Item: { ...meeting } });
const itemIs = (sk: string, Item: Record<string, unknown>) =>
  engine.on(GetCommand, { Key: { pk: SESSION, sk } }).resolves({ Item });

/** Where a fault was noticed, as the log says: by the operation itself, not by whatever took what is missing for granted. */
const faultIn = () => logged.map(({ operation, frames }) => [operation, /[a-z-]+\.ts/.exec(frames[0] ?? '')?.[0]]);

type Read = 'getMeeting' | 'getManifest' | 'getBoard' | 'getResult';
const read = (id: Read, page?: number) =>
  answerTo(
    { implementations, deps, id },
    { pathParameters: { session: SESSION }, query: page === undefined ? [] : [['page', String(page)]] },
  );

test.each<[Read, number?]>([['getMeeting'], ['getManifest'], ['getBoard', 0], ['getResult']])(
  '%s of a session that does not exist says so',
  async (id, page) => {
    expect(await read(id, page)).toMatchObject({ status: 404, refused: 'session-unknown' });
  },
);

describe('the manifest', () => {
  const frozen = meetingIs({ state: 'frozen', manifestHash: HASH });

  test('comes with the signatures that are in, and none before the first', async () => {
    itemIs(`MANIFEST#${HASH}`, { json: JSON.stringify(vectorManifest()) });
    headIs(frozen);
    expect(await read('getManifest')).toEqual({ status: 200, answer: { manifest: vectors.manifest, arming: [] } });
    headIs(tellersAre(['inspection', 'discipline'], { armingSignature: SIGNATURE }, frozen));
    expect((await read('getManifest')).answer.arming).toEqual([
      { slot: 'discipline', signature: SIGNATURE },
      { slot: 'inspection', signature: SIGNATURE },
    ]);
  });

  test('is not there before the freeze, and its absence after it is a fault', async () => {
    headIs(meetingIs({}));
    expect(await read('getManifest')).toMatchObject({ refused: 'not-frozen' });
    headIs(frozen);
    expect((await read('getManifest')).status).toBe(500);
    expect(faultIn()).toEqual([['getManifest', 'get-manifest.ts']]);
  });
});

describe('the board', () => {
  const closed = meetingIs({
    ...{ state: 'closed', manifestHash: HASH, boardRoot: ROOT, boardPages: 2, issuing: ISSUING, electronic: 20 },
  });
  const frozen = tellersAre(['inspection', 'discipline'], { boardSignature: SIGNATURE }, closed);

  test('is shown page by page with the signatures that froze it', async () => {
    headIs(frozen);
    itemIs(`BOARD#${ROOT}#0001`, { receipts: Buffer.from(KEY + HASH, 'hex') });
    expect(await read('getBoard', 1)).toEqual({
      status: 200,
      answer: {
        ...{ boardRoot: ROOT, counts: COUNTS, page: 1, pages: 2, receipts: [KEY, HASH] },
        signatures: [
          { slot: 'discipline', signature: SIGNATURE },
          { slot: 'inspection', signature: SIGNATURE },
        ],
      },
    });
  });

  test('has no page after its last, and the absence of one before is a fault', async () => {
    headIs(frozen);
    expect(await read('getBoard', 2)).toMatchObject({ refused: 'page-unknown' });
    expect((await read('getBoard', 1)).status).toBe(500);
    expect(faultIn()).toEqual([['getBoard', 'get-board.ts']]);
  });

  test.each([
    ['one signature does not freeze it', tellersAre(['delegates'], { boardSignature: SIGNATURE }, closed)],
    ['its figures are missing', { ...frozen, issuing: null }],
  ])('is not shown while %s', async (_, meeting) => {
    headIs(meeting);
    itemIs(`BOARD#${ROOT}#0000`, { receipts: Buffer.from(KEY, 'hex') });
    expect(await read('getBoard', 0)).toMatchObject({ refused: 'board-not-frozen' });
  });
});

describe('the result', () => {
  const counted = meetingIs({
    ...{ state: 'counted', openedBy: [...SLOTS] },
    results: [{ openedBy: [...SLOTS], hash: KEY, outcome: 'valid', sealedVoid: false }],
  });

  test('is shown with every word on it once it is announced', async () => {
    const voice = { kind: 'signed' as const, openedBy: [...SLOTS], signature: SIGNATURE };
    headIs(tellersAre(['inspection'], { voice }, { ...counted, state: 'announced' }));
    itemIs(`RESULT#${KEY}`, { json: vectors.resultJcs });
    expect(await read('getResult')).toEqual({
      status: 200,
      answer: { result: vectors.result, signatures: [{ slot: 'inspection', signature: SIGNATURE }] },
    });
  });

  test.each([
    ['it is only counted', counted],
    ['nobody has signed any', meetingIs({ ...counted, state: 'announced', openedBy: null })],
  ])('is not shown while %s', async (_, meeting) => {
    headIs(meeting);
    itemIs(`RESULT#${KEY}`, { json: vectors.resultJcs });
    expect(await read('getResult')).toMatchObject({ refused: 'not-announced' });
  });

  test('that is announced and missing is a fault', async () => {
    headIs({ ...counted, state: 'announced' });
    expect((await read('getResult')).status).toBe(500);
    expect(faultIn()).toEqual([['getResult', 'get-result.ts']]);
  });
});

describe('the public face of a meeting', () => {
  const face = (meeting: Meeting) => faceOf(meeting, { countyName: '团风县工商局', nowMs: 5_000, floor: null });

  test('of a meeting in preparation shows that nobody has done anything', async () => {
    headIs(meetingIs({}));
    const progress = { ...{ enrolled: false, armed: false, boardSigned: false, paperEntered: false } };
    const nothing = { ...progress, ...{ sharesReleased: false, absent: false, result: null } };
    expect(await read('getMeeting')).toEqual({
      status: 200,
      answer: {
        ...{ county: 'tuanfeng', countyName: '团风县工商局', session: SESSION, round: '2008', unit: '所' },
        ...{ state: 'prepared', nowMs: 5_000, manifestHash: null, armingHash: null, closesAt: null },
        tellers: SLOTS.map((slot) => ({ slot, ...nothing })),
        ...{ counts: null, boardRoot: null, boardFrozen: false, paper: null, openedBy: null, outcome: null },
        ...{ voidReason: null, floor: null },
      },
    });
  });

  test.each<[string, Partial<TellerRecord>, object]>([
    ['enrolled', { sign: POINT }, { enrolled: true }],
    ['armed', { armingSignature: SIGNATURE }, { armed: true }],
    ['signed the board', { boardSignature: SIGNATURE }, { boardSigned: true }],
    ['entered the paper ballots', { paperEntry: HASH }, { paperEntered: true }],
    ['released the shares', { sharePages: 1, sharePagesIn: [0] }, { sharesReleased: true }],
    ['was named absent by one', { absentBy: ['discipline'] }, { absent: false }],
    ['was named absent by both others', { absentBy: ['discipline', 'inspection'] }, { absent: true }],
    [
      'objected',
      { voice: { kind: 'objected', payload: { reason: '票数不符' }, signature: SIGNATURE } },
      { result: 'objected' },
    ],
  ])('tells that a teller %s, of that teller and nothing else', (_, done, shown) => {
    const [before, after] = [face(meetingIs({})), face(tellersAre(['delegates'], done))];
    expect(after.tellers).toEqual(
      before.tellers.map((each) => (each.slot === 'delegates' ? { ...each, ...shown } : each)),
    );
  });

  test('tells the figures of a board once they are fixed', () => {
    const fixed = { boardRoot: ROOT, manifestHash: HASH, issuing: ISSUING, electronic: 20 };
    expect(face(meetingIs(fixed)).counts).toEqual(COUNTS);
  });

  const of = (outcome: 'valid' | 'invalid', openedBy: Meeting['results'][number]['openedBy']) => ({
    ...{ openedBy, hash: HASH, outcome, sealedVoid: false },
  });
  const TWO: Slot[] = ['discipline', 'delegates'];
  const ALL: Slot[] = [...SLOTS];

  test.each([
    ['nothing where nothing was counted', [], null, null],
    ['the outcome of the one result', [of('invalid', ALL)], null, 'invalid'],
    ['the outcome on which both results agree', [of('valid', TWO), of('valid', ALL)], null, 'valid'],
    ['nothing while two results disagree', [of('valid', TWO), of('invalid', ALL)], null, null],
    ['the outcome of the result that is being signed', [of('valid', TWO), of('invalid', ALL)], ALL, 'invalid'],
    ['the outcome of the first where that is being signed', [of('valid', TWO), of('invalid', ALL)], TWO, 'valid'],
    ['nothing where no result is of those who are said to have opened it', [of('valid', TWO)], ALL, null],
  ])('tells %s', (_, results, openedBy, outcome) => {
    expect(face(meetingIs({ results, openedBy })).outcome).toBe(outcome);
  });
});
