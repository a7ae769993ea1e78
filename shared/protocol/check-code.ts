import { type Bytes, toHex, utf8 } from './bytes.ts';

/**
 * The check code 核对码 of an armed session: twelve digits in three groups, `0028 9791 2981`, the same on every phone and on
 * the hall's screen. PBKDF2 makes each guess at a second manifest with the same code cost 100 000 hashes (protocol.md §1).
 */
export async function checkCode(armingHash: Bytes): Promise<string> {
  const key = await crypto.subtle.importKey('raw', armingHash, 'PBKDF2', false, ['deriveBits']);
  const salt = utf8('shuangshu check code v1');
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 100_000 }, key, 128);
  const digits = (BigInt(`0x${toHex(new Uint8Array(bits))}`) % 10n ** 12n).toString().padStart(12, '0');
  return [digits.slice(0, 4), digits.slice(4, 8), digits.slice(8)].join(' ');
}
