import { expect, test } from 'vitest';
import { DEFECT_TEXTS } from '../../../shared/protocol/defect-texts.ts';

test('each defect of a bundle has a sentence of its own in both languages', () => {
  const texts = Object.values(DEFECT_TEXTS);
  expect(texts.length).toBeGreaterThan(30);
  for (const { zh, en } of texts) {
    expect(zh).toMatch(/\p{Script=Han}{4}/u);
    expect(en).toMatch(/^[a-z]+ [a-z ,8]+$/);
  }
  expect(new Set(texts.map(({ zh }) => zh)).size).toBe(texts.length);
  expect(new Set(texts.map(({ en }) => en)).size).toBe(texts.length);
});

test('what a defect’s sentence says is what its code names', () => {
  expect(DEFECT_TEXTS['wrong-signature']).toEqual({ zh: '签名没有通过核验', en: 'does not verify' });
  expect(DEFECT_TEXTS['not-withheld'].en).toBe('shows scores given by fewer than 8');
});
