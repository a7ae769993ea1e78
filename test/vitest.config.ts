import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeoutMs: number, fileParallelism = true) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`],
    testTimeout: testTimeoutMs,
    hookTimeout: 120_000,
    fileParallelism,
  },
});

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      project('unit', 30_000),
      project('integration', 60_000),
      project('journeys', 300_000, false),
      project('infra', 180_000),
    ],
  },
});
