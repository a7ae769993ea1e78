import { expect, test } from 'vitest';
import { hasMarkPile } from '../../../shared/process/mark-pile.ts';

test('thirty combining marks on a character are a text, one more is a pile', () => {
  const [ring, dot] = ['\u030a', '\u0323'];
  expect(hasMarkPile(`a${ring.repeat(30)}b${dot.repeat(30)}`)).toBe(false);
  expect(hasMarkPile(`陈a${ring.repeat(16)}${dot.repeat(15)}`)).toBe(true);
});

test('texts without marks are none, however long', () => {
  for (const text of ['', '团风县溢流河工商所'.repeat(40), 'o1 ,.!'.repeat(40)]) expect(hasMarkPile(text)).toBe(false);
});
