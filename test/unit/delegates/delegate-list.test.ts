import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeDefects, changedList, type DelegateList, EMPTY_LIST } from '../../../shared/process/delegate-list.ts';
import {
  agreedFit,
  isScreeningOffice,
  needsReason,
  otherOffice,
  SCREENING_OFFICES,
  unmarked,
  withMarks,
} from '../../../shared/process/screening.ts';
import { CATEGORIES } from '../../../shared/process/seats.ts';

const byPlace = (candidate: number) => CATEGORIES[candidate % CATEGORIES.length] ?? 'market-entity';
const mark = (number: number, verdict: 'fit' | 'unfit', reason = '') => ({ number, verdict, reason });

describe('the list of delegates', () => {
  test('the first is numbered by category, then in the order of the nomination', () => {
    const list = changedList(EMPTY_LIST, { add: [5, 4, 1, 8], remove: [] }, byPlace);
    expect(list).toEqual({
      delegates: [
        { number: 1, candidate: 4 },
        { number: 2, candidate: 8 },
        { number: 3, candidate: 1 },
        { number: 4, candidate: 5 },
      ],
      lastNumber: 4,
    });
  });

  test('over any changes who stays keeps the number, and no number is ever given twice', () => {
    const step = fc.record({ add: fc.uniqueArray(fc.integer({ min: 1, max: 40 })), drop: fc.array(fc.nat(20)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const ownerOf = new Map<number, number>();
        let list: DelegateList = EMPTY_LIST;
        for (const { add, drop } of steps) {
          const remove = [...new Set(drop.flatMap((place) => list.delegates[place]?.number ?? []))];
          const listed = new Set(list.delegates.map(({ candidate }) => candidate));
          const coming = add.filter((candidate) => !listed.has(candidate));
          const before = list.delegates.filter(({ number }) => !remove.includes(number));
          list = changedList(list, { add: coming, remove }, byPlace);
          expect(list.delegates.slice(0, before.length)).toEqual(before);
          for (const { number, candidate } of list.delegates.slice(before.length)) {
            expect(ownerOf.has(number)).toBe(false);
            ownerOf.set(number, candidate);
          }
          expect(list.lastNumber).toBe(ownerOf.size);
        }
      }),
    );
  });

  test('only those both found fit come in, only delegates go out, each once', () => {
    const list = changedList(EMPTY_LIST, { add: [1, 2], remove: [] }, byPlace);
    const agreed = new Set([1, 2, 3]);
    expect(changeDefects(list, { add: [3], remove: [1] }, agreed)).toEqual([]);
    expect(changeDefects(list, { add: [4, 1, 3, 3], remove: [7] }, agreed)).toEqual([
      { code: 'repeated', number: 3 },
      { code: 'not-agreed', number: 4 },
      { code: 'listed-already', number: 1 },
      { code: 'not-listed', number: 7 },
    ]);
  });
});

describe('the marks of two offices', () => {
  test('are those of the inspection office and the discipline commission, each the other’s other', () => {
    expect(SCREENING_OFFICES.map(otherOffice)).toEqual(['discipline-commission', 'inspection-office']);
    expect(SCREENING_OFFICES.every(isScreeningOffice)).toBe(true);
    expect(['unit-clerk', 'county-leader', ''].some(isScreeningOffice)).toBe(false);
  });

  test('agree on whom both found fit, whatever one alone says', () => {
    const left = [mark(1, 'fit'), mark(2, 'fit'), mark(3, 'unfit', '处分')];
    const right = [mark(1, 'fit'), mark(2, 'unfit', '亲属'), mark(3, 'fit')];
    expect([...agreedFit(left, right)]).toEqual([1]);
    expect([...agreedFit(right, left)]).toEqual([1]);
    expect([...agreedFit(left, [])]).toEqual([]);
  });

  test('a later mark takes the place of an earlier one, in the order of the numbers', () => {
    expect(withMarks([mark(2, 'fit'), mark(5, 'fit')], [mark(1, 'fit'), mark(5, 'unfit', '处分')])).toEqual([
      mark(1, 'fit'),
      mark(2, 'fit'),
      mark(5, 'unfit', '处分'),
    ]);
    expect(unmarked([mark(2, 'fit')], 3)).toEqual([1, 3]);
  });

  test('unfit needs a reason of two characters, fit needs none', () => {
    expect([needsReason(mark(1, 'unfit', '亲')), needsReason(mark(1, 'unfit', '亲属'))]).toEqual([true, false]);
    expect(needsReason(mark(1, 'fit'))).toBe(false);
  });
});
