import { createHash } from 'node:crypto';
import { Aes256Gcm, DhkemP256HkdfSha256, HkdfSha256, CipherSuite as OtherSuite } from '@hpke/core';
import fc from 'fast-check';
import { AEAD_AES_128_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { describe, expect, test } from 'vitest';
import { type Bytes, concat, toHex, utf8 } from '../../../shared/protocol/bytes.ts';
import { generateEphemeral, hpkeSeal } from '../../../shared/protocol/hpke-seal.ts';
import { hpkeSuite } from '../../../shared/protocol/hpke-suite.ts';
import { sealShare } from '../../../shared/protocol/seal.ts';
import {
  generateTellerKeys,
  openShare,
  publicTellerKeys,
  trialSucceeds,
} from '../../../shared/protocol/teller-keys.ts';
import { b64uBytes, hexBytes, platformRandom, readVectors } from './vectors.ts';

type Rfc9180 = Readonly<Record<'info' | 'ikmE' | 'ikmR' | 'pkRm' | 'skRm' | 'enc', string>> & {
  readonly kem_id: number;
  readonly aead_id: number;
  readonly encryptions?: readonly { readonly pt: string; readonly aad: string; readonly ct: string }[];
  readonly encryptions_accumulated?: string;
};
const published = readVectors<readonly Rfc9180[]>('rfc9180.json');
const [aes128, aes256] = published;
if (aes128 === undefined || aes256 === undefined) throw new Error('two vectors are expected');

const other = new OtherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** Length-prefixed pieces of an endless SHAKE128 stream over nothing, as the vector's makers draw them. */
function* drawnInputs(): Generator<Uint8Array<ArrayBuffer>> {
  const stream = createHash('shake128', { outputLength: 600_000 }).digest();
  for (let offset = 0; ; ) {
    const length = stream.readUInt8(offset);
    yield new Uint8Array(stream.subarray(offset + 1, offset + 1 + length));
    offset += 1 + length;
  }
}

describe('HPKE base mode of RFC 9180', () => {
  test('opens the published encryptions of P-256, HKDF-SHA256 and AES-128-GCM', async () => {
    const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);
    const recipient = await suite.DeriveKeyPair(hexBytes(aes128.ikmR));
    expect(toHex(await suite.SerializePublicKey(recipient.publicKey))).toBe(aes128.pkRm);
    const context = await suite.SetupRecipient(recipient, hexBytes(aes128.enc), { info: hexBytes(aes128.info) });
    expect(aes128.encryptions?.length).toBe(2);
    for (const { pt, aad, ct } of aes128.encryptions ?? [])
      expect(toHex(await context.Open(hexBytes(ct), hexBytes(aad)))).toBe(pt);
  });

  test("opens the thousand messages behind the digest for the protocol's own suite", async () => {
    const suite = hpkeSuite();
    const recipient = await suite.DeriveKeyPair(hexBytes(aes256.ikmR));
    expect(toHex(await suite.SerializePublicKey(recipient.publicKey))).toBe(aes256.pkRm);
    // Only a sender that takes the ephemeral key as given can be held to a vector; @hpke/core does.
    const sender = await other.createSenderContext({
      recipientPublicKey: await other.kem.deserializePublicKey(hexBytes(aes256.pkRm)),
      info: hexBytes(aes256.info),
      ekm: await other.kem.deriveKeyPair(hexBytes(aes256.ikmE)),
    });
    expect(toHex(new Uint8Array(sender.enc))).toBe(aes256.enc);
    const context = await suite.SetupRecipient(recipient, hexBytes(aes256.enc), { info: hexBytes(aes256.info) });
    const [digest, inputs] = [createHash('shake128', { outputLength: 16 }), drawnInputs()];
    for (let message = 0; message < 1000; message++) {
      const [aad, plain] = [inputs.next().value, inputs.next().value];
      const sealed = new Uint8Array(await sender.seal(plain, aad));
      digest.update(sealed);
      expect(toHex(await context.Open(sealed, aad))).toBe(toHex(plain));
    }
    expect(digest.digest('hex')).toBe(aes256.encryptions_accumulated);
  });

  /** The vector's keys: `generateEphemeral` of the page, made the vector's. */
  const ephemeralOf = (ikm: string) => other.kem.deriveKeyPair(hexBytes(ikm));

  test("seals, with the vector's ephemeral key, to the very bytes of the sender behind that digest", async () => {
    const [recipient, info] = [hexBytes(aes256.pkRm), hexBytes(aes256.info)];
    const theirs = await other.createSenderContext({
      recipientPublicKey: await other.kem.deserializePublicKey(recipient),
      info,
      ekm: await ephemeralOf(aes256.ikmE),
    });
    const inputs = drawnInputs();
    const [aad = new Uint8Array(), plain = new Uint8Array()] = [inputs.next().value, inputs.next().value];
    const ours = await hpkeSeal({ recipient, ephemeral: await ephemeralOf(aes256.ikmE), info, aad, plain });
    expect(toHex(ours.encapsulation)).toBe(aes256.enc);
    expect(toHex(ours.ciphertext)).toBe(toHex(new Uint8Array(await theirs.seal(plain, aad))));
  });

  test('whatever is sealed, each library opens', async () => {
    const keys = await generateTellerKeys();
    const recipient = b64uBytes((await publicTellerKeys(keys)).hpke);
    const bytes = fc.uint8Array({ maxLength: 100 }).map((array) => Uint8Array.from(array));
    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (info, aad, plain) => {
        const sealed = await hpkeSeal({ recipient, ephemeral: await generateEphemeral(), info, aad, plain });
        const { encapsulation, ciphertext } = sealed;
        const opened = await hpkeSuite().Open(keys.hpke, encapsulation, ciphertext, { info, aad });
        const context = await other.createRecipientContext({ recipientKey: keys.hpke, enc: encapsulation, info });
        expect(toHex(opened)).toBe(toHex(plain));
        expect(toHex(new Uint8Array(await context.open(ciphertext, aad)))).toBe(toHex(plain));
      }),
      { numRuns: 25 },
    );
  });

  test('seals to nobody but a point of the curve in its uncompressed form', async () => {
    const point = b64uBytes((await publicTellerKeys(await generateTellerKeys())).hpke);
    const [info, aad, plain] = [utf8('info'), utf8('slot'), utf8('share')];
    const seal = async (recipient: Bytes) =>
      hpkeSeal({ recipient, ephemeral: await generateEphemeral(), info, aad, plain });
    const isEven = (point[64] ?? 0) % 2 === 0;
    const hybrid = concat(Uint8Array.of(isEven ? 6 : 7), point.slice(1));
    const compressed = concat(Uint8Array.of(isEven ? 2 : 3), point.slice(1, 33));
    const longer = concat(point, new Uint8Array(1));
    for (const other of [hybrid, compressed, longer, point.slice(0, 64), new Uint8Array(0)])
      await expect(seal(other)).rejects.toThrow('not an uncompressed point');
    const offCurve = point.map((byte, index) => (index === 40 ? byte ^ 1 : byte));
    await expect(seal(offCurve)).rejects.toThrow();
    expect((await seal(point)).encapsulation.length).toBe(65);
    expect((await generateEphemeral()).privateKey.extractable).toBe(false);
  });

  test('a share sealed here opens with @hpke/core, and the other way round', async () => {
    const keys = await generateTellerKeys();
    const [info, share, slot] = [utf8('info'), platformRandom(33), 'delegates' as const];
    const recipient = b64uBytes((await publicTellerKeys(keys)).hpke);
    const ours = await sealShare({ recipient, slot, info, share });
    const recipientContext = await other.createRecipientContext({
      recipientKey: keys.hpke,
      enc: ours.encapsulation,
      info,
    });
    expect(new Uint8Array(await recipientContext.open(ours.ciphertext, utf8(slot)))).toEqual(share);

    const theirs = await other.createSenderContext({ recipientPublicKey: keys.hpke.publicKey, info });
    const sealed = {
      encapsulation: new Uint8Array(theirs.enc),
      ciphertext: new Uint8Array(await theirs.seal(share, utf8(slot))),
    };
    expect(await openShare(keys.hpke, { slot, info, sealed })).toEqual(share);
  });
});

