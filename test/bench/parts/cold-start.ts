import { startColdStarts } from '../../load/cold-start.ts';
import { type Figure, median, rounded } from '../figure.ts';

const RUNS = 9;

/** First answers of casting and of an empty handler, turn about, so that whatever else the machine does falls on both. */
export async function measureColdStart(): Promise<readonly Figure[]> {
  const cold = await startColdStarts();
  const times = { cast: [] as number[], empty: [] as number[] };
  try {
    // The first of each reads its file from the disk.
    for (const which of ['empty', 'cast'] as const) await cold.measure(which);
    for (let run = 0; run < RUNS; run += 1)
      for (const which of ['empty', 'cast'] as const) times[which].push(await cold.measure(which));
  } finally {
    await cold.stop();
  }
  const [castMs, emptyMs] = [median(times.cast), median(times.empty)];
  return [
    {
      id: 'cold-start-ratio',
      name: 'cold start of casting, of an empty handler’s with the same client',
      measured: rounded(castMs / emptyMs, 3),
      unit: '×',
      target: { atMost: 1.5 },
      detail: { castMs: rounded(castMs), emptyMs: rounded(emptyMs), runs: RUNS },
    },
  ];
}
