import { fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';

/** The order of P-256's group (FIPS 186-5, SP 800-186 §3.2.1.3). */
const ORDER = BigInt('115792089210356248762697446949407573529996955224135760342422259061068512044369');

/** The other signature (r, n − s) that verifies where an ECDSA signature (r, s) does; both b64u of 64 bytes. */
export function twinSignature(signature: string): string {
  const hex = Buffer.from(fromB64u(signature) ?? []).toString('hex');
  const s = ORDER - BigInt(`0x${hex.slice(64)}`);
  return toB64u(Uint8Array.from(Buffer.from(hex.slice(0, 64) + s.toString(16).padStart(64, '0'), 'hex')));
}
