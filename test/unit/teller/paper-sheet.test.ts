import { describe, expect, it } from 'vitest';
import { distrust } from '../../../web/teller/actions/context.ts';
import { countedPaper } from '../../../web/teller/actions/enter-paper.ts';
import { filledCells, settledPile, withoutRow, withRow } from '../../../web/teller/paper-sheet.ts';

const [A, B, C] = [
  [1, 2],
  [3, 255],
  [5, 6],
];

describe('typing the pile', () => {
  it('adds at the end, exchanges in place, and moves up after a deletion', () => {
    expect(withRow([A], 1, null)).toEqual([A, null]);
    expect(withRow([A, B], 0, C)).toEqual([C, B]);
    expect(withoutRow([A, B, C], 1)).toEqual([A, C]);
    expect(filledCells(B)).toEqual({ scored: 1, none: 1 });
  });
});

describe('settling the pile', () => {
  const differing = new Set([1, 2]);

  it('has no pile before every difference is settled', () => {
    expect(settledPile([A, B], 3, new Map([[1, { row: C }]]), differing)).toBeNull();
  });

  it('keeps what agrees, takes what was chosen, and leaves out what was dropped', () => {
    const chosen = new Map([
      [1, { row: null }],
      [2, { dropped: true }],
    ] as const);
    expect(settledPile([A, B], 3, chosen, differing)).toEqual([A, null]);
  });
});

describe('the paper that is counted', () => {
  const own = { slot: 'delegates', entry: [A, B] } as const;
  const entries = [
    { slot: 'delegates', ballots: [A, B] },
    { slot: 'inspection', ballots: [A, C, C] },
  ] as const;

  const third = { entries, settledBy: 'discipline' } as const;

  it('may be settled at any length between the two entries, and keeps what both have', () => {
    expect(countedPaper({ ...third, settled: [A, C] }, own)).toEqual({ ok: true, value: [A, C] });
    expect(countedPaper({ ...third, settled: [A, null, C] }, own)).toEqual({ ok: true, value: [A, null, C] });
  });

  it('is refused with an agreed ballot changed, a ballot added or dropped, or unsettled', () => {
    expect(countedPaper({ ...third, settled: [B, C] }, own)).toEqual(distrust('paper-changed'));
    expect(countedPaper({ ...third, settled: [A, C, C, C] }, own)).toEqual(distrust('paper-changed'));
    expect(countedPaper({ ...third, settled: [A] }, own)).toEqual(distrust('paper-changed'));
    expect(countedPaper({ ...third, settled: null }, own)).toEqual(distrust('paper-changed'));
    expect(countedPaper({ ...third, entries: entries.slice(1), settled: [A] }, own)).toEqual(distrust('paper-changed'));
  });

  it('is refused when differing entries are settled by nobody, or by one who typed, or there is one entry twice', () => {
    const settled = [A, C];
    const refused = distrust('paper-changed');
    expect(countedPaper({ entries, settled, settledBy: null }, own)).toEqual(refused);
    expect(countedPaper({ entries, settled, settledBy: 'inspection' }, own)).toEqual(refused);
    const twice = [entries[0], entries[0]];
    expect(countedPaper({ entries: twice, settled: [A, B], settledBy: null }, own)).toEqual(refused);
    const alike = [entries[0], { ...entries[0], slot: 'inspection' as const }];
    expect(countedPaper({ entries: alike, settled: [A, B], settledBy: null }, own).ok).toBe(true);
  });
});
