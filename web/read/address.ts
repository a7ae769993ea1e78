import { isSessionId, type SessionId } from '../../shared/process/ids.ts';

/**
 * What the invitation's QR code says, and which report is open. The key is the same for every delegate of the session; it stays in
 * the fragment, which no browser sends to a server.
 */
export interface ReadingAddress {
  readonly session: SessionId;
  readonly key: string;
  /** `null`: the page itself. */
  readonly officer: string | null;
}

const KEY = /^[A-Za-z0-9_-]{43}$/;
const OFFICER = /^o\d{1,3}$/;

/** `#<session>/<key>` and `#<session>/<key>/<officer>`; `null` for anything else. */
export function parseAddress(fragment: string): ReadingAddress | null {
  const [session = '', key = '', officer, ...more] = fragment.replace(/^#/, '').split('/');
  if (!isSessionId(session) || !KEY.test(key) || more.length > 0) return null;
  if (officer !== undefined && !OFFICER.test(officer)) return null;
  return { session, key, officer: officer ?? null };
}

/** The fragment of an address: `parseAddress` undone. */
export const fragmentOf = ({ session, key, officer }: ReadingAddress): string =>
  `#${session}/${key}${officer === null ? '' : `/${officer}`}`;

/** Where an opinion or a question is left, by the same key. */
export const opinionAddress = ({ session, key }: ReadingAddress): string => `/opinion/#${session}/${key}`;

/** Where anybody checks the announced result. */
export const resultAddress = ({ session }: ReadingAddress): string => `/verify/?session=${encodeURIComponent(session)}`;
