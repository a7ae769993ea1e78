import { type Bytes, concat, equalBytes, fromHex, toB64u } from './bytes.ts';
import { hash } from './hash.ts';

/** A session's token key as the blind signature works with it; `verifyKey` is for RSA-PSS with SHA-384 (RFC 9474). */
export type RsaPublicKey = {
  /** Big-endian, as long as a signature. */
  readonly modulus: Bytes;
  readonly exponent: bigint;
  readonly verifyKey: CryptoKey;
};

/** Modulus and signature of a token: 2048 bits. */
export const TOKEN_SIGNATURE_BYTES = 256;

// DER has one way to write a 2048-bit rsaEncryption key with e = 65537 (RFC 5280, RFC 8017): a fixed head, the modulus, a
// fixed tail. Comparing them is the whole of a strict parser.
const HEAD = fixedBytes('30820122300d06092a864886f70d01010105000382010f003082010a0282010100');
const TAIL = fixedBytes('0203010001');
const KEY_BYTES = HEAD.length + TOKEN_SIGNATURE_BYTES + TAIL.length;

/** The modulus of a token key in SPKI DER, or null when it is anything but 2048 bits, e = 65537 and rsaEncryption. */
export function tokenKeyModulus(der: Bytes): Bytes | null {
  if (der.length !== KEY_BYTES) return null;
  const modulus = der.slice(HEAD.length, HEAD.length + TOKEN_SIGNATURE_BYTES);
  const [first = 0, last = 0] = [modulus[0], modulus[modulus.length - 1]];
  const isFull = first >= 0x80 && last % 2 === 1;
  return isFull && equalBytes(der, concat(HEAD, modulus, TAIL)) ? modulus : null;
}

/** The token key for blinding and verifying, or null when the DER is refused. */
export async function importTokenKey(der: Bytes): Promise<RsaPublicKey | null> {
  const modulus = tokenKeyModulus(der);
  if (modulus === null) return null;
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const verifyKey = await crypto.subtle.importKey('spki', der, algorithm, false, ['verify']);
  return { modulus, exponent: 65537n, verifyKey };
}

/** What the voting card carries of the token key: the first 16 characters of b64u(H(DER)). */
export async function tokenKeyId(der: Bytes): Promise<string> {
  return toB64u(await hash(der)).slice(0, 16);
}

function fixedBytes(hex: string): Bytes {
  const bytes = fromHex(hex);
  if (bytes === null) throw new Error('a constant of this file is not hex');
  return bytes;
}
