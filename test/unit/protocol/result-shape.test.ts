import { describe, expect, test } from 'vitest';
import { INVALID_REASONS } from '../../../shared/process/reconciliation.ts';
import { hasResultShape } from '../../../shared/protocol/result-shape.ts';
import { altered, type Change, leaves, valueAt } from './altered.ts';
import { vectors } from './vectors.ts';

const document = { result: vectors.result };
const shaped = (...changes: readonly Change[]) => hasResultShape(altered(document, ...changes)['result']);

const values = leaves(document);
/** Every list and object: what a value's path begins with. */
const nodes = [
  ...new Set(values.flatMap((path) => [...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index)))),
];
const has = (path: string, type: string) => typeof valueAt(document, path) === type;

describe('what has the shape of a result', () => {
  test('is the result of the vectors, whatever its texts and numbers say', () => {
    expect(shaped()).toBe(true);
    const texts = ['county', 'session', 'manifestHash', 'boardRoot', 'subjects[0].score', 'subjects[1].satisfaction'];
    for (const name of texts) expect(shaped({ at: `result.${name}`, to: '' })).toBe(true);
    for (const name of ['counts.valid', 'counts.void.sealed', 'subjects[0].ballots', 'subjects[0].grades.none'])
      expect(shaped({ at: `result.${name}`, to: 0 })).toBe(true);
    expect(shaped({ at: 'result.openedBy', to: ['delegates', 'discipline'] })).toBe(true);
  });

  test('is one without figures, for every reason against a vote', () => {
    const invalid = [
      { at: 'result.outcome', to: 'invalid' },
      { at: 'result.subjects', to: [] },
    ];
    for (const reason of INVALID_REASONS) expect(shaped(...invalid, { at: 'result.reasons', to: [reason] })).toBe(true);
  });

  test('is one in which nobody gave an opinion', () => {
    const empty = ['indicators[0].mean', 'score', 'grade', 'satisfaction'];
    expect(shaped(...empty.map((name) => ({ at: `result.subjects[0].${name}`, to: null })))).toBe(true);
    for (const grade of ['excellent', 'qualified', 'unqualified'])
      expect(shaped({ at: 'result.subjects[0].grade', to: grade })).toBe(true);
  });
});

describe('what has not the shape of a result', () => {
  test.each(nodes)('has no list or object at %s', (path) => {
    const isList = Array.isArray(valueAt(document, path));
    for (const to of [null, 'text', isList ? {} : []]) expect(shaped({ at: path, to })).toBe(false);
  });

  const texts = values.filter((path) => has(path, 'string'));
  test.each(texts)('has no text at %s', (path) => {
    for (const to of [7, {}]) expect(shaped({ at: path, to })).toBe(false);
  });

  test.each(values.filter((path) => has(path, 'number')))('has no count at %s', (path) => {
    for (const to of ['1', -1, 0.5, null]) expect(shaped({ at: path, to })).toBe(false);
  });

  test.each([
    ['another version', { at: 'result.v', to: 2 }],
    ['a teller that is none', { at: 'result.openedBy[1]', to: 'chief' }],
    ['a grade that is none', { at: 'result.subjects[0].grade', to: 'good' }],
    ['an outcome that is none', { at: 'result.outcome', to: 'perhaps' }],
    ['a reason that is none', { at: 'result.reasons', to: ['too-few-ballots', 'weather'] }],
    ['an indicator withheld and not', { at: 'result.subjects[2].indicators[3].withheld', to: false }],
    ['a subject more that is none', { at: 'result.subjects[3]', to: null }],
    ['an indicator more that is none', { at: 'result.subjects[0].indicators[3]', to: null }],
  ])('has %s', (_, change) => {
    expect(shaped(change)).toBe(false);
  });
});
