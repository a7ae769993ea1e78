import { isSessionId, type SessionId } from '../process/ids.ts';
import { type Bytes, fromB64uOf, type Random, toB64u, utf8 } from './bytes.ts';
import { hashHex } from './hash.ts';

const SECRET_BYTES = 32;
const KEY_BYTES = 32;

/** What an author keeps of an opinion: with it, and with nothing else, they follow it. */
export type OpinionReceipt = { readonly session: SessionId; readonly secret: Bytes };

/** A new receipt's secret: 32 random bytes that never leave the phone while the opinion is left. */
export const makeReceiptSecret = (random: Random): Bytes => random(SECRET_BYTES);

/** What the server keeps of a receipt: hex of `H("shuangshu opinion v1" ‖ session ‖ 0x00 ‖ secret)`. */
export const opinionReceiptHash = ({ session, secret }: OpinionReceipt): Promise<string> =>
  hashHex(utf8('shuangshu opinion v1'), utf8(session), new Uint8Array(1), secret);

/** `#r/<session>/<b64u(secret)>`, the end of an author's address. */
export const receiptFragment = ({ session, secret }: OpinionReceipt): string => `#r/${session}/${toB64u(secret)}`;

/** Reads an author's fragment; null when it is none. */
export function parseReceiptFragment(fragment: string): OpinionReceipt | null {
  const [start, session = '', text = '', ...rest] = fragment.split('/');
  const secret = fromB64uOf(SECRET_BYTES, text);
  const isReceipt = start === '#r' && isSessionId(session) && secret !== null && rest.length === 0;
  return isReceipt ? { session, secret } : null;
}

/** What the QR of the poster and of the invitation carries; the key is the same for everybody. */
export type OpinionDoor = { readonly session: SessionId; readonly key: string };

/** `#<session>/<reading key>`, the end of the opinion page's address. */
export const opinionFragment = ({ session, key }: { readonly session: string; readonly key: string }): string =>
  `#${session}/${key}`;

/** Reads the poster's fragment; null when it is none. */
export function parseOpinionFragment(fragment: string): OpinionDoor | null {
  const [session = '', key = '', ...rest] = fragment.startsWith('#') ? fragment.slice(1).split('/') : [];
  const isDoor = isSessionId(session) && fromB64uOf(KEY_BYTES, key) !== null && rest.length === 0;
  return isDoor ? { session, key } : null;
}