describe("a teller's share", () => {
  test('does not open for another slot, another ballot, another teller, or altered', async () => {
    const [keys, others] = [await generateTellerKeys(), await generateTellerKeys()];
    const [info, slot] = [utf8('this ballot'), 'discipline' as const];
    const recipient = b64uBytes((await publicTellerKeys(keys)).hpke);
    const sealed = await sealShare({ recipient, slot, info, share: platformRandom(33) });
    expect(await openShare(keys.hpke, { slot, info, sealed })).not.toBeNull();
    expect(await openShare(keys.hpke, { slot: 'inspection', info, sealed })).toBeNull();
    expect(await openShare(keys.hpke, { slot, info: utf8('another ballot'), sealed })).toBeNull();
    expect(await openShare(others.hpke, { slot, info, sealed })).toBeNull();
    const offCurve = sealed.encapsulation.map((byte, index) => (index === 40 ? byte ^ 1 : byte));
    expect(await openShare(keys.hpke, { slot, info, sealed: { ...sealed, encapsulation: offCurve } })).toBeNull();
    const ciphertext = sealed.ciphertext.map((byte, index) => (index === 0 ? byte ^ 1 : byte));
    expect(await openShare(keys.hpke, { slot, info, sealed: { ...sealed, ciphertext } })).toBeNull();
  });

  test('of another length counts as one that does not open', async () => {
    const keys = await generateTellerKeys();
    const [info, slot] = [utf8('info'), 'discipline' as const];
    const recipient = b64uBytes((await publicTellerKeys(keys)).hpke);
    const sealed = await sealShare({ recipient, slot, info, share: concat(platformRandom(33), new Uint8Array(1)) });
    expect(await openShare(keys.hpke, { slot, info, sealed })).toBeNull();
  });
});

describe("a teller's keys", () => {
  test('pass the trial, and their private halves cannot be exported', async () => {
    const keys = await generateTellerKeys();
    expect(await trialSucceeds(keys, platformRandom)).toBe(true);
    await expect(crypto.subtle.exportKey('pkcs8', keys.hpke.privateKey)).rejects.toThrow('not extractable');
    await expect(crypto.subtle.exportKey('jwk', keys.sign.privateKey)).rejects.toThrow('not extractable');
  });

  test('fail the trial when a private half belongs to somebody else', async () => {
    const [keys, others] = [await generateTellerKeys(), await generateTellerKeys()];
    const mixed = (own: CryptoKeyPair, other: CryptoKeyPair) => ({ ...own, privateKey: other.privateKey });
    expect(await trialSucceeds({ ...keys, hpke: mixed(keys.hpke, others.hpke) }, platformRandom)).toBe(false);
    expect(await trialSucceeds({ ...keys, sign: mixed(keys.sign, others.sign) }, platformRandom)).toBe(false);
  });
});
