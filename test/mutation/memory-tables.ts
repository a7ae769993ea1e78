import { createHash } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { TABLES } from '../../functions/store/tables.ts';
import type { Tables } from '../integration/ballot/open-tables.ts';
import { MemoryEngine } from '../simulation/memory-engine.ts';
import { SimulatedClient } from '../simulation/simulated-client.ts';

const asText = (_name: string, value: unknown): unknown =>
  value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value;

/**
 * In the place of `test/integration/ballot/tables.ts` where tests judge mutants: the simulation's engine, which is held to the real
 * one's answers, since a process and its port for each mutant take seconds. It says no prices.
 */
export function useTables(): Tables {
  let engine = new MemoryEngine();
  beforeAll(() => {
    engine = new MemoryEngine();
  });
  afterAll(() => {
    engine = new MemoryEngine();
  });
  return {
    client: new SimulatedClient(async (command) => engine.answer(command)),
    charges: [],
    everything: async () =>
      JSON.stringify(
        TABLES.map((table) => [...engine.everything(table)]),
        asText,
      ),
  };
}
