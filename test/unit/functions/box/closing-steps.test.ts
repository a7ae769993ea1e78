import { describe, expect, test } from 'vitest';
import { decideClose, whyNotYet } from '../../../../functions/box/close-board.ts';
import { ballotsPerPage } from '../../../../functions/box/get-sealed-ballots.ts';
import { CLOCK_MARGIN_MS } from '../../../../functions/http/clock-margin.ts';
import { type Meeting, newMeeting } from '../../../../functions/store/meetings.ts';
import { MAX_PAGE_BYTES } from '../../../../shared/contract/operation.ts';
import type { MeetingState } from '../../../../shared/process/meeting-state.ts';

const [HASH, ROOT] = ['a'.repeat(64), 'b'.repeat(64)];
const IDENTITY = { session: 's', county: 'tuanfeng', round: '2008', unit: 'u', unitName: '所' };
const ISSUING = { delegates: 33, drawn: 24, reissued: 1, papersIssued: 0, papersReissued: 0 };
const BOARD = { manifestHash: HASH, boardRoot: ROOT, boardPages: 1, electronic: 20 };
const meetingIs = (changes: Partial<Meeting>): Meeting => ({
  ...newMeeting(IDENTITY),
  state: 'closing',
  closesAt: 1_000,
  manifestHash: HASH,
  issuing: ISSUING,
  ...changes,
});

describe('the step that closes the box', () => {
  test.each([
    [0, 'none-issued'],
    [1, 'awaiting'],
  ] as const)('asks for paper only where papers were issued: %s issued, %s', (papersIssued, paper) => {
    const step = decideClose(meetingIs({ issuing: { ...ISSUING, papersIssued } }), BOARD);
    expect(step).toMatchObject({
      kind: 'change',
      meeting: { state: 'closed', boardRoot: ROOT, boardPages: 1, electronic: 20, paper },
      answer: { boardRoot: ROOT, counts: { ...ISSUING, papersIssued, electronic: 20 } },
    });
  });

  test('is not taken for a meeting that went on meanwhile to where nothing closes', () => {
    expect(decideClose(meetingIs({ state: 'voided' }), BOARD)).toMatchObject({
      kind: 'refuse',
      refusal: { refused: 'state-wrong', parameters: { state: { en: 'voided' } } },
    });
  });

  test('is not taken without the figures of issuing', () => {
    expect(decideClose(meetingIs({ issuing: null }), BOARD)).toMatchObject({
      kind: 'refuse',
      refusal: { refused: 'issuing-missing' },
    });
  });
});

describe('the box', () => {
  const at = (nowMs: number) => ({ manifestHash: HASH, nowMs, castTimeLimitMs: 10_000 });
  const OPENS_MS = 1_000 + 10_000 + CLOCK_MARGIN_MS;

  test('may be closed at the closing time, and what a casting takes, and what two clocks may differ', () => {
    expect(whyNotYet(meetingIs({}), at(OPENS_MS))).toBeUndefined();
    expect(whyNotYet(meetingIs({}), at(OPENS_MS - 1))).toMatchObject({
      refused: 'closing-not-over',
      parameters: { waitSeconds: 1 },
    });
  });

  test.each<[string, Partial<Meeting>]>([
    ['no closing time was set', { closesAt: null }],
    ['the voting goes on', { state: 'voting' }],
  ])('is not closed while %s, however late it is', (_, changes) => {
    expect(whyNotYet(meetingIs(changes), at(1e15))).toMatchObject({ refused: 'state-wrong' });
  });

  test.each<[MeetingState]>([['armed'], ['closed'], ['announced']])('is not closed when the meeting is %s', (state) => {
    expect(whyNotYet(meetingIs({ state }), at(1e15))).toMatchObject({ refused: 'state-wrong' });
  });
});

test.each([544, 694, 1_050])(
  'a page of sealed ballots of %s bytes is as full as an answer may be, and no fuller',
  (bytes) => {
    const answer = (ballots: number) =>
      JSON.stringify({
        ballots: Array(ballots).fill(Buffer.alloc(bytes).toString('base64url')),
        page: 99,
        pages: 100,
        total: 10_000,
      }).length;
    expect(answer(ballotsPerPage(bytes))).toBeLessThanOrEqual(MAX_PAGE_BYTES);
    expect(answer(ballotsPerPage(bytes) + 2)).toBeGreaterThan(MAX_PAGE_BYTES - 200);
  },
);
