import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawLot, poolsOf, SEED_BYTES } from '../../../shared/process/lot.ts';

const seeds = fc.uint8Array({ minLength: SEED_BYTES, maxLength: SEED_BYTES });
const names = (most: number) => fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { maxLength: most });
const seedOf = (number: bigint): Uint8Array =>
  Uint8Array.from({ length: SEED_BYTES }, (_, place) =>
    Number((number >> BigInt(8 * (SEED_BYTES - 1 - place))) & 255n),
  );

/** Some come, and of these some offer to count. */
const replies = names(40).chain((coming) => fc.subarray(coming).map((offering) => ({ coming, offering })));

describe('the lot of the delegates’ teller', () => {
  test('draws two different people, both come, and the teller offered where anybody did', () => {
    fc.assert(
      fc.property(seeds, replies, (seed, { coming, offering }) => {
        const result = drawLot(seed, poolsOf({ coming, offering }));
        if (typeof result === 'string') {
          expect(result).toBe(coming.length < 2 ? 'too-few' : 'draw-again');
          return;
        }
        expect(result.teller).not.toBe(result.standIn);
        expect(coming).toEqual(expect.arrayContaining([result.teller, result.standIn]));
        if (offering.length > 0) expect(offering).toContain(result.teller);
        if (offering.length > 1) expect(offering).toContain(result.standIn);
      }),
    );
  });

  test('the same seed and lists give the same two to whoever draws again', () => {
    fc.assert(
      fc.property(seeds, replies, (seed, who) => {
        expect(drawLot(Uint8Array.from(seed), poolsOf(who))).toEqual(drawLot(seed, poolsOf(who)));
      }),
    );
  });

  test('draws as its rule says: S mod n, then ⌊S / n⌋ mod m of the others', () => {
    const pools = poolsOf({ offering: ['甲', '乙', '丙', '丁'], coming: [] });
    // 5 mod 4 = 1; of 甲 丙 丁 the one at ⌊5 / 4⌋ = 1. 39 mod 4 = 3; of 甲 乙 丙 the one at 9 mod 3 = 0.
    expect(drawLot(seedOf(5n), pools)).toEqual({ teller: '乙', standIn: '丙' });
    expect(drawLot(seedOf(39n), pools)).toEqual({ teller: '丁', standIn: '甲' });
  });

  test('every pair comes up equally often over a whole run of seeds', () => {
    const pools = poolsOf({ offering: ['甲', '乙', '丙', '丁'], coming: [] });
    const drawn = new Map<string, number>();
    for (let seed = 0n; seed < 12n * 5n; seed += 1n) {
      const result = drawLot(seedOf(seed), pools);
      if (typeof result === 'string') throw new Error(result);
      const pair = `${result.teller}${result.standIn}`;
      drawn.set(pair, (drawn.get(pair) ?? 0) + 1);
    }
    expect(drawn.size).toBe(12);
    expect(new Set(drawn.values())).toEqual(new Set([5]));
  });

  test('a seed from the uneven rest at the end is drawn anew, the one before it counts', () => {
    const pools = poolsOf({ offering: ['甲', '乙', '丙'], coming: [] });
    const all = 256n ** 32n;
    const even = all - (all % 6n);
    expect(even).toBeLessThan(all);
    expect(drawLot(seedOf(even), pools)).toBe('draw-again');
    expect(drawLot(seedOf(all - 1n), pools)).toBe('draw-again');
    expect(drawLot(seedOf(even - 1n), pools)).toEqual({ teller: '丙', standIn: '乙' });
  });

  test('who alone offered counts, with a stand-in from all who come', () => {
    const pools = poolsOf({ offering: ['甲'], coming: ['甲', '乙', '丙'] });
    const drawn = [0n, 1n].map((seed) => drawLot(seedOf(seed), pools));
    expect(drawn).toEqual([
      { teller: '甲', standIn: '乙' },
      { teller: '甲', standIn: '丙' },
    ]);
  });

  test.each([
    ['nobody comes', [], []],
    ['one comes', [], ['甲']],
    ['one comes, and offers', ['甲'], ['甲']],
  ])('%s: too few', (_, offering, coming) => {
    expect(drawLot(seedOf(7n), poolsOf({ offering, coming }))).toBe('too-few');
  });

  test('a seed of another length is a fault', () => {
    expect(() => drawLot(new Uint8Array(31), poolsOf({ offering: [], coming: [1, 2] }))).toThrow('32 bytes');
  });
});
