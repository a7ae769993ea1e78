import { createPrivateKey, type KeyObject } from 'node:crypto';

/** A private key from unwrapped PKCS #8, DER, as the platform holds it; the bytes given are wiped, also when they are no key. */
export function unwrappedKey(pkcs8: Uint8Array): KeyObject {
  try {
    // A view: a copy would outlive the wiping.
    const key = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength);
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } finally {
    pkcs8.fill(0);
  }
}
