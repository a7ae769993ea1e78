import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidePaper, decideReissue, type ReissueOrder } from '../../../../functions/desk/decide-issue.ts';
import { drew, recordOf, type Standing } from '../../../../functions/store/issuing.ts';
import { SLOTS, type Slot } from '../../../../shared/protocol/slots.ts';

const hashOf = (digit: number): string => String(digit).repeat(64);

const carded: Standing = {
  version: 1,
  codeHash: hashOf(0),
  drewBefore: false,
  paper: null,
  generation: 0,
  pending: null,
  lastDone: null,
  code: 'live',
};

type Act =
  | { readonly kind: 'draw' }
  | { readonly kind: 'paper'; readonly slot: Slot }
  | { readonly kind: 'reissue'; readonly slot: Slot; readonly order: ReissueOrder };

const slot = fc.constantFrom(...SLOTS);
const order: fc.Arbitrary<ReissueOrder> = fc.record({
  generation: fc.integer({ min: 1, max: 4 }),
  as: fc.constant<'code' | 'paper'>('code'),
  codeHash: fc.integer({ min: 1, max: 3 }).map(hashOf),
});
const paperOrder: fc.Arbitrary<ReissueOrder> = fc.record({
  generation: fc.integer({ min: 1, max: 4 }),
  as: fc.constant<'code' | 'paper'>('paper'),
  codeHash: fc.constant(null),
});
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constant({ kind: 'draw' } as const),
  fc.record({ kind: fc.constant('paper' as const), slot }),
  fc.record({ kind: fc.constant('reissue' as const), slot, order: fc.oneof(order, paperOrder) }),
);

/** What the store makes of a decision: a changed code is a live one. */
function play(standing: Standing, one: Act): Standing {
  if (one.kind === 'draw') return standing.code === 'live' ? { ...standing, code: 'drawn' } : standing;
  const decision =
    one.kind === 'paper' ? decidePaper(standing, one.slot) : decideReissue(standing, one.order, one.slot);
  if (decision.kind !== 'change') return standing;
  const { codeHash } = decision.standing;
  const code = codeHash === null ? 'none' : codeHash === standing.codeHash ? standing.code : 'live';
  return { ...decision.standing, code };
}

describe('whatever is asked at the desk, in whatever order', () => {
  test('one teller alone never replaces anything of a delegate who has drawn, nor makes a code', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        let standing = carded;
        for (const one of acts) {
          const next = play(standing, one);
          const isReplaced = next.codeHash !== standing.codeHash;
          const byTwo = next.lastDone !== standing.lastDone && new Set(next.lastDone?.by).size === 2;
          const byOneAsPaper = next.paper !== null && !drew(standing) && next.codeHash === null;
          expect(!isReplaced || byTwo || byOneAsPaper).toBe(true);
          standing = next;
        }
      }),
    );
  });

  test('paper is the end: nothing changes any more', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 10 }), fc.array(act, { maxLength: 10 }), (before, after) => {
        const papered = [...before, { kind: 'paper', slot: 'delegates' } as const].reduce(play, carded);
        fc.pre(papered.paper !== null);
        expect(after.reduce(play, papered)).toEqual(papered);
      }),
    );
  });

  test('a number that was used holds its payload: the generation never falls, and what was done is answered again', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        let standing = carded;
        for (const one of acts) {
          const next = play(standing, one);
          expect(next.generation).toBeGreaterThanOrEqual(standing.generation);
          standing = next;
        }
        const { lastDone } = standing;
        if (lastDone === null) return;
        const { by, ...done } = lastDone;
        for (const each of SLOTS)
          expect(decideReissue(standing, done, each)).toEqual({ kind: 'keep', answer: { done: true, by } });
      }),
    );
  });
});

test('paper that took the place of a drawn token is counted as such', () => {
  const drawn: Standing = { ...carded, code: 'drawn' };
  const proposal = { generation: 1, as: 'paper', codeHash: null } as const;
  const first = decideReissue(drawn, proposal, 'discipline');
  if (first.kind !== 'change') throw new Error('the proposal was not taken');
  const second = decideReissue({ ...first.standing, code: 'drawn' }, proposal, 'inspection');
  expect(second).toEqual({
    kind: 'change',
    standing: {
      ...recordOf(drawn),
      codeHash: null,
      drewBefore: true,
      paper: { by: ['discipline', 'inspection'], afterDrawing: true },
      generation: 1,
      lastDone: { ...proposal, by: ['discipline', 'inspection'] },
    },
    answer: { done: true, by: ['discipline', 'inspection'] },
  });
});

test('only the one teller who handed a paper ballot out is answered again, and no other paper is theirs', () => {
  const refused = (paper: NonNullable<Standing['paper']>) =>
    decidePaper({ ...carded, codeHash: null, code: 'none', paper }, 'delegates').kind;
  expect(refused({ by: ['delegates'], afterDrawing: false })).toBe('keep');
  expect(refused({ by: ['discipline'], afterDrawing: false })).toBe('refuse');
  expect(refused({ by: ['delegates', 'discipline'], afterDrawing: false })).toBe('refuse');
  expect(refused({ by: ['delegates'], afterDrawing: true })).toBe('refuse');
});

test('what was done is answered again for the very same order alone', () => {
  const done = { generation: 1, as: 'code', codeHash: hashOf(1) } as const;
  const standing: Standing = {
    ...carded,
    codeHash: hashOf(1),
    generation: 1,
    lastDone: { ...done, by: ['discipline', 'delegates'] },
  };
  const kindOf = (changed: Partial<ReissueOrder>) =>
    decideReissue(standing, { ...done, ...changed }, 'inspection').kind;
  expect(kindOf({})).toBe('keep');
  expect(kindOf({ generation: 2 })).toBe('change');
  expect(kindOf({ codeHash: hashOf(2) })).toBe('refuse');
  expect(kindOf({ as: 'paper' })).toBe('refuse');
});
