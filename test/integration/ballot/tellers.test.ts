import { describe, expect, test } from 'vitest';
import { type Meeting, newMeeting, withTeller } from '../../../functions/store/meetings.ts';
import { verifyArming } from '../../../shared/protocol/arming.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { enrolmentHash } from '../../../shared/protocol/code.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { generateTellerKeys, publicTellerKeys, type TellerKeyPairs } from '../../../shared/protocol/teller-keys.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { twinSignature } from '../../unit/protocol/twin-signature.ts';
import { platformRandom, vectors } from '../../unit/protocol/vectors.ts';
import { COUNTY, Hall } from './hall.ts';
import { NO_PAPER, Session } from './session.ts';
import { castBallots, closeBox } from './stages.ts';
import { useTables } from './tables.ts';

const tables = useTables();
const newHall = () => new Hall(tables);

async function started(stage: 'enrolled' | 'frozen' | 'armed' | 'voting' | 'closing') {
  const hall = newHall();
  const session = await Session.prepare(hall);
  await session.start(session[stage]());
  return { hall, session };
}

/** A closed meeting of five ballots, whose board nobody has signed yet. */
async function closed() {
  const { hall, session } = await started('voting');
  await castBallots(hall, session, 5);
  const boardPayload = await closeBox(hall, session, { ...NO_PAPER, drawn: 5 });
  return { hall, session, boardPayload, boardRoot: boardPayload.boardRoot };
}

