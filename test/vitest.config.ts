import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** A slow machine under load needs it; only what fails takes this long. */
const SETUP_TIMEOUT_MS = 600_000;
/** How long a state may take to come about where a test waits for it. */
const POLL_TIMEOUT_MS = 60_000;

const project = (name: string, testTimeoutMs: number, fileParallelism = true) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`],
    testTimeout: testTimeoutMs,
    hookTimeout: SETUP_TIMEOUT_MS,
    expect: { poll: { timeout: POLL_TIMEOUT_MS } },
    fileParallelism,
  },
});

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      project('unit', 120_000),
      project('integration', 300_000),
      project('journeys', 900_000, false),
      project('infra', 600_000),
    ],
  },
});
