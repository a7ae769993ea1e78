import { READING_ROUTES } from '../../shared/contract/reports-routes.ts';
import type { ROUTES } from '../../shared/contract/routes.ts';
import type { callOver } from '../ui/client.ts';

/** The operations of this page; the compiler holds each to the contract's own, letter by letter. */
export const READ_ROUTES = {
  ...READING_ROUTES,
  getMeeting: { method: 'GET', path: '/api/sessions/{session}' },
} as const satisfies Partial<typeof ROUTES>;

/** Calls one of them. */
export type ReadCall = ReturnType<typeof callOver<keyof typeof READ_ROUTES>>;
