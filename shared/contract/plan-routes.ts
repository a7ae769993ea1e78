import type { Route } from './route.ts';

/** The round and its plan: basis, units, dates, responsibilities, rules; and the county’s home. */
export const PLAN_ROUTES = {} as const satisfies Record<string, Route>;
