import type { RoleName } from './permissions.ts';

const USUAL_MB = 512;
const MEMORY_MB: Readonly<Partial<Record<RoleName, number>>> = {
  tally: 1769,
  box: 1024,
  rounds: 1024,
  keys: 1024,
  outcomes: 1024,
};

/** Memory of a function, which is its share of a processor as well, and what its time is billed by. */
export const memoryMegabytes = (name: RoleName): number => MEMORY_MB[name] ?? USUAL_MB;
