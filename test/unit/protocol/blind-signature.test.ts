import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { describe, expect, test, vi } from 'vitest';
import { blindSign } from '../../../functions/draw/blind-sign.ts';
import { toBigEndian, toInteger } from '../../../shared/protocol/big-endian.ts';
import { blind, blindWith, finalize, verifySignature } from '../../../shared/protocol/blind-signature.ts';
import { type Bytes, concat, toB64u, toHex, utf8 } from '../../../shared/protocol/bytes.ts';
import { importTokenKey, type RsaPublicKey, tokenKeyModulus } from '../../../shared/protocol/token-key.ts';
import { hexBytes, platformRandom, readVectors, vectors } from './vectors.ts';

type Rfc9474 = Readonly<
  Record<'p' | 'q' | 'n' | 'e' | 'd' | 'input_msg' | 'salt' | 'inv' | 'blinded_msg' | 'blind_sig' | 'sig', string>
>;
const rfc = readVectors<Rfc9474>('rfc9474.json');

const keyOf = (jwk: JsonWebKey) =>
  crypto.subtle.importKey('jwk', jwk, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);

async function rfcPublicKey(): Promise<RsaPublicKey> {
  const verifyKey = await keyOf({ kty: 'RSA', n: toB64u(hexBytes(rfc.n)), e: 'AQAB' });
  return { modulus: hexBytes(rfc.n), exponent: 65537n, verifyKey };
}

function rfcPrivateKey(): KeyObject {
  const [p, q, d] = [toInteger(hexBytes(rfc.p)), toInteger(hexBytes(rfc.q)), toInteger(hexBytes(rfc.d))];
  const text = (integer: bigint) => toB64u(toBigEndian(integer, Math.ceil(integer.toString(16).length / 2)));
  const inverse = modularPower(q, p - 2n, p);
  const crt = { dp: text(d % (p - 1n)), dq: text(d % (q - 1n)), qi: text(inverse) };
  return createPrivateKey({
    format: 'jwk',
    key: { kty: 'RSA', n: toB64u(hexBytes(rfc.n)), e: 'AQAB', d: text(d), p: text(p), q: text(q), ...crt },
  });
}

function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square, rest] = [1n, base % modulus, exponent];
  for (; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

const keyPair = (privateKey: KeyObject) => ({ privateKey, publicKey: createPublicKey(privateKey) });
const sessionKey = keyPair(
  createPrivateKey({ key: Buffer.from(vectors.tokenPrivateKeyPkcs8, 'hex'), format: 'der', type: 'pkcs8' }),
);

async function sessionPublicKey(): Promise<RsaPublicKey> {
  const der = new Uint8Array(sessionKey.publicKey.export({ format: 'der', type: 'spki' }));
  const key = await importTokenKey(der);
  if (key === null) throw new Error('the vectors have another token key');
  return key;
}

function signed(blinded: Uint8Array): Bytes {
  const answer = blindSign(sessionKey, blinded);
  if (!answer.ok) throw new Error(answer.code);
  return new Uint8Array(answer.blindSignature);
}

describe('the blind signature of RFC 9474', () => {
  const message = hexBytes(rfc.input_msg);

  test('blinds, signs and finalizes to the published bytes', async () => {
    const key = await rfcPublicKey();
    const modulus = toInteger(key.modulus);
    // The RFC gives the inverse of the blinding factor; by Euler, with phi known from p and q, its inverse is the factor.
    const phi = (toInteger(hexBytes(rfc.p)) - 1n) * (toInteger(hexBytes(rfc.q)) - 1n);
    const factor = modularPower(toInteger(hexBytes(rfc.inv)), phi - 1n, modulus);
    const blinding = await blindWith({ key, message, salt: hexBytes(rfc.salt), factor });
    expect(toHex(blinding.inverse)).toBe(rfc.inv);
    expect(toHex(blinding.blinded)).toBe(rfc.blinded_msg);

    const answer = blindSign(keyPair(rfcPrivateKey()), blinding.blinded);
    expect(answer).toEqual({ ok: true, blindSignature: hexBytes(rfc.blind_sig) });

    const signature = await finalize(key, message, { ...blinding, blindSignature: hexBytes(rfc.blind_sig) });
    expect(signature && toHex(signature)).toBe(rfc.sig);
  });

  test('refuses an answer that is not the signature: altered, of another length, or not below the modulus', async () => {
    const key = await rfcPublicKey();
    const inverse = hexBytes(rfc.inv);
    const right = hexBytes(rfc.blind_sig);
    const altered = right.map((byte, index) => (index === 100 ? byte ^ 1 : byte));
    const longer = concat(new Uint8Array(1), right);
    const raised = key.modulus;
    for (const blindSignature of [altered, longer, right.slice(1), raised, toBigEndian(toInteger(raised) + 1n, 512)])
      expect(await finalize(key, message, { blindSignature, inverse })).toBeNull();
  });
});

describe('against blindrsa-ts', () => {
  const suite = RSABSSA.SHA384.PSS.Deterministic();

  test('a message blinded here is signed there, and the other way round', async () => {
    const key = await sessionPublicKey();
    const message = utf8('a message of the session');
    const pkcs8 = hexBytes(vectors.tokenPrivateKeyPkcs8);
    const pss = { name: 'RSA-PSS', hash: 'SHA-384' };
    const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, pss, true, ['sign']);
    const publicKey = await keyOf({ ...sessionKey.publicKey.export({ format: 'jwk' }) });

    const ours = await blind(key, message, platformRandom);
    const theirAnswer = new Uint8Array(await suite.blindSign(privateKey, ours.blinded));
    expect(theirAnswer).toEqual(signed(ours.blinded));
    const signature = await finalize(key, message, { ...ours, blindSignature: theirAnswer });
    expect(signature && (await suite.verify(publicKey, signature, message))).toBe(true);

    const theirs = await suite.blind(publicKey, message);
    const theirSignature = await suite.finalize(publicKey, message, signed(theirs.blindedMsg), theirs.inv);
    expect(await verifySignature(key, message, new Uint8Array(theirSignature))).toBe(true);
  });
});

