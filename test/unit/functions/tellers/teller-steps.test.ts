import { describe, expect, test } from 'vitest';
import { type Meeting, newMeeting, type TellerRecord, withTeller } from '../../../../functions/store/meetings.ts';
import { decideEnrolment } from '../../../../functions/tellers/enrol-teller.ts';
import { decideOpening } from '../../../../functions/tellers/open-voting.ts';
import { decideAbsence } from '../../../../functions/tellers/record-absent.ts';
import { decideClosingTime, MAX_NOTICE_MS, MIN_NOTICE_MS } from '../../../../functions/tellers/set-closing-time.ts';
import { decideArming } from '../../../../functions/tellers/sign-arming.ts';
import { decideBoardSignature } from '../../../../functions/tellers/sign-board.ts';
import { decideVoiding } from '../../../../functions/tellers/void-by-tellers.ts';
import { MEETING_PATH, type MeetingState } from '../../../../shared/process/meeting-state.ts';
import { toB64u } from '../../../../shared/protocol/bytes.ts';
import { tellerKeys } from '../../../../shared/protocol/manifest.ts';
import { vectorManifest, vectors } from '../../protocol/vectors.ts';

const IDENTITY = { session: 'session', county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
const [HASH, ROOT, OTHER] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const SIGNATURE = 'A'.repeat(86);
const ISSUING = { delegates: 33, drawn: 24, reissued: 1, papersIssued: 0, papersReissued: 0 };
const meetingIs = (changes: Partial<Meeting>): Meeting => ({ ...newMeeting(IDENTITY), ...changes });
const tellerIs = (changes: Partial<TellerRecord>, meeting = meetingIs({})) => withTeller(meeting, 'delegates', changes);
const refusedWith = (refused: string) => ({ kind: 'refuse', refusal: { refused } });
const refusedFor = (state: string, expected: string) => ({
  kind: 'refuse',
  refusal: { refused: 'state-wrong', parameters: { state: { zh: state }, expected: { zh: expected } } },
});

describe('enrolling', () => {
  const KEYS = { slot: 'delegates', hpke: 'h', sign: 's', secretHash: HASH } as const;
  const enrolled = tellerIs({ enrolmentHash: HASH, enrolledWith: HASH, hpke: 'h', sign: 's' });

  test('again with the same secret and both keys is answered; with either key another it is refused', () => {
    expect(decideEnrolment(enrolled, KEYS)).toEqual({ kind: 'keep', answer: { slot: 'delegates', state: 'prepared' } });
    expect(decideEnrolment(enrolled, { ...KEYS, hpke: 'x' })).toMatchObject(refusedWith('enrolment-used'));
    expect(decideEnrolment(enrolled, { ...KEYS, sign: 'x' })).toMatchObject(refusedWith('enrolment-used'));
  });

  test('with a secret issued anew may hand in the keys that the same teller had before', () => {
    const reissued = withTeller(enrolled, 'delegates', { enrolmentHash: OTHER });
    expect(decideEnrolment(reissued, { ...KEYS, secretHash: OTHER })).toMatchObject({
      kind: 'change',
      meeting: { tellers: { delegates: { enrolledWith: OTHER, hpke: 'h', sign: 's' } } },
    });
  });

  const twice = (field: string) => ({
    field: `payload.${field}`,
    code: 'repeated-key',
    detail: { zh: '与另一把钥匙相同', en: 'the same as another key' },
  });
  const issued = tellerIs({ enrolmentHash: HASH });

  test.each([
    ['the same key twice', { hpke: 's' }, {}, ['hpke']],
    ['a key to encrypt to that another teller encrypts with', {}, { hpke: 'h' }, ['hpke']],
    ['a key to encrypt to that another teller signs with', {}, { sign: 'h' }, ['hpke']],
    ['a key to sign with that another teller signs with', {}, { sign: 's' }, ['sign']],
    ['both keys of another teller', {}, { hpke: 'h', sign: 's' }, ['hpke', 'sign']],
  ])('with %s is refused by name', (_, handedIn, others, fields) => {
    expect(decideEnrolment(withTeller(issued, 'inspection', others), { ...KEYS, ...handedIn })).toEqual({
      kind: 'refuse',
      refusal: { refused: 'request-invalid', parameters: {}, errors: fields.map(twice) },
    });
  });

  test('with keys that nobody has is taken', () => {
    const others = withTeller(issued, 'inspection', { hpke: 'x', sign: 'y' });
    expect(decideEnrolment(others, KEYS)).toMatchObject({ kind: 'change', answer: { state: 'prepared' } });
  });
});

describe('arming', () => {
  const [first] = vectors.arming;
  if (first === undefined) throw new Error('the vectors have no arming signature');
  const { slot, signature } = first;
  const manifestHash = vectors.manifestJcsSha256;
  const request = { session: 'session', slot, signature, manifestHash };
  const sign = toB64u(tellerKeys(vectorManifest(), slot).sign);
  const frozen = withTeller(meetingIs({ state: 'frozen', manifestHash }), slot, { sign });

  test('is one signature more in a frozen meeting', async () => {
    expect(await decideArming(frozen, request)).toMatchObject({
      kind: 'change',
      meeting: { state: 'frozen', armingHash: null, tellers: { [slot]: { armingSignature: signature } } },
      answer: { state: 'frozen', signed: [slot] },
    });
  });

  test('is refused of a meeting that was voided after its freeze, and of one without a manifest', async () => {
    expect(await decideArming({ ...frozen, state: 'voided' }, request)).toMatchObject(
      refusedFor('已作废', '测评表已冻结'),
    );
    expect(await decideArming({ ...frozen, state: 'prepared', manifestHash: null }, request)).toMatchObject(
      refusedFor('准备中', '测评表已冻结'),
    );
  });

  test.each([
    ['of a place without a teller', { frozen: withTeller(frozen, slot, { sign: null }), request }],
    ['that is no base64url', { frozen, request: { ...request, signature: `${signature.slice(0, 85)}!` } }],
    ['that is cut short', { frozen, request: { ...request, signature: signature.slice(0, 80) } }],
    ['over no hash', { frozen: { ...frozen, manifestHash: 'x' }, request: { ...request, manifestHash: 'x' } }],
  ])('by a signature %s is refused', async (_, asked) => {
    expect(await decideArming(asked.frozen, asked.request)).toMatchObject(refusedWith('signature-invalid'));
  });
});

describe('opening the voting', () => {
  test.each(['voting', 'closing'] as const)(
    'again while the meeting is %s is answered and changes nothing',
    (state) => {
      expect(decideOpening(meetingIs({ state, manifestHash: HASH }), HASH)).toEqual({
        kind: 'keep',
        answer: { state },
      });
      expect(decideOpening(meetingIs({ state, manifestHash: HASH }), OTHER)).toMatchObject(
        refusedWith('manifest-differs'),
      );
    },
  );
});

describe('the closing time', () => {
  const voting = meetingIs({ state: 'voting', manifestHash: HASH });

  test.each([
    [MIN_NOTICE_MS - 1, undefined],
    [MIN_NOTICE_MS, 'closing'],
    [MAX_NOTICE_MS, 'closing'],
    [MAX_NOTICE_MS + 1, undefined],
  ])('%s ms ahead makes the meeting %s', (ahead, state) => {
    const asked = { manifestHash: HASH, closesAt: 5_000 + ahead, nowMs: 5_000 };
    expect(decideClosingTime(voting, asked)).toMatchObject(
      state === undefined
        ? refusedWith('closing-time-invalid')
        : { kind: 'change', meeting: { state, closesAt: 5_000 + ahead }, answer: { state, closesAt: 5_000 + ahead } },
    );
  });
});

const isAfterClose = (state: MeetingState): boolean => state === 'closed' || state === 'counted';
const EVERY_STATE: readonly MeetingState[] = [...MEETING_PATH, 'voided'];

describe('signing the board', () => {
  const figures = { boardRoot: ROOT, manifestHash: HASH, issuing: ISSUING, electronic: 20 };
  const payload = { boardRoot: ROOT, manifestHash: HASH, counts: { ...ISSUING, electronic: 20 } };
  const request = { slot: 'delegates', payload, signature: SIGNATURE } as const;

  test.each(EVERY_STATE.filter(isAfterClose))('is recorded while the meeting is %s', (state) => {
    expect(decideBoardSignature(meetingIs({ ...figures, state }), request)).toMatchObject({
      kind: 'change',
      meeting: { state, tellers: { delegates: { boardSignature: SIGNATURE } } },
      answer: { frozen: false, signed: ['delegates'] },
    });
  });

  test.each(EVERY_STATE.filter((state) => !isAfterClose(state)))(
    'is refused while the meeting is %s, though there is a board',
    (state) => {
      expect(decideBoardSignature(meetingIs({ ...figures, state }), request)).toMatchObject({
        kind: 'refuse',
        refusal: { refused: 'state-wrong', parameters: { expected: { zh: '已封箱」或「已计票' } } },
      });
    },
  );

  test('is refused where figures of the board are missing', () => {
    expect(decideBoardSignature(meetingIs({ ...figures, state: 'closed', issuing: null }), request)).toMatchObject(
      refusedWith('state-wrong'),
    );
  });
});

describe('recording a teller absent', () => {
  const asked = { by: 'discipline', absent: 'delegates', boardRoot: ROOT } as const;

  test.each(EVERY_STATE.filter(isAfterClose))('is done while the meeting is %s', (state) => {
    expect(decideAbsence(meetingIs({ state, boardRoot: ROOT }), asked)).toMatchObject({
      kind: 'change',
      meeting: { tellers: { delegates: { absentBy: ['discipline'] } } },
      answer: { absent: false, by: ['discipline'] },
    });
  });

  test.each(EVERY_STATE.filter((state) => !isAfterClose(state)))('is refused while the meeting is %s', (state) => {
    expect(decideAbsence(meetingIs({ state, boardRoot: ROOT }), asked)).toMatchObject({
      kind: 'refuse',
      refusal: { refused: 'state-wrong', parameters: { expected: { zh: '已封箱」或「已计票' } } },
    });
  });

  test('of oneself is refused with the place and the reason', () => {
    const closed = meetingIs({ state: 'closed', boardRoot: ROOT });
    expect(decideAbsence(closed, { ...asked, absent: 'discipline' })).toEqual({
      kind: 'refuse',
      refusal: {
        refused: 'request-invalid',
        parameters: {},
        errors: [
          {
            field: 'payload.absent',
            code: 'oneself',
            detail: { zh: '不能记录自己缺席', en: 'nobody records their own absence' },
          },
        ],
      },
    });
  });

  test('is refused of one whose shares are all in', () => {
    const closed = meetingIs({ state: 'closed', boardRoot: ROOT });
    const released = tellerIs({ sharePages: 1, sharePagesIn: [0] }, closed);
    expect(decideAbsence(released, asked)).toMatchObject(refusedWith('already-recorded'));
  });
});

describe('voiding', () => {
  const closed = meetingIs({ state: 'closed' });
  const once = tellerIs({ voidReason: '票数不符' }, closed);

  test('by a second teller for the same reason tells it once', () => {
    expect(decideVoiding(once, { by: 'inspection', reason: '票数不符' })).toMatchObject({
      kind: 'change',
      meeting: { state: 'voided', voidReason: '票数不符' },
      answer: { state: 'voided', by: ['delegates', 'inspection'] },
    });
  });

  test('by the same teller for another reason is refused, for the same one answered', () => {
    expect(decideVoiding(once, { by: 'delegates', reason: '其他' })).toMatchObject(refusedWith('already-recorded'));
    expect(decideVoiding(once, { by: 'delegates', reason: '票数不符' })).toEqual({
      kind: 'keep',
      answer: { state: 'closed', by: ['delegates'] },
    });
  });
});
