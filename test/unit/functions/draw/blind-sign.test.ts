import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { blindSign } from '../../../../functions/draw/blind-sign.ts';
import { toBigEndian, toInteger } from '../../../../shared/protocol/big-endian.ts';
import { vectors } from '../../protocol/vectors.ts';

const BYTES = 256;
const privateKey = createPrivateKey({
  key: Buffer.from(vectors.tokenPrivateKeyPkcs8, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
const key = { privateKey, publicKey: createPublicKey(privateKey) };
const modulus = toInteger(new Uint8Array(Buffer.from(key.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url')));
const blinded = new Uint8Array(BYTES).fill(7);

describe('a blinded message', () => {
  test('is signed by the raw operation', () => {
    expect(blindSign(key, blinded)).toEqual({
      ok: true,
      blindSignature: new Uint8Array(privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, blinded)),
    });
  });

  test.each([BYTES - 1, BYTES + 1, 0])('of %s bytes is refused for its length', (length) => {
    expect(blindSign(key, new Uint8Array(length))).toEqual({ ok: false, code: 'wrong-length' });
  });

  test('is refused from the modulus on, and taken below it', () => {
    expect(blindSign(key, toBigEndian(modulus, BYTES))).toEqual({ ok: false, code: 'out-of-range' });
    expect(blindSign(key, new Uint8Array(BYTES).fill(255))).toEqual({ ok: false, code: 'out-of-range' });
    expect(blindSign(key, toBigEndian(modulus - 1n, BYTES))).toMatchObject({ ok: true });
  });
});

test('a signature that the public key does not verify never leaves', () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  // Below every modulus of 2048 bits.
  const low = new Uint8Array(BYTES).fill(7);
  expect(() => blindSign({ privateKey: other.privateKey, publicKey: key.publicKey }, low)).toThrow(
    'the blind signature does not verify and was withheld',
  );
});
