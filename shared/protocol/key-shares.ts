import type { Bytes, Random } from './bytes.ts';

// Shamir 2-of-3 over GF(2^8) modulo x^8+x^4+x^3+x+1. By hand, because `shamir-secret-sharing` takes its chance from the
// platform and not as an argument, and brings tables for any threshold: 2.1 KB gzipped of the voting page where this
// takes 0.2. Its shares and ours are the same; the tests split with each and combine with the other.

/** Bytes of the secret that is shared, a ballot's key. */
export const SECRET_BYTES = 32;
/** A share: 32 bytes of the polynomial's values, then its x. */
export const SHARE_BYTES = SECRET_BYTES + 1;

const SHARES = [1, 2, 3] as const;

/** Splits a secret of 32 bytes; any two of the three shares give it back, one says nothing about it. */
export function splitSecret(secret: Bytes, random: Random): readonly Bytes[] {
  const slopes = random(SECRET_BYTES);
  return SHARES.map((x) => {
    const share = new Uint8Array(SHARE_BYTES);
    for (let index = 0; index < SECRET_BYTES; index++)
      share[index] = (secret[index] ?? 0) ^ multiply(slopes[index] ?? 0, x);
    share[SECRET_BYTES] = x;
    return share;
  });
}

/** The secret behind two shares, or null when they are no pair: another length, an x of 0, or the same x twice. */
export function combineShares(first: Bytes, second: Bytes): Bytes | null {
  const [x1 = 0, x2 = 0] = [first[SECRET_BYTES], second[SECRET_BYTES]];
  const isPair = first.length === SHARE_BYTES && second.length === SHARE_BYTES && x1 !== 0 && x2 !== 0 && x1 !== x2;
  if (!isPair) return null;
  // The line through both points at 0, by Lagrange: y1·x2/(x1+x2) + y2·x1/(x1+x2).
  const scale = invert(x1 ^ x2);
  const [weight1, weight2] = [multiply(x2, scale), multiply(x1, scale)];
  const secret = new Uint8Array(SECRET_BYTES);
  for (let index = 0; index < SECRET_BYTES; index++)
    secret[index] = multiply(first[index] ?? 0, weight1) ^ multiply(second[index] ?? 0, weight2);
  return secret;
}

/** Product in GF(2^8), without branches or tables that depend on a secret. */
function multiply(left: number, right: number): number {
  let product = 0;
  let shifted = left;
  for (let bit = 0; bit < 8; bit++) {
    product ^= shifted & -((right >> bit) & 1);
    shifted = (shifted << 1) ^ (0x11b & -(shifted >> 7));
  }
  return product;
}

/** x^254, which is 1/x in GF(2^8); x is public. */
function invert(x: number): number {
  let result = 1;
  for (let step = 0; step < 254; step++) result = multiply(result, x);
  return result;
}
