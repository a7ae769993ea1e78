import { describe, expect, it } from 'vitest';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import type { Face } from '../../../web/teller/actions/context.ts';
import { currentTask, isDeskOpen, isVoidable, type Remembered, stepsDone } from '../../../web/teller/tasks.ts';

const ARMING = 'a'.repeat(64);
const ROOT = 'b'.repeat(64);
type Progress = Face['tellers'][number];

const progress = (slot: Slot, change: Partial<Progress> = {}): Progress => ({
  slot,
  enrolled: true,
  armed: false,
  boardSigned: false,
  paperEntered: false,
  sharesReleased: false,
  absent: false,
  result: null,
  ...change,
});

type Changes = Partial<Omit<Face, 'tellers'>> & { readonly tellers?: Partial<Record<Slot, Partial<Progress>>> };

const faceOf = ({ tellers = {}, ...change }: Changes): Face => ({
  county: 'tuanfeng',
  countyName: '团风县工商局',
  session: 'tuanfeng-2008-huilongshan',
  round: '2008',
  unit: '回龙山分局',
  state: 'prepared',
  nowMs: 1_000,
  manifestHash: null,
  armingHash: null,
  closesAt: null,
  tellers: SLOTS.map((slot) => progress(slot, tellers[slot])),
  counts: null,
  boardRoot: null,
  boardFrozen: false,
  paper: null,
  openedBy: null,
  outcome: null,
  voidReason: null,
  floor: null,
  ...change,
});

const FRESH: Remembered = { codeReadFor: null, headCount: null, boardLeftUnsigned: null };
const READY: Remembered = { codeReadFor: ARMING, headCount: 31, boardLeftUnsigned: null };

const taskOf = (changes: Changes, remembered: Remembered = READY, serverNowMs = 1_000, slot: Slot = 'delegates') =>
  currentTask({ slot, face: faceOf(changes), remembered, serverNowMs });

const closed = (tellers: Changes['tellers'] = {}, change: Changes = {}) =>
  taskOf({
    state: 'closed',
    armingHash: ARMING,
    boardRoot: ROOT,
    closesAt: 900,
    paper: 'none-issued',
    ...change,
    tellers,
  });

describe('a teller’s task before the voting', () => {
  it('is to wait for the freeze once enrolled, and to scan again when the place is empty', () => {
    expect(taskOf({}, FRESH)).toEqual({ at: 'wait-freeze' });
    expect(taskOf({ tellers: { delegates: { enrolled: false } } }, FRESH)).toEqual({ at: 'scan-again' });
  });

  it('is to read and sign the manifest, then to wait for those who have not', () => {
    expect(taskOf({ state: 'frozen' }, FRESH)).toEqual({ at: 'read-manifest' });
    expect(taskOf({ state: 'frozen', tellers: { delegates: { armed: true } } }, FRESH)).toEqual({
      at: 'wait-arming',
      missing: ['discipline', 'inspection'],
    });
  });

  it('is to read the check code aloud before anything is opened, and again when the meeting was armed anew', () => {
    expect(taskOf({ state: 'armed', armingHash: ARMING }, FRESH)).toEqual({ at: 'check-code' });
    expect(taskOf({ state: 'armed', armingHash: 'c'.repeat(64) })).toEqual({ at: 'check-code' });
    expect(taskOf({ state: 'armed', armingHash: ARMING })).toEqual({ at: 'open-voting' });
  });
});

describe('a teller’s task while the voting is open', () => {
  it('is to count heads, even when another teller was quicker with the closing time', () => {
    const uncounted = { ...READY, headCount: null };
    expect(taskOf({ state: 'voting', armingHash: ARMING }, uncounted)).toEqual({ at: 'head-count' });
    expect(taskOf({ state: 'closing', armingHash: ARMING, closesAt: 2_000 }, uncounted)).toEqual({ at: 'head-count' });
  });

  it('is to set the closing time, to wait for it, and to close the box when it has passed', () => {
    expect(taskOf({ state: 'voting', armingHash: ARMING })).toEqual({ at: 'closing-time' });
    const closing: Changes = { state: 'closing', armingHash: ARMING, closesAt: 2_000 };
    expect(taskOf(closing, READY, 1_999)).toEqual({ at: 'wait-closing', closesAt: 2_000 });
    expect(taskOf(closing, READY, 2_000)).toEqual({ at: 'close-box' });
  });
});

