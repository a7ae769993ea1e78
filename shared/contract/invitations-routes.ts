import type { Route } from './route.ts';

/** Invitations, replies, attendance, the delegates’ teller, and the report on the preparation. */
export const INVITATION_ROUTES = {} as const satisfies Record<string, Route>;
