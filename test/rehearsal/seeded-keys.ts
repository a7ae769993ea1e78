import { checkPrimeSync, createECDH, createPrivateKey, type KeyObject } from 'node:crypto';
import { toBigEndian, toInteger } from '../../shared/protocol/big-endian.ts';
import type { Random } from '../../shared/protocol/bytes.ts';
import type { TellerKeyPairs } from '../../shared/protocol/teller-keys.ts';

// The platform makes keys from a chance that takes no seed. These are for plays that one seed has to give again, key by key.

const CURVE = 'P-256';
const SCALAR_BYTES = 32;
const HALF_BYTES = 128;
const EXPONENT = 65_537n;

/** The JWK of a key pair on P-256 whose private key is `random`'s next 32 bytes. */
function seededJwk(random: Random) {
  const ecdh = createECDH('prime256v1');
  const scalar = random(SCALAR_BYTES);
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const open = { kty: 'EC', crv: CURVE, x: x ?? '', y: y ?? '' };
  return { open, secret: { ...open, d: Buffer.from(scalar).toString('base64url') } };
}

async function pair(
  random: Random,
  name: 'ECDH' | 'ECDSA',
  uses: { readonly open: readonly KeyUsage[]; readonly secret: readonly KeyUsage[] },
): Promise<CryptoKeyPair> {
  const { open, secret } = seededJwk(random);
  const algorithm = { name, namedCurve: CURVE };
  return {
    privateKey: await crypto.subtle.importKey('jwk', secret, algorithm, false, [...uses.secret]),
    publicKey: await crypto.subtle.importKey('jwk', open, algorithm, true, [...uses.open]),
  };
}

/** A pair to agree on a secret with; `random` is asked before anything is waited for. */
export const seededExchangePair = (random: Random): Promise<CryptoKeyPair> =>
  pair(random, 'ECDH', { open: [], secret: ['deriveBits'] });

/** A teller's two pairs, as `generateTellerKeys` makes them. */
export async function seededTellerKeys(random: Random): Promise<TellerKeyPairs> {
  const hpke = await seededExchangePair(random);
  return { hpke, sign: await pair(random, 'ECDSA', { open: ['verify'], secret: ['sign'] }) };
}

/** A private key on P-256, as the box signs receipts with. */
export const seededSigningKey = (random: Random): KeyObject =>
  createPrivateKey({ key: seededJwk(random).secret, format: 'jwk' });

/** A prime of 1 024 bits, the two highest of them set, with which 65 537 is an exponent. */
function seededPrime(random: Random): bigint {
  const start = random(HALF_BYTES);
  start[0] = (start[0] ?? 0) | 0xc0;
  start[HALF_BYTES - 1] = (start[HALF_BYTES - 1] ?? 0) | 1;
  let candidate = toInteger(start);
  while (candidate % EXPONENT === 1n || !checkPrimeSync(toBigEndian(candidate, HALF_BYTES))) candidate += 2n;
  return candidate;
}

/** The inverse of `value`, by Euclid's algorithm; both are coprime. */
function inverseOf(value: bigint, modulus: bigint): bigint {
  let [rest, next, factor, following] = [value % modulus, modulus, 1n, 0n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, following] = [following, factor - quotient * following];
  }
  return ((factor % modulus) + modulus) % modulus;
}

/** A token key: RSA of 2 048 bits with the exponent 65 537 (RFC 8017 §3.2). */
export function seededTokenKey(random: Random): KeyObject {
  const [p, q] = [seededPrime(random), seededPrime(random)];
  const d = inverseOf(EXPONENT, (p - 1n) * (q - 1n));
  const text = (integer: bigint, length: number) => Buffer.from(toBigEndian(integer, length)).toString('base64url');
  const key = {
    ...{ kty: 'RSA', n: text(p * q, 2 * HALF_BYTES), e: text(EXPONENT, 3), d: text(d, 2 * HALF_BYTES) },
    ...{ p: text(p, HALF_BYTES), q: text(q, HALF_BYTES), qi: text(inverseOf(q, p), HALF_BYTES) },
    ...{ dp: text(d % (p - 1n), HALF_BYTES), dq: text(d % (q - 1n), HALF_BYTES) },
  };
  return createPrivateKey({ key, format: 'jwk' });
}
