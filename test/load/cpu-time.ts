import { readFile } from 'node:fs/promises';

/** Linux counts in ticks of 1/100 s for every program, whatever the kernel's own clock is. */
const TICKS_PER_SECOND = 100;
const USER_TICKS_FIELD = 14;

/** CPU seconds a process has used so far on all its threads; not a number where there is no /proc. */
export async function cpuSeconds(pid: number): Promise<number> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold spaces; the third follows the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system] = fields.slice(USER_TICKS_FIELD - 3, USER_TICKS_FIELD - 1);
    return (Number(user) + Number(system)) / TICKS_PER_SECOND;
  } catch {
    // Not Linux: the figures that need it say so.
    return Number.NaN;
  }
}
