import { expect, test } from 'vitest';
import { MAX_OFFICERS } from '../../../functions/rounds/import/build-round.ts';
import { newMeeting, RECEIPTS_PER_PAGE, type TellerRecord } from '../../../functions/store/meetings.ts';
import { SHARES_PER_PAGE } from '../../../shared/contract/ballot.ts';
import { sealedBallot } from '../../../shared/contract/formats.ts';
import { MAX_PAGE_BYTES } from '../../../shared/contract/operation.ts';
import { indicatorCount, MAX_INDICATORS, makeSubjects } from '../../../shared/process/ballot-form.ts';
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
