import type { ProblemText } from './problem-text.ts';

/** Refusals of this stage. */
export const DELEGATE_PROBLEMS = {} as const satisfies Record<string, ProblemText>;