describe('enrolling', () => {
  const SLOT: Slot = 'delegates';

  /** A session whose slot has an issued secret that nobody has used. */
  async function issued(before?: (session: Session) => Meeting | Promise<Meeting>) {
    const hall = newHall();
    const session = await Session.prepare(hall);
    const secret = platformRandom(32);
    const hash = await enrolmentHash({ session: session.id, slot: SLOT, secret });
    const identity = { session: session.id, county: COUNTY, round: '2008', unit: 'unit-1', unitName: '一所' };
    const head = before === undefined ? newMeeting(identity) : await before(session);
    await session.start(withTeller(head, SLOT, { enrolmentHash: hash }));
    return { hall, session, secret };
  }

  async function enrolling(
    session: Session,
    secret: Uint8Array,
    keys: TellerKeyPairs,
    changes: { readonly hpke?: string; readonly sign?: string; readonly slot?: Slot } = {},
  ) {
    const { slot = SLOT, ...replaced } = changes;
    const payload = { enrolment: toB64u(secret), ...(await publicTellerKeys(keys)), ...replaced };
    const context = { county: COUNTY, session: session.id, operation: 'enrolTeller' };
    return { session: session.id, ...(await signTellerRequest(keys.sign.privateKey, context, { slot, payload })) };
  }

  test('a teller enrols with the issued secret, once; the same request again gets the same answer', async () => {
    const { hall, session, secret } = await issued();
    const keys = await generateTellerKeys();
    const request = await enrolling(session, secret, keys);
    expect(await hall.ask('enrolTeller', request)).toEqual({ slot: SLOT, state: 'prepared' });
    const before = await tables.everything();
    expect(await hall.ask('enrolTeller', request)).toEqual({ slot: SLOT, state: 'prepared' });
    expect(await tables.everything()).toBe(before);
    const { hpke, sign } = (await session.head()).tellers[SLOT];
    expect({ hpke, sign }).toEqual(await publicTellerKeys(keys));
  });

  test('a secret that was used enrols nobody else', async () => {
    const { hall, session, secret } = await issued();
    await hall.ask('enrolTeller', await enrolling(session, secret, await generateTellerKeys()));
    const thief = await enrolling(session, secret, await generateTellerKeys());
    expect(await hall.refusal('enrolTeller', thief)).toBe('409 enrolment-used');
  });

  test('of two browsers with one secret at once, one is enrolled and the other is told so', async () => {
    const { hall, session, secret } = await issued();
    const requests = await Promise.all([1, 2].map(async () => enrolling(session, secret, await generateTellerKeys())));
    const replies = await Promise.all(requests.map((request) => hall.send('enrolTeller', request)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = requests[replies.findIndex(({ status }) => status === 200)];
    expect((await session.head()).tellers[SLOT].sign).toBe(winner?.payload.sign);
  });

  test('a secret that was not issued, or was issued for another place, enrols nobody', async () => {
    const { hall, session, secret } = await issued();
    const keys = await generateTellerKeys();
    const guess = await enrolling(session, platformRandom(32), keys);
    expect(await hall.refusal('enrolTeller', guess)).toBe('403 enrolment-invalid');
    const elsewhere = await enrolling(session, secret, keys, { slot: 'inspection' });
    expect(await hall.refusal('enrolTeller', elsewhere)).toBe('403 enrolment-invalid');
  });

  test('keys that are signed by another key are refused: the browser must hold what it hands in', async () => {
    const { hall, session, secret } = await issued();
    const [own, other] = [await generateTellerKeys(), await publicTellerKeys(await generateTellerKeys())];
    const borrowed = await enrolling(session, secret, own, { sign: other.sign });
    expect(await hall.refusal('enrolTeller', borrowed)).toBe('403 signature-invalid');
  });

  test('a key that is no point of the curve is refused by name', async () => {
    const { hall, session, secret } = await issued();
    const request = await enrolling(session, secret, await generateTellerKeys(), { hpke: `BA${'A'.repeat(85)}` });
    const { status, problem } = await hall.send('enrolTeller', request, 'en');
    expect([status, problem?.errors]).toEqual([
      400,
      [{ field: 'payload.hpke', code: 'not-a-point', detail: 'not a point of the curve P-256' }],
    ]);
    expect((await session.head()).version).toBe(0);
  });

  test("another teller's key is refused by name: one teller must not count as two", async () => {
    const { hall, session, secret } = await issued((prepared) => prepared.enrolled());
    const taken = (await session.head()).tellers.discipline.hpke ?? '';
    const request = await enrolling(session, secret, await generateTellerKeys(), { hpke: taken });
    const { status, problem } = await hall.send('enrolTeller', request);
    expect([status, problem?.errors]).toEqual([
      400,
      [{ field: 'payload.hpke', code: 'repeated-key', detail: '与另一把钥匙相同' }],
    ]);
    expect((await session.head()).version).toBe(0);
  });

  test('enrolling a place again in an armed meeting returns it to the preparation and drops all three signatures', async () => {
    const { hall, session, secret } = await issued((prepared) => prepared.armed());
    const keys = await generateTellerKeys();
    expect(await hall.ask('enrolTeller', await enrolling(session, secret, keys))).toEqual({
      slot: SLOT,
      state: 'prepared',
    });
    const { state, manifestHash, armingHash, tellers } = await session.head();
    expect({ state, manifestHash, armingHash }).toEqual({ state: 'prepared', manifestHash: null, armingHash: null });
    expect(SLOTS.map((slot) => tellers[slot].armingSignature)).toEqual([null, null, null]);
    expect(tellers[SLOT].hpke).toBe((await publicTellerKeys(keys)).hpke);
  });

  test('once the voting is open nobody enrols any more', async () => {
    const { hall, session, secret } = await issued((prepared) => prepared.voting());
    const request = await enrolling(session, secret, await generateTellerKeys());
    expect(await hall.refusal('enrolTeller', request)).toBe('409 state-wrong');
  });

  test('nobody enrols in a session that does not exist', async () => {
    const hall = newHall();
    const session = await Session.prepare(hall);
    const request = await enrolling(session, platformRandom(32), await generateTellerKeys());
    expect(await hall.refusal('enrolTeller', request)).toBe('404 session-unknown');
  });
});

describe('arming', () => {
  const arming = async (session: Session, slot: Slot) => ({
    session: session.id,
    slot,
    manifestHash: session.hash,
    signature: await session.armingSignature(slot),
  });

  test('the third signature arms, and its hash is the one that phones compute', async () => {
    const hall = newHall();
    const session = await Session.prepare(hall);
    await session.start(session.frozen());
    expect(await hall.ask('signArming', await arming(session, 'inspection'))).toEqual({
      state: 'frozen',
      signed: ['inspection'],
    });
    expect(await hall.ask('signArming', await arming(session, 'discipline'))).toEqual({
      state: 'frozen',
      signed: ['discipline', 'inspection'],
    });
    expect(await hall.ask('signArming', await arming(session, 'delegates'))).toEqual({
      state: 'armed',
      signed: ['discipline', 'delegates', 'inspection'],
    });
    const { manifest, arming: signatures } = await hall.ask('getManifest', { session: session.id });
    expect(manifest).toEqual(session.manifest);
    const hash = await verifyArming(session.manifest, session.manifestHash, signatures);
    expect(Buffer.from(hash ?? []).toString('hex')).toBe((await session.head()).armingHash);
  });

  test('the twin of a signature, in which a meeting would have another check code, is refused', async () => {
    const { hall, session } = await started('frozen');
    const { signature, ...request } = await arming(session, 'discipline');
    const twin = { ...request, signature: twinSignature(signature) };
    expect(await hall.refusal('signArming', twin)).toBe('403 signature-invalid');
    expect(await hall.ask('signArming', { ...request, signature })).toEqual({
      state: 'frozen',
      signed: ['discipline'],
    });
  });

  test('three tellers who sign at once arm the meeting once', async () => {
    const { hall, session } = await started('frozen');
    const requests = await Promise.all(SLOTS.map((slot) => arming(session, slot)));
    const answers = await Promise.all(requests.map((request) => hall.ask('signArming', request)));
    expect(answers.filter(({ state }) => state === 'armed')).toHaveLength(1);
    expect((await session.head()).state).toBe('armed');
    expect((await session.head()).version).toBe(3);
  });

  test('a teller who signs again keeps the first signature', async () => {
    const { hall, session } = await started('armed');
    const before = await tables.everything();
    const again = await hall.ask('signArming', await arming(session, 'delegates'));
    expect(again).toEqual({ state: 'armed', signed: ['discipline', 'delegates', 'inspection'] });
    expect(await tables.everything()).toBe(before);
  });

  test('a signature of another teller, or over another manifest, is refused', async () => {
    const { hall, session } = await started('frozen');
    const other = await Session.prepare(hall);
    const swapped = { ...(await arming(session, 'delegates')), slot: 'discipline' } as const;
    expect(await hall.refusal('signArming', swapped)).toBe('403 signature-invalid');
    const elsewhere = { ...(await arming(session, 'delegates')), signature: await other.armingSignature('delegates') };
    expect(await hall.refusal('signArming', elsewhere)).toBe('403 signature-invalid');
    const outdated = { ...(await arming(session, 'delegates')), manifestHash: other.hash };
    expect(await hall.refusal('signArming', outdated)).toBe('409 manifest-differs');
  });

  test('what is not frozen cannot be armed', async () => {
    const { hall, session } = await started('enrolled');
    expect(await hall.refusal('signArming', await arming(session, 'delegates'))).toBe('409 state-wrong');
    expect(await hall.refusal('getManifest', { session: session.id })).toBe('409 not-frozen');
  });
});

describe('opening the voting and setting the closing time', () => {
  const opening = (session: Session, slot: Slot, manifestHash = session.hash) =>
    session.signed(slot, 'openVoting', { manifestHash });
  const closing = (session: Session, slot: Slot, closesAt: number, manifestHash = session.hash) =>
    session.signed(slot, 'setClosingTime', { manifestHash, closesAt });

  test('two tellers open the voting at once: it is opened once, and both are told that it is open', async () => {
    const { hall, session } = await started('armed');
    const requests = [await opening(session, 'discipline'), await opening(session, 'delegates')];
    const answers = await Promise.all(requests.map((request) => hall.ask('openVoting', request)));
    expect(answers).toEqual([{ state: 'voting' }, { state: 'voting' }]);
    expect((await session.head()).version).toBe(1);
  });

  test('a frozen meeting is not opened before it is armed, and the refusal names the states in both languages', async () => {
    const { hall, session } = await started('frozen');
    const request = await opening(session, 'delegates');
    expect(await hall.refusal('openVoting', request)).toBe('409 state-wrong');
    const detail = async (language: string) => (await hall.send('openVoting', request, language)).problem?.detail;
    expect(await detail('zh-CN')).toBe('大会现在处于「测评表已冻结」，这一步要在「可以签到」时办理。请刷新后再看。');
    expect(await detail('en')).toBe(
      'The meeting is "manifest frozen"; this step belongs to "ready for check-in". Reload and look again.',
    );
  });

  test('a teller who saw another manifest opens nothing', async () => {
    const { hall, session } = await started('armed');
    const other = await Session.prepare(hall);
    const request = await opening(session, 'delegates', other.hash);
    expect(await hall.refusal('openVoting', request)).toBe('409 manifest-differs');
  });

  test('a request whose signature is over another session, operation or payload is refused', async () => {
    const { hall, session } = await started('armed');
    const other = await Session.prepare(hall);
    const request = await opening(session, 'delegates');
    const { signature } = await other.signed('delegates', 'openVoting', { manifestHash: session.hash });
    expect(await hall.refusal('openVoting', { ...request, signature })).toBe('403 signature-invalid');
    const borrowed = await session.signed('delegates', 'closeBoard', { manifestHash: session.hash });
    expect(await hall.refusal('openVoting', borrowed)).toBe('403 signature-invalid');
    expect(await hall.refusal('openVoting', { ...request, slot: 'inspection' })).toBe('403 signature-invalid');
    expect(await hall.refusal('openVoting', { ...request, payload: { manifestHash: other.hash } })).toBe(
      '403 signature-invalid',
    );
  });

  test('a place without a teller does nothing', async () => {
    const hall = newHall();
    const session = await Session.prepare(hall);
    await session.start(withTeller(session.enrolled(), 'delegates', { sign: null, hpke: null }));
    expect(await hall.refusal('openVoting', await opening(session, 'delegates'))).toBe('409 teller-not-enrolled');
  });

  test('the closing time is set once: the same again is answered, another one is refused', async () => {
    const { hall, session } = await started('voting');
    const closesAt = hall.nowMs + 60_000;
    const request = await closing(session, 'delegates', closesAt);
    expect(await hall.ask('setClosingTime', request)).toEqual({ state: 'closing', closesAt });
    hall.nowMs += 55_000;
    expect(await hall.ask('setClosingTime', request)).toEqual({ state: 'closing', closesAt });
    const moved = await closing(session, 'delegates', closesAt + 30_000);
    expect(await hall.refusal('setClosingTime', moved)).toBe('409 already-recorded');
    expect((await session.head()).closesAt).toBe(closesAt);
  });

  test('of two closing times set at once, one holds and the other is refused', async () => {
    const { hall, session } = await started('voting');
    const times = [hall.nowMs + 60_000, hall.nowMs + 90_000];
    const requests = await Promise.all(
      times.map((time, index) => closing(session, index === 0 ? 'discipline' : 'delegates', time)),
    );
    const replies = await Promise.all(requests.map((request) => hall.send('setClosingTime', request)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await session.head()).closesAt).toBe(times[replies.findIndex(({ status }) => status === 200)]);
  });

  test('a closing time is at least ten seconds and at most a day ahead', async () => {
    const { hall, session } = await started('voting');
    const ahead = async (ms: number) => closing(session, 'delegates', hall.nowMs + ms);
    expect(await hall.refusal('setClosingTime', await ahead(9_999))).toBe('400 closing-time-invalid');
    expect(await hall.refusal('setClosingTime', await ahead(-1))).toBe('400 closing-time-invalid');
    expect(await hall.refusal('setClosingTime', await ahead(86_400_001))).toBe('400 closing-time-invalid');
    expect((await hall.ask('setClosingTime', await ahead(10_000))).state).toBe('closing');
  });

  test('before the voting there is nothing to close, and another manifest closes nothing', async () => {
    const { hall, session } = await started('armed');
    const closesAt = hall.nowMs + 60_000;
    expect(await hall.refusal('setClosingTime', await closing(session, 'delegates', closesAt))).toBe('409 state-wrong');
    await hall.ask('openVoting', await opening(session, 'delegates'));
    const elsewhere = await closing(session, 'delegates', closesAt, 'f'.repeat(64));
    expect(await hall.refusal('setClosingTime', elsewhere)).toBe('409 manifest-differs');
    await hall.ask('setClosingTime', await closing(session, 'delegates', closesAt));
    expect(await hall.refusal('setClosingTime', elsewhere)).toBe('409 manifest-differs');
    expect(await hall.refusal('openVoting', await opening(session, 'delegates', 'f'.repeat(64)))).toBe(
      '409 manifest-differs',
    );
  });
});

describe('signing the board', () => {
  test('two signatures freeze the board, the third is added, and one that is repeated changes nothing', async () => {
    const { hall, session, boardPayload } = await closed();
    const signing = (slot: Slot) => session.signed(slot, 'signBoard', boardPayload);
    expect(await hall.ask('signBoard', await signing('delegates'))).toEqual({ frozen: false, signed: ['delegates'] });
    const before = await tables.everything();
    expect(await hall.ask('signBoard', await signing('delegates'))).toEqual({ frozen: false, signed: ['delegates'] });
    expect(await tables.everything()).toBe(before);
    expect(await hall.refusal('getBoard', { session: session.id, page: 0 })).toBe('409 board-not-frozen');
    expect(await hall.ask('signBoard', await signing('discipline'))).toEqual({
      frozen: true,
      signed: ['discipline', 'delegates'],
    });
    expect((await hall.ask('signBoard', await signing('inspection'))).signed).toEqual([...SLOTS]);
  });

  test('two tellers who sign at once are both recorded', async () => {
    const { hall, session, boardPayload } = await closed();
    const requests = await Promise.all(
      (['discipline', 'inspection'] as const).map((slot) => session.signed(slot, 'signBoard', boardPayload)),
    );
    const answers = await Promise.all(requests.map((request) => hall.ask('signBoard', request)));
    expect(answers.map(({ frozen }) => frozen).sort()).toEqual([false, true]);
  });

  test('another root, other figures, another manifest are refused', async () => {
    const { hall, session, boardPayload } = await closed();
    const { counts } = boardPayload;
    const others = [
      { ...boardPayload, boardRoot: 'f'.repeat(64) },
      { ...boardPayload, manifestHash: 'f'.repeat(64) },
      { ...boardPayload, counts: { ...counts, drawn: counts.drawn + 1 } },
      { ...boardPayload, counts: { ...counts, electronic: counts.electronic - 1 } },
    ];
    for (const other of others)
      expect(await hall.refusal('signBoard', await session.signed('delegates', 'signBoard', other))).toBe(
        '409 board-differs',
      );
  });

  test('there is no board to sign before the close', async () => {
    const { hall, session } = await started('closing');
    const counts = { delegates: 33, drawn: 1, reissued: 0, papersIssued: 0, papersReissued: 0, electronic: 0 };
    const payload = { boardRoot: vectors.boardRoot, manifestHash: session.hash, counts };
    expect(await hall.refusal('signBoard', await session.signed('delegates', 'signBoard', payload))).toBe(
      '409 state-wrong',
    );
  });
});

describe('recording a teller absent', () => {
  const absence = (session: Session, by: Slot, absent: Slot, boardRoot: string) =>
    session.signed(by, 'recordAbsent', { boardRoot, absent });

  test('it takes both other tellers; each is recorded once', async () => {
    const { hall, session, boardRoot } = await closed();
    const first = await absence(session, 'inspection', 'delegates', boardRoot);
    expect(await hall.ask('recordAbsent', first)).toEqual({ absent: false, by: ['inspection'] });
    const before = await tables.everything();
    expect(await hall.ask('recordAbsent', first)).toEqual({ absent: false, by: ['inspection'] });
    expect(await tables.everything()).toBe(before);
    const second = await absence(session, 'discipline', 'delegates', boardRoot);
    expect(await hall.ask('recordAbsent', second)).toEqual({ absent: true, by: ['discipline', 'inspection'] });
    const { tellers } = await hall.ask('getMeeting', { session: session.id });
    expect(tellers.map(({ absent }) => absent)).toEqual([false, true, false]);
  });

  test('nobody records themselves absent, nor two others', async () => {
    const { hall, session, boardRoot } = await closed();
    const oneself = await absence(session, 'delegates', 'delegates', boardRoot);
    expect(await hall.refusal('recordAbsent', oneself)).toBe('400 request-invalid');
    await hall.ask('recordAbsent', await absence(session, 'delegates', 'inspection', boardRoot));
    const another = await absence(session, 'delegates', 'discipline', boardRoot);
    expect(await hall.refusal('recordAbsent', another)).toBe('409 already-recorded');
  });

  test('another board or an open meeting is refused', async () => {
    const { hall, session } = await closed();
    const elsewhere = await absence(session, 'delegates', 'inspection', 'f'.repeat(64));
    expect(await hall.refusal('recordAbsent', elsewhere)).toBe('409 board-differs');
    const open = await started('voting');
    const early = await absence(open.session, 'delegates', 'inspection', 'f'.repeat(64));
    expect(await open.hall.refusal('recordAbsent', early)).toBe('409 state-wrong');
  });
});

describe('voiding after the close', () => {
  const voiding = (session: Session, by: Slot, reason: string) => session.signed(by, 'voidByTellers', { reason });

  test('it takes two tellers, and the reasons of both are kept', async () => {
    const { hall, session } = await closed();
    const first = await voiding(session, 'delegates', '清点人数不符');
    expect(await hall.ask('voidByTellers', first)).toEqual({ state: 'closed', by: ['delegates'] });
    const before = await tables.everything();
    expect(await hall.ask('voidByTellers', first)).toEqual({ state: 'closed', by: ['delegates'] });
    expect(await tables.everything()).toBe(before);
    const second = await voiding(session, 'discipline', '票数多于人数');
    expect(await hall.ask('voidByTellers', second)).toEqual({ state: 'voided', by: ['discipline', 'delegates'] });
    const face = await hall.ask('getMeeting', { session: session.id });
    expect([face.state, face.voidReason]).toEqual(['voided', '票数多于人数；清点人数不符']);
    expect(await hall.ask('voidByTellers', first)).toEqual({ state: 'voided', by: ['discipline', 'delegates'] });
  });

  test('two tellers at once void the meeting once', async () => {
    const { hall, session } = await closed();
    const requests = [
      await voiding(session, 'delegates', '清点人数不符'),
      await voiding(session, 'inspection', '清点人数不符'),
    ];
    const answers = await Promise.all(requests.map((request) => hall.ask('voidByTellers', request)));
    expect(answers.map(({ state }) => state).sort()).toEqual(['closed', 'voided']);
    expect((await session.head()).voidReason).toBe('清点人数不符');
  });

  test('a teller gives one reason, and before the close voiding is not theirs', async () => {
    const { hall, session } = await closed();
    await hall.ask('voidByTellers', await voiding(session, 'delegates', '清点人数不符'));
    const changed = await voiding(session, 'delegates', '别的原因');
    expect(await hall.refusal('voidByTellers', changed)).toBe('409 already-recorded');
    const open = await started('voting');
    const early = await voiding(open.session, 'delegates', '清点人数不符');
    expect(await open.hall.refusal('voidByTellers', early)).toBe('409 state-wrong');
  });

  test('an announced result is final', async () => {
    const hall = newHall();
    const session = await Session.prepare(hall);
    await session.start({ ...(await session.closing()), state: 'announced' });
    const late = await voiding(session, 'delegates', '清点人数不符');
    expect(await hall.refusal('voidByTellers', late)).toBe('409 state-wrong');
  });
});
