import { expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS, GRADE_NAMES, GRADES, gradeOf, isScore } from '../../../shared/process/appraisal.ts';
import { makeFraction } from '../../../shared/process/fraction.ts';

test('a score is a whole number from 0 to 10, or no opinion', () => {
  expect([0, 10, 7, null].every(isScore)).toBe(true);
  expect([-1, 11, 255, 7.5, Number.NaN, '7', undefined, true].some(isScore)).toBe(false);
});

test('the three grades have the names of the rule', () => {
  expect(GRADES.map((grade) => GRADE_NAMES[grade])).toEqual(['优秀', '合格', '不合格']);
});

test('the thresholds are inclusive, and nothing short of one reaches it', () => {
  const grade = (above: bigint | number, below: bigint | number = 1) =>
    gradeOf(makeFraction(above, below), DEFAULT_THRESHOLDS);
  expect([grade(100), grade(85), grade(60), grade(0)]).toEqual(['excellent', 'excellent', 'qualified', 'unqualified']);
  const hair = 10n ** 40n;
  expect([grade(85n * hair - 1n, hair), grade(60n * hair - 1n, hair)]).toEqual(['qualified', 'unqualified']);
  expect(gradeOf(null, DEFAULT_THRESHOLDS)).toBeNull();
});
