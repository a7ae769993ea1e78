import { DecryptCommand, GenerateDataKeyCommand, IncorrectKeyException, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { KmsKeyWrap, LocalKeyWrap } from '../../../../functions/store/key-wrap.ts';

const PRIVATE_KEY = new Uint8Array(1_218).map((_, index) => index % 251);
const SESSION = 'tuanfeng-2008-huilongshan';
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

const localWrap = (wrappingKey = randomBytes(32), county = 'tuanfeng') =>
  new LocalKeyWrap({ wrappingKey, county, randomBytes });

describe('the local wrapping key', () => {
  test('unwraps what it wrapped, and wraps the same key differently each time', async () => {
    const wrap = localWrap();
    const [one, other] = [
      await wrap.wrap('token', SESSION, PRIVATE_KEY),
      await wrap.wrap('token', SESSION, PRIVATE_KEY),
    ];
    expect(one).not.toEqual(other);
    expect(new Uint8Array(await wrap.unwrap('token', SESSION, one))).toEqual(PRIVATE_KEY);
  });

  test('refuses another purpose, session, county or wrapping key, and any altered byte', async () => {
    const wrappingKey = randomBytes(32);
    const wrapped = await localWrap(wrappingKey).wrap('token', SESSION, PRIVATE_KEY);
    const refused = 'unable to authenticate data';
    await expect(localWrap(wrappingKey).unwrap('box', SESSION, wrapped)).rejects.toThrow(refused);
    await expect(localWrap(wrappingKey).unwrap('token', `${SESSION}-2`, wrapped)).rejects.toThrow(refused);
    await expect(localWrap(wrappingKey, 'huanggang').unwrap('token', SESSION, wrapped)).rejects.toThrow(refused);
    await expect(localWrap().unwrap('token', SESSION, wrapped)).rejects.toThrow(refused);
    for (const place of [1, 12, 13, 700, wrapped.length - 1]) {
      const altered = wrapped.map((byte, index) => (index === place ? byte ^ 1 : byte));
      await expect(localWrap(wrappingKey).unwrap('token', SESSION, altered)).rejects.toThrow(refused);
    }
    await expect(localWrap(wrappingKey).unwrap('token', SESSION, wrapped.slice(0, 20))).rejects.toThrow('cut short');
    expect(() => localWrap(new Uint8Array(16))).toThrow('32 bytes');
  });
});

describe('KMS', () => {
  const kms = mockClient(KMSClient);
  afterAll(() => kms.restore());
  const keys = new Map<string, { plain: Uint8Array; context: unknown }>();

  beforeEach(() => {
    kms.reset();
    keys.clear();
    kms.on(GenerateDataKeyCommand).callsFake(({ EncryptionContext }) => {
      const [plain, encrypted] = [randomBytes(32), randomBytes(184)];
      keys.set(Buffer.from(encrypted).toString('hex'), { plain: plain.slice(), context: EncryptionContext });
      return { Plaintext: plain, CiphertextBlob: encrypted };
    });
    kms.on(DecryptCommand).callsFake(({ CiphertextBlob, EncryptionContext }) => {
      const kept = keys.get(Buffer.from(CiphertextBlob).toString('hex'));
      if (JSON.stringify(kept?.context) !== JSON.stringify(EncryptionContext))
        throw new IncorrectKeyException({ message: 'another context', $metadata: {} });
      return { Plaintext: kept?.plain.slice() };
    });
  });

  const kmsWrap = () => new KmsKeyWrap({ client: new KMSClient({}), keyId: 'key-1', county: 'tuanfeng', randomBytes });

  test('gives a data key bound to county, purpose and session, and never sees the private key', async () => {
    const wrapped = await kmsWrap().wrap('token', SESSION, PRIVATE_KEY);
    expect(new Uint8Array(await kmsWrap().unwrap('token', SESSION, wrapped))).toEqual(PRIVATE_KEY);
    const EncryptionContext = { county: 'tuanfeng', purpose: 'token', session: SESSION };
    expect(kms.calls().map(({ args }) => args[0].input)).toEqual([
      { KeyId: 'key-1', NumberOfBytes: 32, EncryptionContext },
      { KeyId: 'key-1', CiphertextBlob: wrapped.slice(3, 187), EncryptionContext },
    ]);
  });

  test('opens it for no other purpose, and refuses what the local key wrapped', async () => {
    const wrapped = await kmsWrap().wrap('token', SESSION, PRIVATE_KEY);
    await expect(kmsWrap().unwrap('box', SESSION, wrapped)).rejects.toThrow(IncorrectKeyException);
    const local = await localWrap().wrap('token', SESSION, PRIVATE_KEY);
    await expect(kmsWrap().unwrap('token', SESSION, local)).rejects.toThrow('another kind of wrapping');
    const altered = wrapped.map((byte, index) => (index === wrapped.length - 1 ? byte ^ 1 : byte));
    await expect(kmsWrap().unwrap('token', SESSION, altered)).rejects.toThrow('unable to authenticate data');
  });

  test('a data key is gone from memory as soon as it has done its work', async () => {
    const given: Uint8Array[] = [];
    kms.on(GenerateDataKeyCommand).callsFake(() => {
      given.push(new Uint8Array(32).fill(7));
      return { Plaintext: given.at(-1), CiphertextBlob: new Uint8Array(300) };
    });
    kms.on(DecryptCommand).callsFake(({ CiphertextBlob }) => {
      expect(CiphertextBlob).toHaveLength(300);
      given.push(new Uint8Array(32).fill(7));
      return { Plaintext: given.at(-1) };
    });
    const wrapped = await kmsWrap().wrap('token', SESSION, PRIVATE_KEY);
    expect(new Uint8Array(await kmsWrap().unwrap('token', SESSION, wrapped))).toEqual(PRIVATE_KEY);
    const altered = wrapped.map((byte, index) => (index === wrapped.length - 1 ? byte ^ 1 : byte));
    await expect(kmsWrap().unwrap('token', SESSION, altered)).rejects.toThrow('unable to authenticate data');
    expect(given).toEqual([new Uint8Array(32), new Uint8Array(32), new Uint8Array(32)]);
  });

  test('that gives half an answer wraps and opens nothing', async () => {
    const wrapped = await kmsWrap().wrap('token', SESSION, PRIVATE_KEY);
    for (const answer of [{ Plaintext: randomBytes(32) }, { CiphertextBlob: randomBytes(184) }, {}]) {
      kms.on(GenerateDataKeyCommand).resolves(answer);
      await expect(kmsWrap().wrap('token', SESSION, PRIVATE_KEY)).rejects.toThrow('KMS gave no data key');
    }
    kms.on(DecryptCommand).resolves({});
    await expect(kmsWrap().unwrap('token', SESSION, wrapped)).rejects.toThrow('KMS gave no data key');
  });
});

test('nothing is wrapped too, and what has no room for a tag is cut short', async () => {
  const wrap = localWrap();
  const wrapped = await wrap.wrap('token', SESSION, new Uint8Array());
  expect(wrapped).toHaveLength(1 + 12 + 16);
  expect(await wrap.unwrap('token', SESSION, wrapped)).toHaveLength(0);
  await expect(wrap.unwrap('token', SESSION, wrapped.slice(0, -1))).rejects.toThrow('cut short');
});
