import { STAFF_ROLES, type StaffRole } from '../../../shared/contract/operation.ts';
import { fromB64u } from '../../../shared/protocol/bytes.ts';
import type { PendingSignIn, Tokens } from './code-flow.ts';

/** Who is signed in, as the page shows it. The API decides for itself from the token's signature. */
export interface StaffSession extends Tokens {
  readonly name: string;
  /** Null when the account carries none of the county's roles. */
  readonly role: StaffRole | null;
}

const SESSION_KEY = 'shuangshu.console.session';
const PENDING_KEY = 'shuangshu.console.sign-in';

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const stringOf = (value: unknown, name: string): string | null => {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : null;
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The claims of a JWT (RFC 7519), unverified: good for a name on the screen and for nothing else. */
export function claimsOf(token: string): unknown {
  const payload = fromB64u(token.split('.')[1] ?? '');
  return payload === null ? null : parseJson(new TextDecoder().decode(payload));
}

const roleOf = (claims: unknown): StaffRole | null =>
  STAFF_ROLES.find((role) => role === fieldOf(claims, 'role')) ?? null;

/** The session that fresh tokens make. */
export function sessionOf(tokens: Tokens): StaffSession {
  const access = claimsOf(tokens.accessToken);
  const name = stringOf(access, 'name') ?? stringOf(claimsOf(tokens.idToken), 'name') ?? '';
  return { ...tokens, name, role: roleOf(access) };
}

function parseSession(value: unknown): StaffSession | null {
  const accessToken = stringOf(value, 'accessToken');
  const idToken = stringOf(value, 'idToken');
  const expiresAtMs = fieldOf(value, 'expiresAtMs');
  if (accessToken === null || idToken === null || typeof expiresAtMs !== 'number') return null;
  return sessionOf({ accessToken, idToken, expiresAtMs });
}

function parsePending(value: unknown): PendingSignIn | null {
  const state = stringOf(value, 'state');
  const nonce = stringOf(value, 'nonce');
  const codeVerifier = stringOf(value, 'codeVerifier');
  const returnTo = stringOf(value, 'returnTo');
  if (state === null || nonce === null || codeVerifier === null || returnTo === null) return null;
  return { state, nonce, codeVerifier, returnTo };
}

/**
 * What this window remembers: `sessionStorage` of one tab, gone when it is closed. Nothing about staff is kept anywhere
 * else on the device.
 */
export interface WindowMemory {
  readSession(nowMs: number): StaffSession | null;
  writeSession(tokens: Tokens): StaffSession;
  forgetSession(): void;
  writePending(pending: PendingSignIn): void;
  /** The attempt under way, once: a code and its verifier are good for one exchange. */
  takePending(): PendingSignIn | null;
}

/** The memory of a window over its storage. A session that has expired is forgotten when it is read. */
export function windowMemory(storage: Storage): WindowMemory {
  const read = (key: string) => parseJson(storage.getItem(key) ?? 'null');
  return {
    readSession: (nowMs) => {
      const session = parseSession(read(SESSION_KEY));
      if (session !== null && session.expiresAtMs > nowMs) return session;
      storage.removeItem(SESSION_KEY);
      return null;
    },
    writeSession: (tokens) => {
      const { accessToken, idToken, expiresAtMs } = tokens;
      storage.setItem(SESSION_KEY, JSON.stringify({ accessToken, idToken, expiresAtMs }));
      return sessionOf(tokens);
    },
    forgetSession: () => storage.removeItem(SESSION_KEY),
    writePending: (pending) => storage.setItem(PENDING_KEY, JSON.stringify(pending)),
    takePending: () => {
      const pending = parsePending(read(PENDING_KEY));
      storage.removeItem(PENDING_KEY);
      return pending;
    },
  };
}
