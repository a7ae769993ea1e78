import { expect, test } from 'vitest';
import { isHashHex } from '../../../shared/protocol/hash.ts';

test('a hash inside JSON is a text of 64 lower-case hex digits', () => {
  const hash = '0123456789abcdef'.repeat(4);
  expect(isHashHex(hash)).toBe(true);
  for (const other of [[hash], null, `${hash}0`, `0${hash}`, hash.slice(1), `${hash}\n`, hash.toUpperCase()])
    expect(isHashHex(other)).toBe(false);
});
