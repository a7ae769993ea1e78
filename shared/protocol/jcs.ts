import canonicalize from 'canonicalize';
import { type Bytes, utf8 } from './bytes.ts';

/**
 * The RFC 8785 text of a JSON value.
 * Throws on a value that is not JSON (NaN, a lone surrogate, undefined): parsers refuse those before they get here.
 */
export function jcsText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** JCS(x) of the protocol: the RFC 8785 bytes. */
export function jcs(value: unknown): Bytes {
  return utf8(jcsText(value));
}
