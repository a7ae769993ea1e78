import { type Bytes, toHex } from './bytes.ts';

/** OS2IP (RFC 8017 §4.2). */
export function toInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

/** I2OSP (RFC 8017 §4.1). Throws when the integer does not fit. */
export function toBigEndian(integer: bigint, length: number): Bytes {
  const hex = integer.toString(16).padStart(length * 2, '0');
  if (integer < 0n || hex.length > length * 2) throw new RangeError('integer too large');
  return Uint8Array.from({ length }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}
