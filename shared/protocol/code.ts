import { isSessionId, type SessionId } from '../process/ids.ts';
import { hasMarkPile } from '../process/mark-pile.ts';
import { type Bytes, fromB64uOf, type Random, toB64u, utf8 } from './bytes.ts';
import { hashHex } from './hash.ts';
import { isSlot, type Slot } from './slots.ts';

/** Crockford's base32 alphabet: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_CHARACTERS = 16;
const CODE = /^[0-9A-HJKMNP-TV-Z]{16}$/;
const TOKEN_KEY_ID = /^[A-Za-z0-9_-]{16}$/;
const ENROLMENT_SECRET_BYTES = 32;

/** A new code for one voting card: 80 random bits as 16 characters of Crockford base32. */
export function makeCode(random: Random): string {
  // 256 is a multiple of 32, so the low five bits of a random byte are a random character.
  return Array.from(random(CODE_CHARACTERS), (byte) => ALPHABET.charAt(byte & 31)).join('');
}

/**
 * A code as its owner typed it, in its one form, or null. Case, spaces, hyphens and full-width characters are forgiven; O is
 * read as 0, I and L as 1.
 */
export function normaliseCode(typed: string): string | null {
  if (hasMarkPile(typed)) return null;
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return CODE.test(code) ? code : null;
}

/** What the registry keeps of a normalised code: hex of `H("shuangshu code v1" ‖ session ‖ 0x00 ‖ code)`. */
export function codeHash(session: string, code: string): Promise<string> {
  return hashHex(utf8('shuangshu code v1'), utf8(session), new Uint8Array(1), utf8(code));
}

/** What a voting card's QR carries; `tokenKeyId` ties the card to the session's token key. */
export type Card = { readonly session: SessionId; readonly code: string; readonly tokenKeyId: string };

/** `#i=<session>.<code>.<token key id>`, the end of a voting card's address. */
export function cardFragment({ session, code, tokenKeyId }: Card): string {
  return `#i=${session}.${code}.${tokenKeyId}`;
}

/** Reads a voting card's fragment; null when it is none. */
export function parseCardFragment(fragment: string): Card | null {
  const [session = '', typed = '', tokenKeyId = '', ...rest] = partsAfter('#i=', fragment);
  const code = normaliseCode(typed);
  const isCard = isSessionId(session) && code !== null && TOKEN_KEY_ID.test(tokenKeyId) && rest.length === 0;
  return isCard ? { session, code, tokenKeyId } : null;
}

/** What the QR on the hall's screen carries: the whole hash behind the check code. */
export type HallSign = { readonly session: SessionId; readonly armingHash: Bytes };

/** `#s=<session>.<b64u(armingHash)>`, the end of the hall's address. */
export function hallFragment({ session, armingHash }: HallSign): string {
  return `#s=${session}.${toB64u(armingHash)}`;
}

/** Reads the hall's fragment; null when it is none. */
export function parseHallFragment(fragment: string): HallSign | null {
  const [session = '', text = '', ...rest] = partsAfter('#s=', fragment);
  const armingHash = fromB64uOf(32, text);
  return isSessionId(session) && armingHash !== null && rest.length === 0 ? { session, armingHash } : null;
}

/** What a teller's one-time enrolment QR carries. */
export type Enrolment = { readonly session: SessionId; readonly slot: Slot; readonly secret: Bytes };

/** A new one-time enrolment secret: 32 random bytes. */
export function makeEnrolmentSecret(random: Random): Bytes {
  return random(ENROLMENT_SECRET_BYTES);
}

/** `#e=<session>.<slot>.<b64u(secret)>`, the end of a teller's enrolment address. */
export function enrolmentFragment({ session, slot, secret }: Enrolment): string {
  return `#e=${session}.${slot}.${toB64u(secret)}`;
}

/** Reads an enrolment fragment; null when it is none. */
export function parseEnrolmentFragment(fragment: string): Enrolment | null {
  const [session = '', slot = '', text = '', ...rest] = partsAfter('#e=', fragment);
  const secret = fromB64uOf(ENROLMENT_SECRET_BYTES, text);
  const isEnrolment = isSessionId(session) && isSlot(slot) && secret !== null && rest.length === 0;
  return isEnrolment ? { session, slot, secret } : null;
}

/** What is kept of an enrolment secret: hex of `H("shuangshu enrolment v1" ‖ session ‖ 0x00 ‖ slot ‖ 0x00 ‖ secret)`. */
export function enrolmentHash({ session, slot, secret }: Enrolment): Promise<string> {
  const separator = new Uint8Array(1);
  return hashHex(utf8('shuangshu enrolment v1'), utf8(session), separator, utf8(slot), separator, secret);
}

function partsAfter(start: string, fragment: string): readonly string[] {
  return fragment.startsWith(start) ? fragment.slice(start.length).split('.') : [];
}
