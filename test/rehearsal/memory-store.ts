import type { KeyValueStore } from '../../web/ui/idb.ts';

/** A phone's storage without a browser: values are copied, as IndexedDB does; keys that cannot be copied are kept as they are. */
export function memoryStore(): KeyValueStore {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => values.get(key),
    put: async (key, value) => {
      values.set(key, value);
    },
    update: async (key, change) => {
      const value = change(values.get(key));
      if (value !== undefined) values.set(key, value);
    },
    delete: async (key) => {
      values.delete(key);
    },
    keys: async () => [...values.keys()],
  };
}
