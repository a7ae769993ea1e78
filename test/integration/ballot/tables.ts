import { afterAll, beforeAll } from 'vitest';
import { type OpenTables, openTables, type Tables } from './open-tables.ts';

/** Starts the engine before the tests of a file and ends it after them. */
export function useTables(): Tables {
  let opened: OpenTables | undefined;
  beforeAll(async () => {
    opened = await openTables();
  });
  afterAll(() => opened?.close());
  const started = () => {
    if (opened === undefined) throw new Error('the engine has not started');
    return opened;
  };
  return {
    get client() {
      return started().client;
    },
    get charges() {
      return started().charges;
    },
    everything: () => started().everything(),
  };
}
