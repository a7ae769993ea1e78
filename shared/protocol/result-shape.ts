import { GRADES } from '../process/appraisal.ts';
import { INVALID_REASONS } from '../process/reconciliation.ts';
import type { TallyResult } from './result.ts';
import { isCount, isRecord } from './shape.ts';
import { isSlot } from './slots.ts';

type Is = (value: unknown) => boolean;

const isString: Is = (value) => typeof value === 'string';
const orNull =
  (is: Is): Is =>
  (value) =>
    value === null || is(value);
const oneOf =
  (...known: readonly string[]): Is =>
  (value) =>
    known.some((each) => each === value);
const listOf =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every((each) => is(each));
const recordOf =
  (fields: Readonly<Record<string, Is>>): Is =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([name, is]) => is(value[name]));
const counts = (...names: readonly string[]): Readonly<Record<string, Is>> =>
  Object.fromEntries(names.map((name) => [name, isCount]));

const isIndicator: Is = (value) =>
  isRecord(value) &&
  isString(value['id']) &&
  (value['withheld'] === true ||
    recordOf({ histogram: listOf(isCount), noOpinion: isCount, mean: orNull(isString) })(value));

const isSubject = recordOf({
  id: isString,
  ballots: isCount,
  indicators: listOf(isIndicator),
  score: orNull(isString),
  grade: orNull(oneOf(...GRADES)),
  grades: recordOf(counts(...GRADES, 'none')),
  satisfaction: orNull(isString),
});

const isResult = recordOf({
  v: (value) => value === 1,
  county: isString,
  session: isString,
  manifestHash: isString,
  boardRoot: isString,
  openedBy: listOf(isSlot),
  counts: recordOf({
    ...counts('delegates', 'drawn', 'reissued', 'papersIssued', 'papersReissued', 'electronic', 'paper', 'valid'),
    void: (value) => isRecord(value) && Object.values(value).every((count) => isCount(count)),
  }),
  subjects: listOf(isSubject),
  outcome: oneOf('valid', 'invalid'),
  reasons: listOf(oneOf(...INVALID_REASONS)),
});

/**
 * Whether a value out of a file has a result's types all the way down, so that a page can show it and a count be compared with
 * it, beside whatever is wrong with what it says (`checkResult`).
 */
export function hasResultShape(value: unknown): value is TallyResult {
  return isResult(value);
}
