import type { KeyValueStore } from '../../../web/ui/idb.ts';

/** IndexedDB's behaviour without a browser: what is stored is a structured clone, and `log` is what was written in order. */
export function memoryStore(): KeyValueStore & { readonly log: readonly unknown[] } {
  const values = new Map<string, unknown>();
  const log: unknown[] = [];
  const write = (key: string, value: unknown) => {
    const copy = structuredClone(value);
    values.set(key, copy);
    log.push(copy);
  };
  return {
    log,
    get: async (key) => structuredClone(values.get(key)),
    put: async (key, value) => write(key, value),
    update: async (key, change) => {
      const value = change(structuredClone(values.get(key)));
      if (value !== undefined) write(key, value);
    },
    delete: async (key) => {
      values.delete(key);
    },
    keys: async () => [...values.keys()],
  };
}
