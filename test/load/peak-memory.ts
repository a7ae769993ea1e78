import { readFile } from 'node:fs/promises';

/** The most memory that a process has had at once, in MB; not a number where there is no /proc. */
export async function peakMegabytes(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
  } catch {
    // Not Linux: the figures that need it say so.
    return Number.NaN;
  }
}
