import { describe, expect, test } from 'vitest';
import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import { ROUTES } from '../../../shared/contract/routes.ts';
import { NEVER_TAKEN, type Reached, reachFindings, reachOf } from '../../fuzz/operations/reach.ts';

const all: readonly Reached[] = OPERATION_IDS.map((id) => ({ id, calls: 5, taken: 1, faults: 0 }));
const withOne = (change: Partial<Reached>): readonly Reached[] =>
  all.map((each) => (each.id === 'castBallot' ? { ...each, ...change } : each));

describe('how far the operations were fuzzed', () => {
  test('is told by the answers at the gateway', () => {
    const { method, path } = ROUTES.castBallot;
    const reached = reachOf({ [`${method} ${path}`]: { 200: 2, 409: 3, 500: 1 } });
    expect(reached.find(({ id }) => id === 'castBallot')).toEqual({ id: 'castBallot', calls: 6, taken: 2, faults: 1 });
    expect(reached.filter(({ calls }) => calls === 0)).toHaveLength(OPERATION_IDS.length - 1);
  });

  test('is no finding where each was taken', () => {
    expect(reachFindings(all, {})).toEqual([]);
  });

  test.each([
    ['never called', { calls: 0, taken: 0 }, {}, /^castBallot: .*never called$/],
    ['at fault', { faults: 2 }, {}, /^castBallot: 2 × 500$/],
    ['always refused', { taken: 0 }, {}, /^castBallot: .*refused all of 5 requests$/],
    ['listed and taken', {}, { castBallot: 'a reason' }, /^castBallot: .*and was taken$/],
    ['listed and gone', {}, { castBallots: 'a reason' }, /^castBallots: .*is no operation$/],
  ])('is a finding where one is %s', (_, change, listed, words) => {
    expect(reachFindings(withOne(change), listed)).toEqual([expect.stringMatching(words)]);
  });

  test('may end at a refusal where the list says why', () => {
    expect(reachFindings(withOne({ taken: 0 }), { castBallot: 'a reason' })).toEqual([]);
  });

  test('is short of the whole for operations of the contract alone', () => {
    expect(Object.keys(NEVER_TAKEN).filter((id) => !(id in ROUTES))).toEqual([]);
  });
});
