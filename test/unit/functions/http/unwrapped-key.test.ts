import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { unwrappedKey } from '../../../../functions/http/unwrapped-key.ts';
import { vectors } from '../../protocol/vectors.ts';

const pkcs8 = () => new Uint8Array(Buffer.from(vectors.tokenPrivateKeyPkcs8, 'hex'));

test('a key that is unwrapped leaves no bytes behind', () => {
  const bytes = pkcs8();
  const key = unwrappedKey(bytes);
  expect(createPublicKey(key).export({ format: 'jwk' }).n).toBeDefined();
  expect(key.export({ format: 'der', type: 'pkcs8' }).equals(pkcs8())).toBe(true);
  expect(bytes).toEqual(new Uint8Array(bytes.length));
});

test('neither does one that lies inside a larger piece of memory, nor what is no key', () => {
  const around = new Uint8Array(pkcs8().length + 2).fill(9);
  around.set(pkcs8(), 1);
  unwrappedKey(around.subarray(1, -1));
  expect(around).toEqual(Uint8Array.from(around, (_, at) => (at === 0 || at === around.length - 1 ? 9 : 0)));
  const noKey = Uint8Array.of(1, 2, 3);
  expect(() => unwrappedKey(noKey)).toThrow();
  expect(noKey).toEqual(new Uint8Array(3));
});
