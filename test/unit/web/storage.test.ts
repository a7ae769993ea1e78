import { afterEach, describe, expect, it, vi } from 'vitest';
import { openStore, StorageUnavailable } from '../../../web/ui/idb.ts';
import { whatIsMissing } from '../../../web/vote/open-page.ts';
import { memoryStore } from './memory-store.ts';

describe('a phone that cannot keep a ballot', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is found out when its IndexedDB never calls back', async () => {
    vi.stubGlobal('indexedDB', { open: () => ({}) });
    await expect(openStore('test', 5)).rejects.toBeInstanceOf(StorageUnavailable);
    expect(await whatIsMissing(() => openStore('test', 5))).toBe('storage');
  });

  it('is found out when its IndexedDB is switched off', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await expect(openStore('test', 5)).rejects.toBeInstanceOf(StorageUnavailable);
  });

  it('is found out when what was written is not read back', async () => {
    const forgetful = { ...memoryStore(), get: async () => undefined };
    expect(await whatIsMissing(async () => forgetful)).toBe('storage');
  });

  it('is found out when it has no cryptography, as on an insecure origin', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    expect(await whatIsMissing(async () => memoryStore())).toBe('crypto');
  });

  it('a sound phone passes', async () => {
    const store = memoryStore();
    expect(await whatIsMissing(async () => store)).toBe(store);
    expect(await store.keys()).toEqual([]);
  });
});
