import type { Route } from './route.ts';

/** Opinions before and at the meeting, and their collation. */
export const OPINION_ROUTES = {} as const satisfies Record<string, Route>;
