import { readFileSync } from 'node:fs';

/** What this thread has computed since it began, milliseconds. */
export const threadMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

const SCHEDULER = '/proc/thread-self/schedstat';

function readQueuedMs(): number {
  const [, nanoseconds = '0'] = readFileSync(SCHEDULER, 'latin1').split(' ');
  return Number(nanoseconds) / 1e6;
}

function isTold(): boolean {
  try {
    return Number.isFinite(readQueuedMs());
  } catch {
    return false;
  }
}

/** How long this thread could have gone on while the machine did something else, milliseconds; 0 where the system does not say. */
export const queuedMs: () => number = isTold() ? readQueuedMs : () => 0;
