import { expect, test } from 'vitest';
import {
  isCountyId,
  isDelegateId,
  isOfficerId,
  isRoundId,
  isSessionId,
  isUnitId,
} from '../../../shared/process/ids.ts';

test('ids are 3 to 64 lower-case letters, digits and hyphens', () => {
  for (const isId of [isCountyId, isRoundId, isUnitId, isSessionId, isDelegateId]) {
    expect(['abc', 'tuanfeng-2008-huilongshan', '2008', 'a'.repeat(64)].map(isId)).toEqual([true, true, true, true]);
    expect(['ab', 'a'.repeat(65), 'Abc', 'a_b', 'a b', '团风县', 'abc\n', ''].some(isId)).toBe(false);
  }
});

test("an officer's id may be as short as o1, and is never the unit's own subject id", () => {
  expect(['o1', 'o12', 'unit', 'o'].map(isOfficerId)).toEqual([true, true, false, false]);
  expect(['o1#', '#o1', 'O1', 'o1\n', '干部o1', 'a'.repeat(65)].some(isOfficerId)).toBe(false);
});
