import { randomUUID } from 'node:crypto';
import { type OpenTables, openTables } from '../../integration/ballot/open-tables.ts';

/** What all attacks share: one real engine. Each plays in sessions of its own. */
export interface Ground {
  readonly tables: OpenTables;
  /** A session id that no other attempt has. */
  newSession(): string;
  close(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  const tables = await openTables();
  return {
    tables,
    newSession: () => `attacked-${randomUUID().slice(0, 13)}`,
    close: () => tables.close(),
  };
}
