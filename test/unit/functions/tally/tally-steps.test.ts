import { describe, expect, test } from 'vitest';
import { type Meeting, newMeeting, type TellerRecord, withTeller } from '../../../../functions/store/meetings.ts';
import { decideCount, whyNotCountable } from '../../../../functions/tally/count.ts';
import { decideEntry } from '../../../../functions/tally/enter-paper.ts';
import { decideObjection } from '../../../../functions/tally/object-to-result.ts';
import { whyNotOnBoard } from '../../../../functions/tally/on-board.ts';
import { countedEntry } from '../../../../functions/tally/paper-entry.ts';
import { decideAnnouncement } from '../../../../functions/tally/publish.ts';
import { decideRelease } from '../../../../functions/tally/release-shares.ts';
import { decideSettlement } from '../../../../functions/tally/settle-paper.ts';
import { decideSignature } from '../../../../functions/tally/sign-result.ts';
import { MEETING_PATH, type MeetingState } from '../../../../shared/process/meeting-state.ts';
import { SLOTS, type Slot } from '../../../../shared/protocol/slots.ts';

const IDENTITY = { session: 'session', county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
const [HASH, ROOT, OTHER] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const SIGNATURE = 'A'.repeat(86);
const EVERY_STATE: readonly MeetingState[] = [...MEETING_PATH, 'voided'];
const WITH_BOARD = '已封箱」或「已计票」或「结果已公布';

type Tellers = { readonly [slot in Slot]?: Partial<TellerRecord> };
/** A closed box of three ballots, with what is different about it. */
function meetingIs(changes: Partial<Meeting>, tellers: Tellers = {}): Meeting {
  const box: Meeting = { ...newMeeting(IDENTITY), state: 'closed', boardRoot: ROOT, electronic: 3 };
  return SLOTS.reduce((meeting, slot) => withTeller(meeting, slot, tellers[slot] ?? {}), { ...box, ...changes });
}
const FROZEN: Tellers = { discipline: { boardSignature: SIGNATURE }, inspection: { boardSignature: SIGNATURE } };
const WHOLE = { sharePages: 1, sharesPerPage: 3, sharePagesIn: [0] };
const refusedWith = (refused: string) => ({ kind: 'refuse', refusal: { refused } });
const refusedFor = (expected: string) => ({
  kind: 'refuse',
  refusal: { refused: 'state-wrong', parameters: { expected: { zh: expected } } },
});

describe('a request about a board', () => {
  test('fits the meeting that has it, from the close to the announcement', () => {
    const states = EVERY_STATE.filter((state) => whyNotOnBoard(meetingIs({ state }), ROOT) === undefined);
    expect(states).toEqual(['closed', 'counted', 'announced']);
    expect(whyNotOnBoard(meetingIs({ state: 'voting' }), ROOT)).toMatchObject(refusedFor(WITH_BOARD).refusal);
    expect(whyNotOnBoard(meetingIs({}), OTHER)).toMatchObject({ refused: 'board-differs' });
    expect(whyNotOnBoard(meetingIs({ state: 'closed' }), ROOT, ['counted'])).toMatchObject({ refused: 'state-wrong' });
  });
});

describe('entering a pile of paper', () => {
  const awaiting = (tellers: Tellers = {}) => meetingIs({ paper: 'awaiting' }, { ...FROZEN, ...tellers });
  const asked = { slot: 'delegates', boardRoot: ROOT, entry: HASH } as const;
  const typedBy = (slot: Slot, entry: string) => ({ [slot]: { ...FROZEN[slot], paperEntry: entry } });

  test.each([
    ['first', {}, 'awaiting'],
    ['like the other', typedBy('inspection', HASH), 'settled'],
    ['otherwise than the other', typedBy('discipline', OTHER), 'differs'],
  ])('%s is recorded', (_, tellers, paper) => {
    expect(decideEntry(awaiting(tellers), asked)).toMatchObject({
      kind: 'change',
      meeting: { paper, tellers: { delegates: { paperEntry: HASH } } },
      answer: { paper },
    });
  });

  test('again is answered as it stands; another than before is refused, and so is one where nothing stands', () => {
    const typed = awaiting(typedBy('delegates', HASH));
    expect(decideEntry({ ...typed, paper: 'differs', state: 'counted' }, asked)).toEqual({
      kind: 'keep',
      answer: { paper: 'differs' },
    });
    expect(decideEntry(typed, { ...asked, entry: OTHER })).toMatchObject(refusedWith('already-recorded'));
    expect(decideEntry({ ...typed, paper: null }, asked)).toMatchObject(refusedWith('already-recorded'));
  });

  test.each<[string, Meeting, string]>([
    ['on another board', awaiting(), 'board-differs'],
    ['before two have signed the board', meetingIs({ paper: 'awaiting' }), 'board-not-frozen'],
    ['where no paper was issued', meetingIs({ paper: 'none-issued' }, FROZEN), 'no-paper-issued'],
    ['where two differ', meetingIs({ paper: 'differs' }, FROZEN), 'already-recorded'],
    ['where it is settled', meetingIs({ paper: 'settled' }, FROZEN), 'already-recorded'],
  ])('%s is refused', (_, meeting, refused) => {
    const boardRoot = refused === 'board-differs' ? OTHER : ROOT;
    expect(decideEntry(meeting, { ...asked, boardRoot })).toMatchObject(refusedWith(refused));
  });

  test('after the counting is refused for the state', () => {
    expect(decideEntry({ ...awaiting(), state: 'counted' }, asked)).toMatchObject(refusedFor('已封箱'));
  });
});

describe('settling the paper', () => {
  const typed = { discipline: { paperEntry: HASH }, inspection: { paperEntry: OTHER } };
  const differing = meetingIs({ paper: 'differs' }, typed);
  const asked = { slot: 'delegates', boardRoot: ROOT, entry: HASH } as const;
  const settled: Meeting = { ...differing, paper: 'settled', settledBy: { slot: 'delegates', entry: HASH } };

  test('is the third teller’s, once', () => {
    expect(decideSettlement(differing, asked)).toEqual({
      kind: 'change',
      meeting: settled,
      answer: { paper: 'settled' },
    });
    expect(decideSettlement({ ...settled, state: 'counted' }, asked)).toEqual({
      kind: 'keep',
      answer: { paper: 'settled' },
    });
    for (const other of [{ entry: OTHER }, { slot: 'discipline' as const }])
      expect(decideSettlement(settled, { ...asked, ...other })).toMatchObject(refusedWith('already-recorded'));
  });

  test.each<[string, Meeting, string]>([
    ['on another board', meetingIs({ boardRoot: OTHER, paper: 'differs' }, typed), 'board-differs'],
    ['where nothing differs', meetingIs({ paper: 'awaiting' }, typed), 'paper-not-differing'],
    [
      'by one who typed',
      meetingIs({ paper: 'differs' }, { discipline: { paperEntry: HASH }, delegates: { paperEntry: OTHER } }),
      'second-teller-needed',
    ],
  ])('%s is refused', (_, meeting, refused) => {
    expect(decideSettlement(meeting, asked)).toMatchObject(refusedWith(refused));
  });

  test('after the counting is refused for the state', () => {
    expect(decideSettlement({ ...differing, state: 'counted' }, asked)).toMatchObject(refusedFor('已封箱'));
  });
});

describe('the entry that counts', () => {
  const typed = { delegates: { paperEntry: HASH }, inspection: { paperEntry: HASH } };
  test('is what two typed alike, or what the third settled, and none before', () => {
    expect(countedEntry(meetingIs({ paper: 'settled' }, typed))).toBe(HASH);
    const settledBy = { slot: 'discipline', entry: OTHER } as const;
    expect(countedEntry(meetingIs({ paper: 'settled', settledBy }, typed))).toBe(OTHER);
    expect(countedEntry(meetingIs({ paper: 'settled' }))).toBeNull();
    for (const paper of ['awaiting', 'differs', 'none-issued', null] as const)
      expect(countedEntry(meetingIs({ paper, settledBy }, typed))).toBeNull();
  });
});

describe('releasing shares', () => {
  const opening = (delegates: Partial<TellerRecord> = {}, changes: Partial<Meeting> = {}) =>
    meetingIs({ paper: 'none-issued', electronic: 5, ...changes }, { ...FROZEN, delegates });
  const page = (at: number, pages: number, shares: number) =>
    ({ slot: 'delegates', payload: { boardRoot: ROOT, page: at, pages, shares: Array(shares).fill(null) } }) as const;

  test('page by page, in any order, is recorded in order', () => {
    expect(decideRelease(opening(), page(1, 3, 2))).toMatchObject({
      kind: 'change',
      meeting: { tellers: { delegates: { sharePages: 3, sharesPerPage: 2, sharePagesIn: [1] } } },
      answer: { received: 1, complete: false },
    });
    const begun = { sharePages: 3, sharesPerPage: 2, sharePagesIn: [1, 2] };
    expect(decideRelease(opening(begun), page(0, 3, 2))).toMatchObject({
      kind: 'change',
      meeting: { tellers: { delegates: { sharePagesIn: [0, 1, 2] } } },
      answer: { received: 3, complete: true },
    });
    expect(decideRelease(opening(begun), page(1, 3, 2))).toEqual({
      kind: 'keep',
      answer: { received: 2, complete: false },
    });
  });

  test.each([
    ['in other pages', page(0, 2, 3)],
    ['in longer pages', page(0, 2, 4)],
  ])('cut otherwise than before, %s, is refused', (_, asked) => {
    const begun = { sharePages: 3, sharesPerPage: 2, sharePagesIn: [1] };
    expect(decideRelease(opening(begun), asked)).toMatchObject(refusedWith('already-recorded'));
    expect(decideRelease(opening({ sharePages: 2, sharesPerPage: 3, sharePagesIn: [1] }), page(0, 2, 4))).toMatchObject(
      refusedWith('already-recorded'),
    );
  });

  test('is done while closed or counted, where the paper is settled or none was issued', () => {
    const states = EVERY_STATE.filter(
      (state) => decideRelease(opening({}, { state }), page(0, 1, 5)).kind === 'change',
    );
    expect(states).toEqual(['closed', 'counted']);
    expect(decideRelease(opening({}, { state: 'announced' }), page(0, 1, 5))).toMatchObject(
      refusedFor('已封箱」或「已计票'),
    );
    expect(decideRelease(opening({}, { paper: 'settled' }), page(0, 1, 5)).kind).toBe('change');
    for (const paper of ['awaiting', 'differs', null] as const)
      expect(decideRelease(opening({}, { paper }), page(0, 1, 5))).toMatchObject(refusedWith('paper-first'));
  });

  test('is refused before the board is frozen, of a page that is none, and of shares that are not one a ballot', () => {
    expect(decideRelease(meetingIs({ paper: 'none-issued', electronic: 5 }), page(0, 1, 5))).toMatchObject(
      refusedWith('board-not-frozen'),
    );
    expect(decideRelease(opening(), page(3, 3, 1))).toMatchObject(refusedWith('page-unknown'));
    expect(decideRelease(opening(), page(0, 1, 4))).toMatchObject(refusedWith('board-differs'));
    expect(decideRelease(opening({}, { electronic: null }), page(0, 1, 0)).kind).toBe('change');
  });
});

describe('counting', () => {
  const counted = {
    openedBy: ['discipline', 'inspection'] as Slot[],
    hash: HASH,
    outcome: 'valid',
    sealedVoid: false,
  } as const;
  const open = (changes: Partial<Meeting> = {}) => meetingIs(changes, { discipline: WHOLE, inspection: WHOLE });

  test('from two whole sets is a result more, and the same one again', () => {
    const step = decideCount(open(), counted);
    expect(step).toEqual({
      kind: 'change',
      meeting: { ...open(), state: 'counted', results: [counted] },
      answer: counted,
    });
    expect(decideCount(open({ state: 'announced', results: [counted] }), counted)).toEqual({
      kind: 'keep',
      answer: counted,
    });
  });

  test.each<[string, Meeting, Slot[], string]>([
    ['one set', open(), ['discipline'], 'shares-incomplete'],
    ['a set that is not whole', open(), ['discipline', 'delegates'], 'shares-incomplete'],
    [
      'others once one has signed',
      open({ openedBy: ['discipline', 'delegates'] }),
      counted.openedBy,
      'already-recorded',
    ],
  ])('from %s is refused', (_, meeting, openedBy, refused) => {
    expect(whyNotCountable(meeting, openedBy)).toMatchObject({ refused });
    expect(decideCount(meeting, { ...counted, openedBy })).toMatchObject(refusedWith(refused));
  });

  test('is done while closed or counted alone', () => {
    const states = EVERY_STATE.filter((state) => whyNotCountable(open({ state }), counted.openedBy) === undefined);
    expect(states).toEqual(['closed', 'counted']);
  });
});

describe('signing a result', () => {
  const pair: Slot[] = ['discipline', 'inspection'];
  const result = { openedBy: pair, hash: HASH, outcome: 'valid', sealedVoid: false } as const;
  const counted = (changes: Partial<Meeting> = {}, tellers: Tellers = {}) =>
    meetingIs({ state: 'counted', results: [result], ...changes }, tellers);
  const asked = { slot: 'delegates', openedBy: pair, signature: SIGNATURE, nowMs: 7_000 } as const;
  const signed = { voice: { kind: 'signed', openedBy: pair, signature: SIGNATURE } } as const;

  test('first fixes from whose shares it is counted; second says when; third changes neither', () => {
    expect(decideSignature(counted(), asked)).toMatchObject({
      kind: 'change',
      meeting: { openedBy: pair, announcedAtMs: null, tellers: { delegates: signed } },
      answer: { state: 'counted', signed: ['delegates'] },
    });
    const once = counted({ openedBy: pair }, { inspection: signed });
    expect(decideSignature(once, asked)).toMatchObject({
      kind: 'change',
      meeting: { announcedAtMs: 7_000 },
      answer: { state: 'counted', signed: ['delegates', 'inspection'] },
    });
    const twice = counted(
      { state: 'announced', openedBy: pair, announcedAtMs: 6_000 },
      { inspection: signed, discipline: signed },
    );
    expect(decideSignature(twice, asked)).toMatchObject({
      kind: 'change',
      meeting: { announcedAtMs: 6_000 },
      answer: { state: 'announced', signed: ['discipline', 'delegates', 'inspection'] },
    });
  });

  test('again is answered, and after an objection refused', () => {
    expect(decideSignature(counted({ openedBy: pair }, { delegates: signed }), asked)).toEqual({
      kind: 'keep',
      answer: { state: 'counted', signed: ['delegates'] },
    });
    const objected = { voice: { kind: 'objected', payload: { reason: '不符' }, signature: SIGNATURE } } as const;
    expect(decideSignature(counted({}, { delegates: objected }), asked)).toMatchObject(refusedWith('already-recorded'));
  });

  test('is refused in other states, of a result that is not there, and of another than is being signed', () => {
    for (const state of EVERY_STATE.filter((each) => each !== 'counted' && each !== 'announced'))
      expect(decideSignature(counted({ state }), asked)).toMatchObject(refusedFor('已计票」或「结果已公布'));
    expect(decideSignature(counted({ results: [] }), asked)).toMatchObject(refusedWith('result-differs'));
    const fixed = counted({ openedBy: ['delegates', 'inspection'] });
    expect(decideSignature(fixed, asked)).toMatchObject(refusedWith('result-differs'));
  });

  describe('with a ballot that does not open', () => {
    const spoilt = (delegates: Partial<TellerRecord>, changes: Partial<Meeting> = {}) =>
      counted({ results: [{ ...result, sealedVoid: true }], ...changes }, { delegates });
    const bySlot = { ...asked, slot: 'discipline' } as const;

    test('waits for the third set, or for two to record its teller absent', () => {
      expect(decideSignature(spoilt({}), bySlot)).toMatchObject(refusedWith('third-share-needed'));
      expect(decideSignature(spoilt({ absentBy: ['discipline'] }), bySlot)).toMatchObject(
        refusedWith('third-share-needed'),
      );
      expect(decideSignature(spoilt({ absentBy: pair }), bySlot).kind).toBe('change');
      expect(decideSignature(spoilt({ absentBy: pair, ...WHOLE }), bySlot)).toMatchObject(
        refusedWith('third-share-needed'),
      );
    });

    test('waits for nobody when all three opened it, or when one has signed already', () => {
      const three = { ...result, openedBy: [...SLOTS], sealedVoid: true };
      expect(decideSignature(counted({ results: [three] }), { ...bySlot, openedBy: [...SLOTS] }).kind).toBe('change');
      expect(decideSignature(spoilt({}, { openedBy: pair }), bySlot).kind).toBe('change');
    });
  });
});

describe('objecting', () => {
  const asked = { slot: 'delegates', payload: { reason: '票数不符' }, signature: SIGNATURE } as const;
  const objected = { voice: { kind: 'objected', payload: asked.payload, signature: SIGNATURE } } as const;

  test('is recorded while counted or announced', () => {
    const states = EVERY_STATE.filter((state) => decideObjection(meetingIs({ state }), asked).kind === 'change');
    expect(states).toEqual(['counted', 'announced']);
    expect(decideObjection(meetingIs({ state: 'closed' }), asked)).toMatchObject(refusedFor('已计票」或「结果已公布'));
    expect(decideObjection(meetingIs({ state: 'counted' }), asked)).toMatchObject({
      meeting: { tellers: { delegates: objected } },
      answer: null,
    });
  });

  test('again for the same reason is answered; for another, or after a signature, it is refused', () => {
    const before = meetingIs({ state: 'counted' }, { delegates: objected });
    expect(decideObjection(before, asked)).toEqual({ kind: 'keep', answer: null });
    expect(decideObjection(before, { ...asked, payload: { reason: '另一条' } })).toMatchObject(
      refusedWith('already-recorded'),
    );
    const signed = {
      voice: { kind: 'signed', openedBy: ['discipline', 'delegates'] as Slot[], signature: SIGNATURE },
    } as const;
    expect(decideObjection(meetingIs({ state: 'counted' }, { delegates: signed }), asked)).toMatchObject(
      refusedWith('already-recorded'),
    );
  });
});

describe('announcing what was written', () => {
  const pair: Slot[] = ['discipline', 'inspection'];
  const signed = { voice: { kind: 'signed', openedBy: pair, signature: SIGNATURE } } as const;
  const objected = { voice: { kind: 'objected', payload: { reason: '不符' }, signature: SIGNATURE } } as const;
  const result = { openedBy: pair, hash: HASH, outcome: 'valid', sealedVoid: false } as const;
  const two = (changes: Partial<Meeting> = {}, delegates: Partial<TellerRecord> = {}) =>
    meetingIs(
      { state: 'counted', results: [result], openedBy: pair, ...changes },
      { discipline: signed, inspection: signed, delegates },
    );

  test('is a change to the edition that carries the words', () => {
    const announced = { ...two(), state: 'announced', edition: 'discipline-inspection' };
    expect(decideAnnouncement(two(), two())).toEqual({ kind: 'change', meeting: announced, answer: announced });
  });

  test('where it is announced already changes nothing', () => {
    const announced = two({ state: 'announced', edition: 'discipline-inspection' });
    expect(decideAnnouncement(announced, two())).toEqual({ kind: 'keep', answer: announced });
  });

  test('where somebody has spoken since asks for it to be written again', () => {
    expect(decideAnnouncement(two({}, objected), two())).toEqual({ kind: 'keep', answer: null });
    const third = two({ state: 'announced', edition: 'discipline-inspection' }, objected);
    expect(decideAnnouncement(third, third)).toMatchObject({
      kind: 'change',
      meeting: { state: 'announced', edition: 'discipline-delegates-inspection' },
    });
  });

  test.each<[string, Meeting]>([
    ['was voided meanwhile', two({ state: 'voided' })],
    ['has no result that is signed', two({ openedBy: null })],
    [
      'has one signature and one objection',
      meetingIs({ state: 'counted', results: [result], openedBy: pair }, { discipline: signed, inspection: objected }),
    ],
  ])('is not done of a meeting that %s', (_, meeting) => {
    expect(decideAnnouncement(meeting, two())).toEqual({ kind: 'keep', answer: meeting });
  });
});
