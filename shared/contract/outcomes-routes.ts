import type { Route } from './route.ts';

/** Where results were used, the years compared, the round-up, the audit log’s export. */
export const OUTCOME_ROUTES = {} as const satisfies Record<string, Route>;
