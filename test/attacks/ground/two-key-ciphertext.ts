import { createCipheriv } from 'node:crypto';
import { type Bytes, concat } from '../../../shared/protocol/bytes.ts';

/**
 * AES-GCM does not bind a ciphertext to its key (Dodis, Grubbs, Ristenpart, Woodage, CRYPTO 2018): whoever knows two keys can make a
 * ciphertext whose tag is right under both. The tag is an affine function of the ciphertext's bits, so that both are equal is a
 * linear system over GF(2), to be solved for the low three bits of each score under the first key.
 */

export interface TwoKeyCipher {
  readonly first: Bytes;
  readonly second: Bytes;
  readonly additionalData: Bytes;
  /** The version byte of a plain ballot, which comes before the scores. */
  readonly version: number;
  /** 43 at least: three free bits each, for 128 equations. */
  readonly scores: number;
}

const FREE_BITS = 3;
const IV = new Uint8Array(12);

function encrypt(key: Bytes, additionalData: Bytes, plain: Uint8Array): { readonly text: Bytes; readonly tag: bigint } {
  const cipher = createCipheriv('aes-256-gcm', key, IV).setAAD(additionalData);
  const text = concat(cipher.update(plain), cipher.final());
  return { text, tag: BigInt(`0x${cipher.getAuthTag().toString('hex')}`) };
}

const xor = (left: Uint8Array, right: Uint8Array): Bytes =>
  left.map((byte, place) => byte ^ (right[place] ?? 0)) as Bytes;

/** Ciphertext and tag that open under both keys, under the first to scores of 0 to 7; null when these keys have none. */
export function twoKeyCiphertext(cipher: TwoKeyCipher): Bytes | null {
  const { first, second, additionalData } = cipher;
  const length = 1 + cipher.scores;
  const secondStream = encrypt(second, additionalData, new Uint8Array(length)).text;
  const difference = (plain: Uint8Array): bigint => {
    const { text, tag } = encrypt(first, additionalData, plain);
    return tag ^ encrypt(second, additionalData, xor(text, secondStream)).tag;
  };
  const base = new Uint8Array(length);
  base[0] = cipher.version;
  const unknowns = Array.from({ length: cipher.scores * FREE_BITS }, (_, each) => {
    const plain = new Uint8Array(length);
    plain[1 + Math.floor(each / FREE_BITS)] = 1 << (each % FREE_BITS);
    return plain;
  });
  const constant = difference(base);
  const effects = unknowns.map((unknown) => difference(xor(base, unknown)) ^ constant);
  const chosen = solve(effects, constant);
  if (chosen === null) return null;
  const plain = chosen.reduce<Bytes>((sum, place) => xor(sum, unknowns[place] ?? base), base);
  const { text, tag } = encrypt(first, additionalData, plain);
  return concat(text, Buffer.from(tag.toString(16).padStart(32, '0'), 'hex'));
}

/** Which of the vectors add up to the wanted one over GF(2), by Gaussian elimination. */
function solve(vectors: readonly bigint[], wanted: bigint): readonly number[] | null {
  const pivots = new Map<number, { readonly vector: bigint; readonly members: bigint }>();
  const reduce = (vector: bigint, members: bigint) => {
    let [rest, used] = [vector, members];
    for (let top = topBit(rest); top >= 0; top = topBit(rest)) {
      const pivot = pivots.get(top);
      if (pivot === undefined) break;
      rest ^= pivot.vector;
      used ^= pivot.members;
    }
    return { vector: rest, members: used };
  };
  vectors.forEach((vector, place) => {
    const reduced = reduce(vector, 1n << BigInt(place));
    if (reduced.vector !== 0n) pivots.set(topBit(reduced.vector), reduced);
  });
  const { vector, members } = reduce(wanted, 0n);
  if (vector !== 0n) return null;
  return vectors.flatMap((_, place) => ((members >> BigInt(place)) & 1n ? [place] : []));
}

const topBit = (value: bigint): number => (value === 0n ? -1 : value.toString(2).length - 1);
