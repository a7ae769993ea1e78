import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SLOWEST } from '../../slowest-first.ts';

test('every file that begins first is there, and named once', () => {
  const files = globSync('**/*.test.ts', { cwd: fileURLToPath(new URL('../..', import.meta.url)) });
  for (const name of SLOWEST)
    expect(
      files.filter((file) => `/${file}`.endsWith(`/${name}.test.ts`)),
      name,
    ).toHaveLength(1);
  expect(new Set(SLOWEST).size).toBe(SLOWEST.length);
});
