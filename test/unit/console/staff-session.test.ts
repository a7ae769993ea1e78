import { describe, expect, it } from 'vitest';
import { sessionOf, windowMemory } from '../../../web/console/sign-in/staff-session.ts';

/** `sessionStorage` as the page uses it. */
function storage(entries: Record<string, string> = {}): Storage {
  const held = new Map(Object.entries(entries));
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: (index) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  };
}

const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
const tokens = (claims: object, expiresAtMs = 2_000) => ({
  accessToken: jwt(claims),
  idToken: jwt({ name: '示例甲' }),
  expiresAtMs,
});

describe('what a window remembers of its member of staff', () => {
  it('a session is there until the moment it expires, and is then forgotten', () => {
    const held = storage();
    const memory = windowMemory(held);
    memory.writeSession(tokens({ role: 'auditor', name: '㛃示例' }));
    expect(memory.readSession(1_999)).toMatchObject({ role: 'auditor', name: '㛃示例' });
    expect(memory.readSession(2_000)).toBeNull();
    expect(held.length).toBe(0);
  });

  it('an attempt to sign in is taken once', () => {
    const memory = windowMemory(storage());
    const pending = { state: 's', nonce: 'n', codeVerifier: 'v', returnTo: '#/' };
    memory.writePending(pending);
    expect(memory.takePending()).toEqual(pending);
    expect(memory.takePending()).toBeNull();
  });

  it('a role that the county does not have is none', () => {
    expect(sessionOf(tokens({ role: 'superuser', name: 'x' })).role).toBeNull();
    expect(sessionOf(tokens({ name: 'x' })).role).toBeNull();
    expect(sessionOf({ accessToken: 'opaque', idToken: 'opaque', expiresAtMs: 1 })).toMatchObject({
      role: null,
      name: '',
    });
  });

  it('the name falls back to the ID token', () => {
    expect(sessionOf(tokens({ role: 'auditor' })).name).toBe('示例甲');
  });

  it('what another script left in storage is no session', () => {
    const memory = windowMemory(storage({ 'shuangshu.console.session': '{"accessToken":1}' }));
    expect(memory.readSession(0)).toBeNull();
    expect(windowMemory(storage({ 'shuangshu.console.session': '{' })).readSession(0)).toBeNull();
  });
});
