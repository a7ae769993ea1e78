import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { buildPages } from '../../../web/build.ts';
import { type OpenTables, openTables } from '../../integration/ballot/open-tables.ts';
import type { CountySite } from '../../integration/registry/county.ts';
import { launchCurrent } from '../../journeys/browsers/launch-current.ts';

/** What all attacks share: one real engine. Each plays in sessions of its own. */
export interface Ground {
  readonly tables: OpenTables;
  /** A session id that no other attempt has. */
  newSession(): string;
  /** One browser for all, started by the first who needs it. */
  browser(): Promise<Browser>;
  /** All built pages, likewise. */
  pages(): Promise<string>;
  /** Where a county of its own may be made. */
  readonly site: CountySite;
  close(): Promise<void>;
}

/** Made at the first call, the same at every other. */
function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export async function openGround(): Promise<Ground> {
  const tables = await openTables();
  const closers: (() => unknown)[] = [];
  const onEnd = (close: () => unknown) => void closers.push(close);
  const browser = once(async () => {
    const launched = await launchCurrent();
    onEnd(() => launched.close());
    return launched;
  });
  const pages = once(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shuangshu-attacked-'));
    onEnd(() => rm(folder, { recursive: true, force: true }));
    await buildPages(folder);
    return folder;
  });
  return {
    tables,
    browser,
    pages,
    newSession: () => `attacked-${randomUUID().slice(0, 13)}`,
    site: { endpoint: tables.endpoint, onEnd },
    close: async () => {
      for (const close of closers.reverse()) await close();
      await tables.close();
    },
  };
}
