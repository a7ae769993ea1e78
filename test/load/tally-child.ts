import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { OpenedBox } from './opened-box.ts';

/** What counting a box took. CPU seconds are those of all threads together: the time on one core that has nothing else to do. */
export interface CountedBox {
  readonly cpuSeconds: readonly number[];
  readonly wallSeconds: readonly number[];
  readonly valid: number;
  readonly peakMegabytes: number;
}

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL('tally-process.ts', import.meta.url));
const TASKSET = '/usr/bin/taskset';

/** Whether a process can be held to one core here. */
export const canPin = existsSync(TASKSET);

/** Writes a box for the counting process: all ballots, then the first share set, then the second. */
export const writeBox = (file: string, { ballots, first, second }: OpenedBox): Promise<void> =>
  writeFile(file, Buffer.concat([...ballots, ...first, ...second]));

/** Counts a box in a process of its own, on one core where that can be had. */
export async function countBox(file: string, runs: number): Promise<CountedBox> {
  const node = [process.execPath, PROGRAM, file, String(runs)];
  const [program = '', ...args] = canPin ? [TASKSET, '-c', '0', ...node] : node;
  const { stdout } = await run(program, args);
  return JSON.parse(stdout);
}
