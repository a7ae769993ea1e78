import { describe, expect, test } from 'vitest';
import { MAX_OFFICERS } from '../../../functions/rounds/import/build-round.ts';
import { newMeeting, RECEIPTS_PER_PAGE, type TellerRecord } from '../../../functions/store/meetings.ts';
import { SHARES_PER_PAGE } from '../../../shared/contract/ballot.ts';
import { sealedBallot } from '../../../shared/contract/formats.ts';
import { MAX_PAGE_BYTES } from '../../../shared/contract/operation.ts';
import { indicatorCount, MAX_INDICATORS, makeSubjects } from '../../../shared/process/ballot-form.ts';
import { escalate } from '../../../shared/process/escalation.ts';
import { MAX_AUTHORS } from '../../../shared/process/item-room.ts';
import {
  accept,
  announceEvidence,
  close,
  type ItemStep,
  keepEvidence,
  newItem,
  type RectificationItem,
  rate,
  replyTo,
  returnToUnit,
  setMeasure,
} from '../../../shared/process/rectification.ts';
import { DEFAULT_ROUND_CONFIG } from '../../../shared/process/round-config.ts';
import { tallySubjects } from '../../../shared/process/tally.ts';
import { sealedBallotBytes } from '../../../shared/protocol/sealed-ballot.ts';
import { vectorManifest, vectors } from '../protocol/vectors.ts';

/** DynamoDB's limit of an item, names of attributes and keys included; 1 KB is ample for those. */
const ITEM_BYTES = 400 * 1_024 - 1_024;
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** 50 characters of four bytes each, the most that a cell of a name, a post or a unit may hold. */
const LONG = '𠮷'.repeat(50);
const SUBJECTS = makeSubjects({
  unit: { name: LONG },
  officers: Array.from({ length: MAX_OFFICERS }, (_, place) => ({ id: `o${place + 1}`, name: LONG, post: LONG })),
});

const textOf = (indicators: number): string => Buffer.alloc(sealedBallotBytes(indicators)).toString('base64url');

test('the longest ballot form is the one whose sealed ballot the contract still takes', () => {
  expect(sealedBallot.safeParse(textOf(MAX_INDICATORS)).success).toBe(true);
  expect(sealedBallot.safeParse(textOf(MAX_INDICATORS + 1)).success).toBe(false);
  const more = makeSubjects({
    unit: { name: LONG },
    officers: Array.from({ length: MAX_OFFICERS + 1 }, (_, place) => ({ id: `o${place}`, name: LONG, post: LONG })),
  });
  expect([indicatorCount(SUBJECTS) <= MAX_INDICATORS, indicatorCount(more) <= MAX_INDICATORS]).toEqual([true, false]);
});

test('the largest manifest fits an item', () => {
  const manifest = { ...vectorManifest(), session: 's'.repeat(64), county: 'c'.repeat(64), unit: LONG };
  const bytes = bytesOf({ ...manifest, subjects: SUBJECTS, delegates: 1_000_000 });
  expect(bytes).toBeGreaterThan(40_000);
  expect(bytes).toBeLessThan(44_000);
});

test('the largest result fits an item, with fractions as long as ten thousand ballots make them', () => {
  const [shown] = tallySubjects({
    subjects: SUBJECTS.slice(1, 2),
    thresholds: { excellent: 85, qualified: 60 },
    ballots: Array.from({ length: 8 }, () => Array<number>(6).fill(9)),
  });
  if (shown === undefined) throw new Error('a subject was counted');
  // Six means over up to 10 000 each: a denominator of at most 6 × 10^24.
  const fraction = (digits: number): string => `${'9'.repeat(digits + 2)}/${'9'.repeat(digits)}`;
  const indicators = shown.indicators.map(({ id }) => {
    const histogram = Array<number>(11).fill(10_000);
    return { id, histogram, noOpinion: 10_000, mean: fraction(5) };
  });
  const grades = { excellent: 10_000, qualified: 10_000, unqualified: 10_000, none: 10_000 };
  const largest = { ...shown, indicators, score: fraction(25), satisfaction: fraction(5), grades, ballots: 10_000 };
  const bytes = bytesOf({ ...Object(vectors.result), subjects: SUBJECTS.map(() => largest) });
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(66_000);
});

test('the largest head fits an item: three objections, three wishes to void, three share sets of a thousand pages', () => {
  const reason = '述'.repeat(500);
  const signature = 's'.repeat(86);
  const teller: TellerRecord = {
    ...{ enrolmentHash: 'f'.repeat(64), enrolledWith: 'f'.repeat(64), hpke: 'p'.repeat(87), sign: 'p'.repeat(87) },
    ...{ armingSignature: signature, boardSignature: signature, paperEntry: 'f'.repeat(64) },
    ...{ sharePages: 1_000, sharesPerPage: 5_000, sharePagesIn: Array.from({ length: 1_000 }, (_, page) => page) },
    ...{ absentBy: ['delegates', 'inspection'], voidReason: reason },
    voice: { kind: 'objected', payload: { reason }, signature },
  };
  const [session, unit] = ['s'.repeat(64), 'u'.repeat(64)];
  const head = newMeeting({ session, county: unit, round: 'r'.repeat(20), unit, unitName: LONG });
  const tellers = { discipline: teller, delegates: teller, inspection: teller };
  expect(bytesOf({ ...head, tellers, voidReason: reason })).toBeLessThan(27_000);
});

