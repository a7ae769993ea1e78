import { type ChildProcess, fork } from 'node:child_process';

/** A Node process of its own that speaks by messages and ends with this one. */
export const startChild = (program: string, nodeOptions: readonly string[] = []): ChildProcess =>
  fork(program, [], {
    execArgv: [...nodeOptions],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
