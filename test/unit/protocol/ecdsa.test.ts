import { ECDH } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concat, toB64u, utf8 } from '../../../shared/protocol/bytes.ts';
import { ecdsaSign, ecdsaVerify, hasLowS, isPoint } from '../../../shared/protocol/ecdsa.ts';
import { manifest, tellers } from './made-session.ts';
import { twinSignature } from './twin-signature.ts';
import { b64uBytes } from './vectors.ts';

const point = b64uBytes(manifest.tellers[0]?.sign ?? '');
const compressed = new Uint8Array(
  Buffer.from(ECDH.convertKey(point, 'prime256v1', undefined, undefined, 'compressed')),
);
const offCurve = point.map((byte, index) => (index === 40 ? byte ^ 1 : byte));
const message = utf8('a message');
const signed = await ecdsaSign(tellers.discipline.sign.privateKey, message);

describe('a point', () => {
  test('is 65 bytes on the curve, and no other form of one', async () => {
    expect(await isPoint(point)).toBe(true);
    for (const other of [compressed, offCurve, point.slice(1), new Uint8Array(65)])
      expect(await isPoint(other)).toBe(false);
  });
});

describe('a signature', () => {
  test('is 64 bytes, and verifies for its message under its point', async () => {
    expect(signed).toHaveLength(64);
    expect(await ecdsaVerify(point, signed, message)).toBe(true);
    expect(await ecdsaVerify(point, signed, utf8('another'))).toBe(false);
    const longer = concat(signed, new Uint8Array(1));
    for (const other of [longer, signed.slice(1), new Uint8Array(64), new Uint8Array(0)])
      expect(await ecdsaVerify(point, other, message)).toBe(false);
  });

  test('verifies under no other form of its point', async () => {
    for (const other of [compressed, offCurve]) expect(await ecdsaVerify(other, signed, message)).toBe(false);
  });

  test('is made with the lower of its two s, and its twin with the higher, which verifies as well', async () => {
    for (let time = 0; time < 16; time += 1) {
      const made = await ecdsaSign(tellers.discipline.sign.privateKey, message);
      const twin = b64uBytes(twinSignature(toB64u(made)));
      expect([hasLowS(made), hasLowS(twin)]).toEqual([true, false]);
      expect([await ecdsaVerify(point, made, message), await ecdsaVerify(point, twin, message)]).toEqual([true, true]);
    }
  });

  test.each([
    ['0', true],
    ['7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8', true],
    ['7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9', false],
    ['ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', false],
    ['f'.repeat(64), false],
  ])('with s = %s is low: %s, whatever its r', (s, isLow) => {
    const low = Uint8Array.from(Buffer.from(s.padStart(64, '0'), 'hex'));
    for (const r of [0, 255]) expect(hasLowS(concat(new Uint8Array(32).fill(r), low))).toBe(isLow);
  });
});
