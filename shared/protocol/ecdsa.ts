import { toBigEndian, toInteger } from './big-endian.ts';
import { type Bytes, concat } from './bytes.ts';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

/** Length of an uncompressed P-256 point. */
export const POINT_BYTES = 65;
/** Length of a raw signature, r ‖ s. */
export const SIGNATURE_BYTES = 64;

/** The order n of P-256's group (SEC 2, §2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const R_BYTES = SIGNATURE_BYTES / 2;

/** Signs with P-256 and SHA-256: raw r ‖ s, 64 bytes, s low. */
export async function ecdsaSign(privateKey: CryptoKey, message: Bytes): Promise<Bytes> {
  const signature = new Uint8Array(await crypto.subtle.sign(SIGNATURE, privateKey, message));
  return hasLowS(signature) ? signature : twinOf(signature);
}

/**
 * Whether s ≤ n / 2. Where r ‖ s verifies, its twin r ‖ n − s does too, and anybody can write it: where a signature's own bytes are
 * hashed, only the low one of the two may stand (protocol.md, Notation).
 */
export function hasLowS(signature: Bytes): boolean {
  return toInteger(signature.slice(R_BYTES)) <= ORDER / 2n;
}

function twinOf(signature: Bytes): Bytes {
  return concat(signature.slice(0, R_BYTES), toBigEndian(ORDER - toInteger(signature.slice(R_BYTES)), R_BYTES));
}

/** Verifies a raw signature under a 65-byte point. A point that is not on the curve verifies nothing. */
export async function ecdsaVerify(point: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  if (point.length !== POINT_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  const key = await importPoint(point);
  return key !== null && crypto.subtle.verify(SIGNATURE, key, signature, message);
}

/** Whether 65 bytes are a point of the curve. */
export async function isPoint(point: Bytes): Promise<boolean> {
  return point.length === POINT_BYTES && (await importPoint(point)) !== null;
}

function importPoint(point: Bytes): Promise<CryptoKey | null> {
  // WebCrypto answers a bad point by rejecting; which of its error names it uses differs from engine to engine.
  return crypto.subtle.importKey('raw', point, CURVE, false, ['verify']).catch(() => null);
}
