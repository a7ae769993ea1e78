import type { Route } from './route.ts';

/** The officers’ reports in five parts, and what delegates read on their phones. */
export const REPORT_ROUTES = {} as const satisfies Record<string, Route>;
