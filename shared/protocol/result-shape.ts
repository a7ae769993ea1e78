import { GRADES } from '../process/appraisal.ts';
import { INVALID_REASONS } from '../process/reconciliation.ts';
import type { TallyResult } from './result.ts';
import { isCount, isRecord } from './shape.ts';
import { isSlot } from './slots.ts';

type Is = (value: unknown) => boolean;

/**
 * Whether a value out of a file has a result's types all the way down, so that a page can show it and a count be compared with
 * it, beside whatever is wrong with what it says (`checkResult`).
 */
export function hasResultShape(value: unknown): value is TallyResult {
  return fits(value, {
    v: (version) => version === 1,
    county: isString,
    session: isString,
    manifestHash: isString,
    boardRoot: isString,
    openedBy: listOf(isSlot),
    counts: areCounts,
    subjects: listOf(isSubject),
    outcome: oneOf(['valid', 'invalid']),
    reasons: listOf(oneOf(INVALID_REASONS)),
  });
}

function areCounts(value: unknown): boolean {
  const names = ['delegates', 'drawn', 'reissued', 'papersIssued', 'papersReissued', 'electronic', 'paper', 'valid'];
  return fits(value, { ...counts(names), void: isVoid });
}

function isVoid(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((count) => isCount(count));
}

function isSubject(value: unknown): boolean {
  return fits(value, {
    id: isString,
    ballots: isCount,
    indicators: listOf(isIndicator),
    score: orNull(isString),
    grade: orNull(oneOf(GRADES)),
    grades: (each) => fits(each, counts([...GRADES, 'none'])),
    satisfaction: orNull(isString),
  });
}

function isIndicator(value: unknown): boolean {
  const withheld = { id: isString, withheld: (is: unknown) => is === true };
  const counted = { id: isString, histogram: listOf(isCount), noOpinion: isCount, mean: orNull(isString) };
  return fits(value, withheld) || fits(value, counted);
}

function fits(value: unknown, fields: Readonly<Record<string, Is>>): boolean {
  return isRecord(value) && Object.entries(fields).every(([name, is]) => is(value[name]));
}

function counts(names: readonly string[]): Readonly<Record<string, Is>> {
  return Object.fromEntries(names.map((name) => [name, isCount]));
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function orNull(is: Is): Is {
  return (value) => value === null || is(value);
}

function oneOf(known: readonly string[]): Is {
  return (value) => known.some((each) => each === value);
}

function listOf(is: Is): Is {
  return (value) => Array.isArray(value) && value.every((each) => is(each));
}
