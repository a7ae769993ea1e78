import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ballotsPerPage } from '../../../functions/box/get-sealed-ballots.ts';
import { whyNotOpen } from '../../../functions/cast/cast-ballot.ts';
import { MAX_PAGE_BYTES } from '../../../shared/contract/operation.ts';
import { MEETING_PATH } from '../../../shared/process/meeting-state.ts';
import { sealedBallotBytes } from '../../../shared/protocol/sealed-ballot.ts';

test('a page of sealed ballots is as full as a megabyte lets it be, whatever the length of a ballot', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 370 }), (scores) => {
      const bytes = sealedBallotBytes(scores);
      const text = Buffer.alloc(bytes).toString('base64url');
      const sizeOf = (howMany: number) =>
        JSON.stringify({ ballots: [], page: 99_999, pages: 99_999, total: 1_000_000 }).length +
        howMany * (text.length + 3);
      const fitting = ballotsPerPage(bytes);
      expect(sizeOf(fitting)).toBeLessThanOrEqual(MAX_PAGE_BYTES);
      expect(sizeOf(fitting + 1)).toBeGreaterThan(MAX_PAGE_BYTES - 200);
    }),
    { numRuns: 60 },
  );
});

test('a ballot is taken in an open voting and, with a closing time, before it by the clock of casting', () => {
  const reasons = (closesAt: number | null, nowMs: number) =>
    MEETING_PATH.map((state) => whyNotOpen({ state, closesAt, manifestHash: null }, nowMs)?.refused ?? 'taken');
  const [early, late] = ['voting-not-open', 'voting-closed'];
  expect(reasons(1_000, 999)).toEqual([early, early, early, 'taken', 'taken', late, late, late]);
  expect(reasons(1_000, 1_000)).toEqual([early, early, early, 'taken', late, late, late, late]);
  expect(reasons(null, 0)).toEqual([early, early, early, 'taken', late, late, late, late]);
  expect(whyNotOpen({ state: 'voided', closesAt: null, manifestHash: null }, 0)?.refused).toBe(late);
});
