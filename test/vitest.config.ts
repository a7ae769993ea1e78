import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './slowest-first.ts';

/** A slow machine under load needs it; only what fails takes this long. */
const SETUP_TIMEOUT_MS = 600_000;
/** How long a state may take to come about where a test waits for it. */
const POLL_TIMEOUT_MS = 60_000;

/** Most tests wait more than they compute: on two cores, two files at once. */
const FILES_AT_ONCE = Math.max(2, availableParallelism() - 1);

const project = (name: string, testTimeoutMs: number, globalSetup: readonly string[] = []) => ({
  test: {
    name,
    globalSetup: [...globalSetup],
    include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`],
    testTimeout: testTimeoutMs,
    hookTimeout: SETUP_TIMEOUT_MS,
    expect: { poll: { timeout: POLL_TIMEOUT_MS } },
    // Loading the modules anew for each file took longer than the tests of most: a file leaves nothing behind it that another would meet.
    isolate: false,
  },
});

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    maxWorkers: FILES_AT_ONCE,
    sequence: { sequencer: SlowestFirst },
    projects: [
      project('unit', 120_000),
      project('integration', 300_000),
      project('journeys', 900_000, ['test/journeys/browsers/unpack-once.ts']),
      project('infra', 600_000),
    ],
  },
});
