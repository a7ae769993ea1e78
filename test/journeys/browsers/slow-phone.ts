import type { Page } from 'playwright-core';

/** What the loop takes on the processor that a slow phone is compared with, with some room for one like it. */
const REFERENCE_LOOP_MS = 8;
const LOOPS = 25;

/** The least of many runs: what else the machine does at the time lengthens some of them, never shortens one. */
const LOOP_MS = `Math.min(...Array.from({ length: ${LOOPS} }, () => {
  const startedMs = performance.now();
  let number = 1;
  for (let turn = 0; turn < 5e6; turn += 1) number = (Math.imul(number, 1103515245) + 12345) & 0x7fffffff;
  return performance.now() - startedMs + (number & 0);
}))`;

/**
 * How far a page's processor is to be throttled for it to be as slow as a phone that is `times` slower than the reference:
 * `times` here and on anything faster, less on a machine that is itself slower. `blank` is a page with a clock of its own.
 */
export async function throttlingFor(blank: Page, times: number): Promise<number> {
  const loopMs = Number(await blank.evaluate(LOOP_MS));
  return Math.max(1, times * Math.min(1, REFERENCE_LOOP_MS / loopMs));
}
