import { expect, test } from 'vitest';
import { remembered } from '../../../functions/http/remembered.ts';

const OWNER = {};

test('a value is good for its time, counted from the moment it was asked for', async () => {
  const remember = remembered<number>({ keepMs: () => 5_000, capacity: 4 });
  let loads = 0;
  const ask = (nowMs: number) => remember({ owner: OWNER, key: 'a', nowMs, load: () => Promise.resolve(++loads) });
  expect([await ask(0), await ask(4_999), await ask(5_000), await ask(9_999)]).toEqual([1, 1, 2, 2]);
});

test('many who ask at once share one loading', async () => {
  const remember = remembered<number>({ keepMs: () => 5_000, capacity: 4 });
  let loads = 0;
  const load = async () => ++loads;
  const asks = Array.from({ length: 50 }, () => remember({ owner: OWNER, key: 'a', nowMs: 0, load }));
  expect(new Set(await Promise.all(asks))).toEqual(new Set([1]));
});

test('a loading that fails is not remembered', async () => {
  const remember = remembered<number>({ keepMs: () => 5_000, capacity: 4 });
  const failing = remember({ owner: OWNER, key: 'a', nowMs: 0, load: () => Promise.reject(new Error('away')) });
  await expect(failing).rejects.toThrow('away');
  expect(await remember({ owner: OWNER, key: 'a', nowMs: 0, load: () => Promise.resolve(7) })).toBe(7);
});

test('what belongs to another deployment in the same process is not seen', async () => {
  const remember = remembered<string>({ keepMs: () => Number.POSITIVE_INFINITY, capacity: 4 });
  const ask = (owner: object, value: string) =>
    remember({ owner, key: 'a', nowMs: 0, load: () => Promise.resolve(value) });
  expect([await ask(OWNER, 'one'), await ask({}, 'two')]).toEqual(['one', 'two']);
});

test('beyond its capacity the oldest value leaves', async () => {
  const remember = remembered<string>({ keepMs: () => Number.POSITIVE_INFINITY, capacity: 2 });
  const loaded: string[] = [];
  const loadKey = async (key: string) => {
    loaded.push(key);
    return key;
  };
  const ask = (key: string) => remember({ owner: OWNER, key, nowMs: 0, load: () => loadKey(key) });
  for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) await ask(key);
  expect(loaded).toEqual(['a', 'b', 'c', 'a']);
});
