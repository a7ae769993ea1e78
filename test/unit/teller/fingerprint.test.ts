import { expect, it } from 'vitest';
import { boardFingerprint, fingerprint } from '../../../web/teller/fingerprint.ts';

it('a fingerprint stands in groups of four, and a board’s, to be read aloud, is longer', () => {
  const hash = '8f18749ba5196f0540c1d7e2aa'.padEnd(64, '0');
  expect(fingerprint(hash)).toBe('8f18 749b a519 6f05');
  expect(boardFingerprint(hash)).toBe('8f18 749b a519 6f05 40c1 d7e2');
});
