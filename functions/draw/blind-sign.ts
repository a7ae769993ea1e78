import { constants, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto';

export type BlindSigned =
  | { readonly ok: true; readonly blindSignature: Uint8Array }
  | { readonly ok: false; readonly code: 'wrong-length' | 'out-of-range' };

/**
 * BlindSign of RFC 9474 §4.3: the raw RSA private operation on a blinded message, which must be as long as the modulus and
 * below it. The signature is checked with the public key before it leaves, since one faulty signature made with the Chinese
 * remainder theorem gives the private key away; throws then.
 */
export function blindSign(
  key: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  blinded: Uint8Array,
): BlindSigned {
  const padding = constants.RSA_NO_PADDING;
  const modulus = Buffer.from(key.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
  if (blinded.length !== modulus.length) return { ok: false, code: 'wrong-length' };
  if (modulus.compare(blinded) <= 0) return { ok: false, code: 'out-of-range' };
  const blindSignature = privateDecrypt({ key: key.privateKey, padding }, blinded);
  const isRight = publicEncrypt({ key: key.publicKey, padding }, blindSignature).equals(Buffer.from(blinded));
  if (!isRight) throw new Error('the blind signature does not verify and was withheld');
  return { ok: true, blindSignature: new Uint8Array(blindSignature) };
}
