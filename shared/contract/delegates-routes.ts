import type { Route } from './route.ts';

/** How candidates become delegates: nomination, screening by two offices, versions of the list, observers. */
export const DELEGATE_ROUTES = {} as const satisfies Record<string, Route>;