test('a page of a board and a page of shares fit an item, and an answer of a megabyte', () => {
  expect(RECEIPTS_PER_PAGE * 32).toBeLessThan(ITEM_BYTES);
  expect(bytesOf(Array<string>(RECEIPTS_PER_PAGE).fill('f'.repeat(64)))).toBeLessThan(MAX_PAGE_BYTES - 2_000);
  const shares = bytesOf(Array<string>(SHARES_PER_PAGE).fill('s'.repeat(44)));
  expect([shares, shares < ITEM_BYTES]).toEqual([235_001, true]);
});

describe('a rectification item that everybody fills as far as they can', () => {
  const TODAY = '2026-11-23';
  const LATE = '2026-12-31';
  const NAME = '述'.repeat(100);
  const REASON = '述'.repeat(500);
  const id = (n: number): string => String(n).padStart(22, '0');
  const CLERK = { hand: 'unit', subject: 'c'.repeat(255), name: NAME } as const;
  const OFFICE = { hand: 'county', subject: 'o'.repeat(255), name: NAME } as const;
  const COMMISSION = { hand: 'commission', subject: 'd'.repeat(255), name: NAME } as const;

  const done = (step: ItemStep): RectificationItem => {
    if (!step.ok) throw new Error(step.refusal.code);
    expect(bytesOf(step.item)).toBeLessThan(ITEM_BYTES);
    return step.item;
  };
  /** The same step again and again until it is refused for the item's size. */
  function asOftenAsItGoes(
    from: RectificationItem,
    step: (item: RectificationItem, turn: number) => ItemStep,
  ): RectificationItem {
    let item = from;
    for (let turn = 0; ; turn += 1) {
      const next = step(item, turn);
      if (!next.ok) {
        expect(next.refusal.code).toBe('item-full');
        return item;
      }
      item = done(next);
    }
  }

  const largest = (authors: number): RectificationItem =>
    newItem({
      ...{ number: 9_999, kind: 'suggestion', wording: '𠮷'.repeat(2_000), about: LONG, authors },
      sources: Array.from({ length: 100 }, () => ({
        kind: 'score',
        subject: 's'.repeat(64),
        indicator: 'i'.repeat(6),
      })),
      ...{ firstReplyWorkingDays: 5, today: TODAY, by: OFFICE },
    });
  const setting = (by: typeof CLERK | typeof COMMISSION) => (item: RectificationItem) =>
    setMeasure(item, {
      ...{ responsible: '𠮷'.repeat(60), measure: '𠮷'.repeat(2_000), dueOn: '2027-01-29', reason: REASON },
      ...{ today: TODAY, by },
    });
  const announcing = (item: RectificationItem, turn: number) =>
    announceEvidence(item, { id: id(turn), fileName: '𠮷'.repeat(120), kind: 'video-mp4', bytes: 200_000_000 });
  const replying = (item: RectificationItem) => {
    const evidence = item.evidence.slice(0, 10).map((file) => file.id);
    return replyTo(item, { text: '𠮷'.repeat(5_000), evidence, today: TODAY, by: CLERK });
  };
  /** Every author rates every reply, the first of them 不满意 with the last. */
  function ratedByAll(from: RectificationItem): RectificationItem {
    let item = from;
    for (const { number } of from.replies)
      for (let author = 0; author < from.authors; author += 1) {
        const isFirst = author === 0 && number === from.replies.length;
        const step = rate(item, {
          ...{ reply: number, id: id(author), today: TODAY },
          rating: isFirst ? 'dissatisfied' : 'mostly-satisfied',
        });
        if (step.ok) item = step.item;
      }
    return done({ ok: true, item });
  }
  const escalated = (item: RectificationItem): RectificationItem =>
    done({ ok: true, item: escalate(item, { today: LATE, workingDays: DEFAULT_ROUND_CONFIG.escalationWorkingDays }) });

  const unitFilled = (authors: number): RectificationItem => {
    const measured = done(setting(CLERK)(largest(authors)));
    const withFiles = asOftenAsItGoes(measured, announcing);
    const kept = withFiles.evidence.reduce((item, file) => keepEvidence(item, file.id), withFiles);
    return asOftenAsItGoes(asOftenAsItGoes(done(replying(kept)), replying), replying);
  };
  const decided = { today: TODAY, by: COMMISSION, reason: REASON };

  test.each([1, 60, MAX_AUTHORS])(
    'takes every decision, rating and reopening, and a reply after each of three, with %i authors',
    (authors) => {
      let item = unitFilled(authors);
      expect(bytesOf(done(returnToUnit(item, decided)))).toBeLessThan(ITEM_BYTES);
      for (let turn = 1; turn <= 3; turn += 1) {
        item = escalated(ratedByAll(done(accept(item, decided))));
        expect([item.state, item.reopened]).toEqual(['open', turn]);
        item = done(replying(item));
      }
      item = done(returnToUnit(item, decided));
      for (let set = 1; set <= 5; set += 1) item = escalated(done(setting(COMMISSION)(item)));
      for (let closing = 1; closing <= 5; closing += 1) {
        item = escalated(ratedByAll(done(close(item, decided))));
        expect(item).toMatchObject({ state: 'open', reopened: 3 + closing });
      }
      expect(bytesOf(item)).toBeGreaterThan(300_000);
    },
  );

  test.each([1, 60, MAX_AUTHORS])(
    'is not filled by measures that are set again and again, with %i authors',
    (authors) => {
      const filled = asOftenAsItGoes(largest(authors), setting(CLERK));
      expect(filled.history.length).toBeGreaterThan(2);
      const measured = asOftenAsItGoes(filled, setting(COMMISSION));
      const closed = done(close(ratedByAll(done(close(measured, decided))), decided));
      expect(closed.state).toBe('closed');
    },
  );
});
