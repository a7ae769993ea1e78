import { randomUUID } from 'node:crypto';
import { type OpenTables, openTables } from '../../integration/ballot/open-tables.ts';
import type { CountySite } from '../../integration/registry/county.ts';

/** What all attacks share: one real engine. Each plays in sessions of its own. */
export interface Ground {
  readonly tables: OpenTables;
  /** A session id that no other attempt has. */
  newSession(): string;
  /** Where a county of its own may be made. */
  readonly site: CountySite;
  close(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  const tables = await openTables();
  const closers: (() => unknown)[] = [];
  return {
    tables,
    newSession: () => `attacked-${randomUUID().slice(0, 13)}`,
    site: { endpoint: tables.endpoint, onEnd: (close) => void closers.push(close) },
    close: async () => {
      for (const close of closers.reverse()) await close();
      await tables.close();
    },
  };
}
