import { describe, expect, it } from 'vitest';
import { Refusals } from '../../rehearsal/round/refusals.ts';

const refusedWith = (type: string) => () => Promise.reject(new Error(`freeze: urn:shuangshu:problem:${type}`));

describe('a refusal that a round has to meet', () => {
  it('is met by its own type', async () => {
    const refusals = new Refusals();
    await refusals.expect('not-ready', refusedWith('not-ready'));
    expect([refusals.met, refusals.complaints]).toEqual([1, []]);
  });

  it('is missed by another type, by an answer, and by a fault', async () => {
    const refusals = new Refusals();
    await refusals.expect('not-ready', refusedWith('state-wrong'));
    await refusals.expect('not-ready', () => Promise.resolve('frozen'));
    await refusals.expect('not-ready', () => Promise.reject(new Error('freeze: no answer after 60 attempts')));
    expect(refusals.met).toBe(0);
    expect(refusals.complaints).toEqual([
      'not-ready expected: freeze: urn:shuangshu:problem:state-wrong',
      'not-ready was not refused',
      'not-ready expected: freeze: no answer after 60 attempts',
    ]);
  });
});