describe('a token of the session', () => {
  test('is the same signature for any blinding, and its blinded form tells nothing of it', async () => {
    const key = await sessionPublicKey();
    const message = utf8('one message');
    const salt = new Uint8Array(48);
    const [first, second] = await Promise.all([
      blindWith({ key, message, salt, factor: 3n }),
      blindWith({ key, message, salt, factor: 5n }),
    ]);
    expect(first.blinded).not.toEqual(second.blinded);
    const signatures = await Promise.all(
      [first, second].map((each) => finalize(key, message, { ...each, blindSignature: signed(each.blinded) })),
    );
    expect(signatures[0]).not.toBeNull();
    expect(signatures[0]).toEqual(signatures[1]);
  });

  test('draws its factor again when the chance is out of range', async () => {
    const key = await sessionPublicKey();
    const above = toBigEndian(toInteger(key.modulus) + 8n, 256);
    const answers = [new Uint8Array(48), new Uint8Array(256), key.modulus, above, toBigEndian(7n, 256)];
    const asked: number[] = [];
    const random = (length: number) => {
      asked.push(length);
      return answers[asked.length - 1] ?? new Uint8Array(length);
    };
    const expected = await blindWith({ key, message: utf8('m'), salt: new Uint8Array(48), factor: 7n });
    expect(await blind(key, utf8('m'), random)).toEqual(expected);
    expect(asked).toEqual([48, 256, 256, 256, 256]);
  });

  test('is refused with a factor that shares a divisor with the modulus', async () => {
    const key = await rfcPublicKey();
    const factor = toInteger(hexBytes(rfc.p));
    await expect(blindWith({ key, message: utf8('m'), salt: new Uint8Array(48), factor })).rejects.toThrow(
      'invalid input: the blinding factor has no inverse',
    );
  });

  test('is refused for a message that shares a divisor with the modulus', async () => {
    const key = await sessionPublicKey();
    const [message, salt] = [utf8('m'), new Uint8Array(48)];
    // A factor of 1 leaves the encoded message as it is; a multiple of it, as long as the modulus, shares it with it.
    const encoded = toInteger((await blindWith({ key, message, salt, factor: 1n })).blinded);
    const multiple = encoded * ((1n << 2047n) / encoded + 1n);
    const other = { ...key, modulus: toBigEndian(multiple, 256) };
    await expect(blindWith({ key: other, message, salt, factor: 1n })).rejects.toThrow(
      'invalid input: the message is not coprime to the modulus',
    );
  });

  test('is not asked about in another form, so that engines cannot differ on it', async () => {
    const key = await sessionPublicKey();
    const modulus = toInteger(key.modulus);
    const verify = vi.spyOn(crypto.subtle, 'verify').mockResolvedValue(true);
    const isAsked = async (signature: Bytes) => {
      const answer = await verifySignature(key, utf8('m'), signature);
      expect(verify).toHaveBeenCalledTimes(answer ? 1 : 0);
      verify.mockClear();
      return answer;
    };
    try {
      for (const below of [0n, 1n, modulus - 1n, modulus - (1n << 1000n)])
        expect(await isAsked(toBigEndian(below, 256))).toBe(true);
      for (const above of [modulus, modulus + 1n, modulus + (1n << 1000n), (1n << 2048n) - 1n])
        expect(await isAsked(toBigEndian(above, 256))).toBe(false);
      for (const length of [0, 255, 257]) expect(await isAsked(new Uint8Array(length))).toBe(false);
    } finally {
      verify.mockRestore();
    }
  });

  test('comes of no answer that was raised by the modulus', async () => {
    const key = await sessionPublicKey();
    const [salt, modulus] = [new Uint8Array(48), toInteger(key.modulus)];
    for (let count = 0; ; count += 1) {
      const message = utf8(`message ${count}`);
      const blinding = await blindWith({ key, message, salt, factor: 3n });
      const raised = toInteger(signed(blinding.blinded)) + modulus;
      if (raised >= 1n << 2048n) continue;
      expect(await finalize(key, message, { ...blinding, blindSignature: toBigEndian(raised, 256) })).toBeNull();
      return;
    }
  });

  test('has one form: the same value plus the modulus, or with a leading zero, verifies nothing', async () => {
    const key = await sessionPublicKey();
    const message = utf8('one message');
    const blinding = await blindWith({ key, message, salt: new Uint8Array(48), factor: 3n });
    const signature = await finalize(key, message, { ...blinding, blindSignature: signed(blinding.blinded) });
    if (signature === null) throw new Error('no signature');
    expect(await verifySignature(key, message, signature)).toBe(true);
    expect(await verifySignature(key, message, concat(new Uint8Array(1), signature))).toBe(false);
    const raised = toInteger(signature) + toInteger(key.modulus);
    const fits = raised < 1n << 2048n;
    if (fits) expect(await verifySignature(key, message, toBigEndian(raised, 256))).toBe(false);
    expect(await verifySignature(key, utf8('another message'), signature)).toBe(false);
  });
});

