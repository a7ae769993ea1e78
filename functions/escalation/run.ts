import type { Run } from '../http/scheduled.ts';

export const run: Run = async () => undefined;
