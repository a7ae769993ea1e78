import { readFileSync } from 'node:fs';

/** A process as written down: the system hands out a pid again, so its starting time tells whether it is the same one. */
export interface ProcessMark {
  readonly pid: number;
  /** Clock ticks since boot, from /proc; absent where there is no /proc. */
  readonly startTicks?: string;
}

/** proc(5): after the command in parentheses, which may itself hold spaces and parentheses, `starttime` is field 22. */
function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    return state === 'Z' ? undefined : ticks;
  } catch {
    return undefined;
  }
}

export function markOf(pid: number): ProcessMark {
  const ticks = startTicks(pid);
  return ticks === undefined ? { pid } : { pid, startTicks: ticks };
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether that very process still runs. */
export function isRunning(mark: ProcessMark): boolean {
  if (!answersSignals(mark.pid)) return false;
  return mark.startTicks === undefined || startTicks(mark.pid) === mark.startTicks;
}
