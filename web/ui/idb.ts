/** Storage that cannot be used: switched off, full, or an engine whose IndexedDB never calls back. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/**
 * A key-value store in IndexedDB. Values are anything the structured clone takes, non-extractable CryptoKeys included.
 * A write has resolved only when its transaction is complete. Every method throws StorageUnavailable.
 */
export interface KeyValueStore {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  /** Reads and writes in one transaction; `change` gives the new value, or undefined to leave what is there. */
  update(key: string, change: (value: unknown) => unknown): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
}

const STORE_NAME = 'values';

/** Some webviews accept the request to open and never answer it; a slow phone under load needs a second or two. */
const OPEN_TIMEOUT_MS = 3_000;
/** An opened store answers; on a slow phone under load it may take its time, and giving up would lose what it keeps. */
const ANSWER_TIMEOUT_MS = 10_000;

function within<T>(timeoutMs: number, start: (resolve: (value: T) => void, reject: (cause: unknown) => void) => void) {
  return new Promise<T>((resolve, reject) => {
    const refuse = (cause: unknown) => reject(new StorageUnavailable('storage cannot be used', { cause }));
    const timer = setTimeout(() => refuse('time-out'), timeoutMs);
    const settle =
      <A>(then: (value: A) => void) =>
      (value: A) => {
        clearTimeout(timer);
        then(value);
      };
    try {
      start(settle(resolve), settle(refuse));
    } catch (cause) {
      settle(refuse)(cause);
    }
  });
}

const openDatabase = (database: string, timeoutMs: number) =>
  within<IDBDatabase>(timeoutMs, (resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE_NAME);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject('blocked');
  });

/** Opens (and creates) the store called `database` of this origin. */
export async function openStore(database: string, openTimeoutMs: number = OPEN_TIMEOUT_MS): Promise<KeyValueStore> {
  const connection = await openDatabase(database, openTimeoutMs);
  const run = <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>) =>
    within<T>(ANSWER_TIMEOUT_MS, (resolve, reject) => {
      const transaction = connection.transaction(STORE_NAME, mode);
      const request = ask(transaction.objectStore(STORE_NAME));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  return {
    get: (key) => run<unknown>('readonly', (store) => store.get(key)),
    put: async (key, value) => {
      await run('readwrite', (store) => store.put(value, key));
    },
    update: async (key, change) => {
      await run('readwrite', (store) => {
        const request: IDBRequest<unknown> = store.get(key);
        request.onsuccess = () => {
          const value = change(request.result);
          if (value !== undefined) store.put(value, key);
        };
        return request;
      });
    },
    delete: async (key) => {
      await run('readwrite', (store) => store.delete(key));
    },
    keys: async () => (await run('readonly', (store) => store.getAllKeys())).map(String),
  };
}
