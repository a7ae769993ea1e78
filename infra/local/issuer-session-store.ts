import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  payload: AdapterPayload;
  readonly expiresAtMs: number;
}

/** More than any county's staff leave behind in a day; above it the oldest go first. */
const MAX_ENTRIES = 10_000;

/**
 * Where oidc-provider keeps codes, sessions and grants: in memory. A restart ends sign-ins, not access tokens, which the
 * kept signing key goes on vouching for.
 */
export class IssuerSessionStore {
  readonly #entries = new Map<string, Entry>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The adapter for one of oidc-provider's models. */
  adapterFor(model: string): Adapter {
    const keyOf = (id: string) => `${model}:${id}`;
    return {
      upsert: async (id, payload, expiresIn) => this.#set(keyOf(id), payload, expiresIn),
      find: async (id) => this.#get(keyOf(id)),
      findByUid: async (uid) => this.#first(keyOf(''), (payload) => payload.uid === uid),
      findByUserCode: async (userCode) => this.#first(keyOf(''), (payload) => payload.userCode === userCode),
      consume: async (id) => {
        const found = this.#get(keyOf(id));
        if (found !== undefined) found.consumed = Math.floor(this.#nowMs() / 1_000);
      },
      destroy: async (id) => {
        this.#entries.delete(keyOf(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(key);
      },
    };
  }

  #set(key: string, payload: AdapterPayload, expiresIn?: number): void {
    const expiresAtMs = expiresIn === undefined ? Number.POSITIVE_INFINITY : this.#nowMs() + expiresIn * 1_000;
    this.#entries.delete(key);
    this.#entries.set(key, { payload, expiresAtMs });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
  }

  #get(key: string): AdapterPayload | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.expiresAtMs > this.#nowMs()) return entry?.payload;
    this.#entries.delete(key);
    return undefined;
  }

  #first(prefix: string, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, { payload }] of this.#entries) {
      if (key.startsWith(prefix) && matches(payload)) return this.#get(key);
    }
    return undefined;
  }
}