describe('the server signs blindly', () => {
  test('nothing of another length than the modulus', () => {
    for (const length of [0, 255, 257, 512])
      expect(blindSign(sessionKey, new Uint8Array(length).fill(1))).toEqual({ ok: false, code: 'wrong-length' });
  });

  test('nothing that is not below the modulus', async () => {
    const { modulus } = await sessionPublicKey();
    const above = toBigEndian(toInteger(modulus) + 1n, 256);
    for (const blinded of [modulus, above, new Uint8Array(256).fill(255)])
      expect(blindSign(sessionKey, blinded)).toEqual({ ok: false, code: 'out-of-range' });
    const below = toBigEndian(toInteger(modulus) - 1n, 256);
    expect(blindSign(sessionKey, below).ok).toBe(true);
  });

  test('and gives nothing out when the answer does not verify under the public key', () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const blinded = new Uint8Array(256).fill(1);
    expect(() => blindSign({ privateKey: other.privateKey, publicKey: sessionKey.publicKey }, blinded)).toThrow(
      'the blind signature does not verify and was withheld',
    );
  });
});

describe('the token key', () => {
  const derOf = (key: KeyObject) => new Uint8Array(key.export({ format: 'der', type: 'spki' }));
  const der = derOf(sessionKey.publicKey);

  test('is 2048 bits, e = 65537, rsaEncryption, in its one DER form', async () => {
    expect(tokenKeyModulus(der)).toEqual((await sessionPublicKey()).modulus);
    expect((await importTokenKey(der))?.verifyKey.extractable).toBe(false);
  });

  test('has a modulus of all 2048 bits that is odd', () => {
    const withModulus = (first: number, last: number) =>
      tokenKeyModulus(der.map((byte, index) => (index === 33 ? first : index === 288 ? last : byte)));
    expect(withModulus(0x80, 0x01)).not.toBeNull();
    for (const [first, last] of [
      [0x7f, 0x01],
      [0x00, 0x01],
      [0x80, 0x00],
      [0xff, 0xfe],
    ] as const)
      expect(withModulus(first, last)).toBeNull();
  });

  test('is refused with another exponent, another size, or as an RSA-PSS key', () => {
    const others = [
      generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).publicKey,
      generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey,
      generateKeyPairSync('rsa', { modulusLength: 2056 }).publicKey,
      generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey,
    ];
    for (const other of others) expect(tokenKeyModulus(derOf(other))).toBeNull();
  });

  test('is refused with any byte of its frame altered, a byte more or a byte less', async () => {
    const frame = [...Array(33).keys(), ...[289, 290, 291, 292, 293]];
    for (const place of frame)
      expect(tokenKeyModulus(der.map((byte, index) => (index === place ? byte ^ 0x10 : byte)))).toBeNull();
    expect(tokenKeyModulus(concat(der, new Uint8Array(1)))).toBeNull();
    expect(tokenKeyModulus(der.slice(0, -1))).toBeNull();
    expect(await importTokenKey(der.slice(1))).toBeNull();
  });
});