describe('a teller’s task after the box is closed', () => {
  it('is to check the box and sign it; a teller who never counted heads counts first', () => {
    expect(closed()).toEqual({ at: 'check-box' });
    const face = { state: 'closed', boardRoot: ROOT, paper: 'none-issued' } as const;
    expect(taskOf(face, { ...READY, headCount: null })).toEqual({ at: 'head-count' });
  });

  it('is to wait for the second signature', () => {
    expect(closed({ delegates: { boardSigned: true } })).toEqual({
      at: 'wait-board',
      missing: ['discipline', 'inspection'],
    });
  });

  it('goes on without the own signature only when two others signed and this teller said so', () => {
    const face: Changes = { state: 'closed', boardRoot: ROOT, boardFrozen: true, paper: 'none-issued' };
    expect(taskOf(face)).toEqual({ at: 'check-box' });
    expect(taskOf(face, { ...READY, boardLeftUnsigned: ROOT })).toEqual({ at: 'open-box' });
    expect(taskOf({ ...face, boardFrozen: false }, { ...READY, boardLeftUnsigned: ROOT })).toEqual({ at: 'check-box' });
  });

  const signed = { boardSigned: true };
  const frozen: Changes = { boardFrozen: true };

  it('is the paper first, for two; the third settles what differs', () => {
    const awaiting: Changes = { ...frozen, paper: 'awaiting' };
    expect(closed({ delegates: signed }, awaiting)).toEqual({ at: 'enter-paper' });
    expect(closed({ delegates: { ...signed, paperEntered: true } }, awaiting)).toEqual({ at: 'wait-paper' });
    const differs: Changes = { ...frozen, paper: 'differs' };
    expect(closed({ delegates: { ...signed, paperEntered: true } }, differs)).toEqual({ at: 'wait-settling' });
    expect(closed({ delegates: signed }, differs)).toEqual({ at: 'settle-paper' });
    expect(closed({ delegates: signed }, { ...frozen, paper: 'settled' })).toEqual({ at: 'open-box' });
  });

  it('is to open, to wait for a second set, and to compare before any word on the result', () => {
    const released = { ...signed, sharesReleased: true };
    expect(closed({ delegates: signed }, frozen)).toEqual({ at: 'open-box' });
    expect(closed({ delegates: released }, frozen)).toEqual({
      at: 'wait-shares',
      missing: ['discipline', 'inspection'],
    });
    expect(closed({ delegates: released, discipline: released }, frozen)).toEqual({ at: 'compare' });
    expect(closed({ delegates: signed, discipline: released, inspection: released }, frozen)).toEqual({
      at: 'open-box',
    });
  });

  it('is to wait for the others’ word after the own', () => {
    const spoken = { ...signed, sharesReleased: true, result: 'signed' } as const;
    const tellers = { delegates: spoken, discipline: spoken, inspection: { absent: true } };
    expect(closed(tellers, { ...frozen, state: 'counted' })).toEqual({ at: 'wait-announcement', missing: [] });
  });

  it('is nothing for a teller recorded absent, after the announcement, and after a voiding', () => {
    expect(closed({ delegates: { absent: true } }, frozen)).toEqual({ at: 'absent' });
    expect(taskOf({ state: 'announced' })).toEqual({ at: 'announced' });
    expect(taskOf({ state: 'voided', voidReason: '停电' })).toEqual({ at: 'voided', reason: '停电' });
  });
});

it('the desk serves from the arming to the closing time', () => {
  const states = ['prepared', 'frozen', 'armed', 'voting', 'closing', 'closed'] as const;
  const open = states.filter((state) => isDeskOpen(faceOf({ state, closesAt: 2_000 }), 1_999));
  expect(open).toEqual(['armed', 'voting', 'closing']);
  expect(isDeskOpen(faceOf({ state: 'closing', closesAt: 2_000 }), 2_000)).toBe(false);
});

it('two tellers can void only between the close and the announcement', () => {
  const states = ['closing', 'closed', 'counted', 'announced', 'voided'] as const;
  expect(states.filter((state) => isVoidable(faceOf({ state })))).toEqual(['closed', 'counted']);
});

it('the steps behind a teller are those of the face and of this device, in the order of the meeting', () => {
  const face = faceOf({ state: 'voting', armingHash: ARMING, tellers: { delegates: { armed: true } } });
  expect(stepsDone({ slot: 'delegates', face, remembered: READY, serverNowMs: 0 })).toEqual([
    'enrol',
    'arm',
    'check-code',
    'open-voting',
    'head-count',
  ]);
});
