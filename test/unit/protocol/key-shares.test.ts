import fc from 'fast-check';
import { combine, split } from 'shamir-secret-sharing';
import { expect, test } from 'vitest';
import { type Bytes, concat } from '../../../shared/protocol/bytes.ts';
import { combineShares, SECRET_BYTES, splitSecret } from '../../../shared/protocol/key-shares.ts';
import { platformRandom } from './vectors.ts';

const secrets = fc
  .uint8Array({ minLength: SECRET_BYTES, maxLength: SECRET_BYTES })
  .map((array) => new Uint8Array(array));

test('any two of the three shares give the secret, in either order', () => {
  fc.assert(
    fc.property(secrets, secrets, (secret, slopes) => {
      const [first, second, third] = splitSecret(secret, () => slopes);
      if (!first || !second || !third) throw new Error('three shares are expected');
      for (const [left, right] of [
        [first, second],
        [first, third],
        [second, third],
      ] as const) {
        expect(combineShares(left, right)).toEqual(secret);
        expect(combineShares(right, left)).toEqual(secret);
      }
    }),
  );
});

test('one share fits every secret: it says nothing about this one', () => {
  fc.assert(
    fc.property(secrets, secrets, secrets, (secret, slopes, other) => {
      const [first] = splitSecret(secret, () => slopes);
      if (!first) throw new Error('a share is expected');
      // At x = 1 the value is secret ^ slope, so this slope puts the same share on a line through the other secret.
      const otherSlopes = slopes.map((slope, index) => slope ^ (secret[index] ?? 0) ^ (other[index] ?? 0));
      expect(splitSecret(other, () => otherSlopes)[0]).toEqual(first);
    }),
  );
});

test('shares split here combine in shamir-secret-sharing, and shares split there combine here, at any x', async () => {
  await fc.assert(
    fc.asyncProperty(secrets, async (secret) => {
      const [ours] = [splitSecret(secret, platformRandom)];
      expect(await combine([...ours.slice(1)])).toEqual(secret);
      const [first, second] = await split(secret, 3, 2);
      if (!first || !second) throw new Error('three shares are expected');
      expect(combineShares(new Uint8Array(first), new Uint8Array(second))).toEqual(secret);
    }),
  );
});

test('two shares at one x, at zero, or of another length are no pair', () => {
  const [first, second] = splitSecret(platformRandom(SECRET_BYTES), platformRandom);
  if (!first || !second) throw new Error('three shares are expected');
  const atX = (x: number) => second.map((byte, index) => (index === SECRET_BYTES ? x : byte));
  expect(combineShares(first, second)).not.toBeNull();
  expect(combineShares(first, atX(1))).toBeNull();
  expect(combineShares(first, atX(0))).toBeNull();
  expect(combineShares(atX(0), first)).toBeNull();
  const longer = (share: Bytes) => concat(share, Uint8Array.of(7));
  expect(combineShares(first, second.slice(1))).toBeNull();
  expect(combineShares(first.slice(1), second)).toBeNull();
  expect(combineShares(first, longer(second))).toBeNull();
  expect(combineShares(longer(first), second)).toBeNull();
});
