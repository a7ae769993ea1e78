import { type Bytes, concat, utf8 } from './bytes.ts';
import { POINT_BYTES } from './ecdsa.ts';

// RFC 9180, base mode, single-shot: the sender's half of the one suite of the protocol. By hand, because the library brings
// every mode, suite and half: 6.2 KB gzipped of the voting page where this takes 0.8. Tellers open with the library, and the
// tests hold these bytes to another library's for the keys of the RFC's vector.

const ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const HASH_BYTES = 32;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const UNCOMPRESSED = 4;
const MODE_BASE = Uint8Array.of(0);
const NOTHING = new Uint8Array(0);
/** RFC 5869 §2.2: no salt is as many zeros as the hash is long; WebCrypto takes no empty key. */
const NO_SALT = new Uint8Array(HASH_BYTES);

/** `suite_id` of the KEM (§4.1) and of HPKE (§5.1): DHKEM(P-256, HKDF-SHA256) 0x0010, HKDF-SHA256 0x0001, AES-256-GCM 0x0002. */
const KEM_SUITE = concat(utf8('KEM'), Uint8Array.of(0x00, 0x10));
const HPKE_SUITE = concat(utf8('HPKE'), Uint8Array.of(0x00, 0x10, 0x00, 0x01, 0x00, 0x02));

async function hmac(secret: Bytes, message: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, HMAC, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, message));
}

/** LabeledExtract (§4). */
const extract = (suite: Bytes, salt: Bytes, label: string, input: Bytes): Promise<Bytes> =>
  hmac(salt, concat(utf8('HPKE-v1'), suite, utf8(label), input));

interface Expansion {
  readonly label: string;
  readonly info: Bytes;
  /** At most one block of the hash. */
  readonly length: number;
}

/** LabeledExpand (§4), of one block. */
async function expand(suite: Bytes, secret: Bytes, { label, info, length }: Expansion): Promise<Bytes> {
  const labelled = concat(Uint8Array.of(0, length), utf8('HPKE-v1'), suite, utf8(label), info);
  return (await hmac(secret, concat(labelled, Uint8Array.of(1)))).slice(0, length);
}

/** Encap (§4.1): the ephemeral public key, and the secret that it shares with the recipient. */
async function encapsulate(recipient: Bytes, { publicKey, privateKey }: CryptoKeyPair) {
  if (recipient.length !== POINT_BYTES || recipient[0] !== UNCOMPRESSED)
    throw new TypeError('not an uncompressed point');
  const theirs = await crypto.subtle.importKey('raw', recipient, ECDH, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, HASH_BYTES * 8);
  const encapsulation = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  const secret = await extract(KEM_SUITE, NO_SALT, 'eae_prk', new Uint8Array(shared));
  const info = concat(encapsulation, recipient);
  return {
    encapsulation,
    secret: await expand(KEM_SUITE, secret, { label: 'shared_secret', info, length: HASH_BYTES }),
  };
}

/** A fresh pair for one sealing. */
export const generateEphemeral = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(ECDH, false, ['deriveBits']);

/**
 * Seals one message to one recipient (SealBase, §6.1). `ephemeral` must be fresh for each sealing. Throws when the recipient is
 * no point of P-256 in its uncompressed form of 65 bytes.
 */
export async function hpkeSeal({
  recipient,
  ephemeral,
  info,
  aad,
  plain,
}: Readonly<Record<'recipient' | 'info' | 'aad' | 'plain', Bytes>> & { readonly ephemeral: CryptoKeyPair }): Promise<{
  readonly encapsulation: Bytes;
  readonly ciphertext: Bytes;
}> {
  const { encapsulation, secret: shared } = await encapsulate(recipient, ephemeral);
  const noKeyId = await extract(HPKE_SUITE, NO_SALT, 'psk_id_hash', NOTHING);
  const context = concat(MODE_BASE, noKeyId, await extract(HPKE_SUITE, NO_SALT, 'info_hash', info));
  const secret = await extract(HPKE_SUITE, shared, 'secret', NOTHING);
  const key = await expand(HPKE_SUITE, secret, { label: 'key', info: context, length: KEY_BYTES });
  const iv = await expand(HPKE_SUITE, secret, { label: 'base_nonce', info: context, length: NONCE_BYTES });
  const cipher = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, cipher, plain);
  return { encapsulation, ciphertext: new Uint8Array(sealed) };
}
