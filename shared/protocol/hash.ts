import { type Bytes, concat, toHex } from './bytes.ts';

/** H of the protocol: SHA-256 over the parts, one after the other. 32 bytes. */
export async function hash(...parts: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts)));
}

/** H as the lower-case hex it has inside JSON. */
export async function hashHex(...parts: readonly Uint8Array[]): Promise<string> {
  return toHex(await hash(...parts));
}

/** Whether a text is a hash as JSON carries it: 64 lower-case hex digits. */
export function isHashHex(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
