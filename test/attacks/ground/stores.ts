import type { KeyValueStore } from '../../../web/ui/idb.ts';
import { memoryStore } from '../../rehearsal/memory-store.ts';

/** A phone's storage that changes records on their way in. */
export function changingStore(change: (record: Readonly<Record<string, unknown>>) => object): KeyValueStore {
  const store = memoryStore();
  const changed = (value: unknown): unknown =>
    typeof value === 'object' && value !== null ? change({ ...value }) : value;
  return {
    ...store,
    put: (key, value) => store.put(key, changed(value)),
    update: (key, decide) => store.update(key, (kept) => changed(decide(kept))),
  };
}

/** Phones of tellers that remember nothing of what they have signed or opened. */
export const forgetfulStore = (): KeyValueStore => {
  const store = memoryStore();
  return { ...store, update: (key, change) => store.put(key, change(undefined)) };
};
