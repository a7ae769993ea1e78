import type { ProblemText } from './problem-text.ts';

/** Refusals of this stage. */
export const OUTCOME_PROBLEMS = {} as const satisfies Record<string, ProblemText>;
