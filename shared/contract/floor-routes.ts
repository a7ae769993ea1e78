import type { Route } from './route.ts';

/** At the meeting besides the vote: agenda, questions and answers, the head’s statement. */
export const FLOOR_ROUTES = {} as const satisfies Record<string, Route>;
