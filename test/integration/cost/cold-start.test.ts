import { afterAll, beforeAll, expect, it } from 'vitest';
import { median } from '../../bench/figure.ts';
import { type ColdStarts, startColdStarts } from '../../load/cold-start.ts';

/** The bench holds 1.5 on a machine that does nothing else; beside other tests a single start may take twice its time. */
const MOST_TIMES_AN_EMPTY_HANDLER = 2.5;
const RUNS = 5;

let cold: ColdStarts;
beforeAll(async () => {
  cold = await startColdStarts();
});
afterAll(() => cold.stop());

it('a process started from nothing takes its first sealed ballot, in little more time than an empty handler reads an item', async () => {
  const times = { cast: [] as number[], empty: [] as number[] };
  for (let run = 0; run < RUNS; run += 1)
    for (const which of ['empty', 'cast'] as const) times[which].push(await cold.measure(which));
  expect(median(times.cast) / median(times.empty)).toBeLessThan(MOST_TIMES_AN_EMPTY_HANDLER);
});
