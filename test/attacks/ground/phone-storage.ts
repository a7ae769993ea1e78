import type { Page } from 'playwright-core';

/** Every place in which a page can leave something on a phone, each as a text. */
export interface PhoneStorage {
  readonly databases: string;
  readonly localStorage: string;
  readonly sessionStorage: string;
  readonly caches: string;
  readonly cookies: string;
  readonly historyState: string;
  readonly document: string;
}

/** Reads all of it, as somebody with the phone in hand and its tools open does. */
export const storageOf = (page: Page): Promise<PhoneStorage> =>
  page.evaluate(async () => {
    const text = (value: unknown): string =>
      JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)) ?? '';
    const asked = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const rows: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        rows.push(name, store, await asked(objects.getAllKeys()), await asked(objects.getAll()));
      }
      database.close();
    }
    const cached: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        cached.push(request.url, (await (await cache.match(request))?.text()) ?? '');
    }
    return {
      databases: text(rows),
      localStorage: text({ ...localStorage }),
      sessionStorage: text({ ...sessionStorage }),
      caches: text(cached),
      cookies: document.cookie,
      historyState: text(history.state),
      document: document.documentElement.outerHTML,
    };
  });

/** What a careless page would do with its address, for each of these places; runs before anything of the page. */
export const CARELESS: Readonly<Record<keyof PhoneStorage, string>> = {
  databases: `{
    const opening = indexedDB.open('last', 1), address = location.hash;
    opening.onupgradeneeded = () => opening.result.createObjectStore('seen');
    opening.onsuccess = () => {
      opening.result.transaction('seen', 'readwrite').objectStore('seen').put({ address }, 1);
      opening.result.close();
    };
  }`,
  document: `{
    const address = location.hash;
    addEventListener('DOMContentLoaded', () => document.documentElement.setAttribute('data-from', address));
  }`,
  localStorage: `localStorage.setItem('last', location.hash);`,
  sessionStorage: `sessionStorage.setItem('last', location.hash);`,
  caches: `{
    const address = location.hash;
    caches.open('last').then((cache) => cache.put('/last', new Response(address)));
  }`,
  cookies: `document.cookie = 'last=' + encodeURIComponent(location.hash) + '; path=/';`,
  historyState: `{
    const [replace, address] = [history.replaceState.bind(history), location.hash];
    history.replaceState = (state, title, to) => replace({ ...state, address }, title, to);
  }`,
};
