/** Bytes over a plain ArrayBuffer: what WebCrypto takes and gives. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A source of random bytes. In the product it is `crypto.getRandomValues`; a test hands in its own. */
export type Random = (length: number) => Bytes;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ALPHABET_CODES = new TextEncoder().encode(ALPHABET);
const HEX_CODES = new TextEncoder().encode('0123456789abcdef');
/**
 * A text put together character by character is kept as a tree of its pieces, 32 bytes a character: ten thousand ballots took
 * 250 MB. Decoded from its codes it takes a byte a character.
 */
const asciiDecoder = new TextDecoder();

/** UTF-8 bytes of a text. */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** One array after the other. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Whether two arrays hold the same bytes. The time taken depends on the lengths only. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index++) difference |= (left[index] ?? 0) ^ (right[index] ?? 0);
  return difference === 0;
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  const codes = new Uint8Array(bytes.length * 2);
  bytes.forEach((byte, index) => {
    codes[index * 2] = HEX_CODES[byte >> 4] ?? 0;
    codes[index * 2 + 1] = HEX_CODES[byte & 15] ?? 0;
  });
  return asciiDecoder.decode(codes);
}

/** Bytes of lower-case hex, or null: upper case, an odd digit or anything else is refused. */
export function fromHex(text: string): Bytes | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
  return bytes;
}

/** Base64url without padding (RFC 4648 §5). */
export function toB64u(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let offset = 0;
  for (let index = 0; index < bytes.length; index += 3) {
    const triple = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    const characters = Math.min(bytes.length - index, 3) + 1;
    for (let place = 0; place < characters; place++)
      codes[offset++] = ALPHABET_CODES[(triple >> (18 - 6 * place)) & 63] ?? 0;
  }
  return asciiDecoder.decode(codes);
}

/**
 * Bytes of strict base64url: padding, a character outside the alphabet, or spare bits that are not zero give null, so that
 * one value has exactly one text.
 */
export function fromB64u(text: string): Bytes | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let offset = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    bits = ((bits & 0xff) << 6) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[offset++] = bits >> held;
    bits &= (1 << held) - 1;
  }
  return bits === 0 ? bytes : null;
}

/** Strict base64url of exactly `length` bytes, or null. */
export function fromB64uOf(length: number, text: string): Bytes | null {
  const bytes = fromB64u(text);
  return bytes !== null && bytes.length === length ? bytes : null;
}
