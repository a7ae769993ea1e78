import type { ROUTES } from '../../shared/contract/routes.ts';
import type { callOver } from '../ui/client.ts';

/**
 * The operations of a delegate's phone. The contract's table has forty, and every byte of this page is paid for in a hall with
 * a weak signal; the compiler holds each of these to the contract's own, letter by letter.
 */
export const VOTE_ROUTES = {
  getMeeting: { method: 'GET', path: '/api/sessions/{session}' },
  getManifest: { method: 'GET', path: '/api/sessions/{session}/manifest' },
  getBoard: { method: 'GET', path: '/api/sessions/{session}/board' },
  checkIn: { method: 'POST', path: '/api/check-in' },
  castBallot: { method: 'POST', path: '/api/cast' },
} as const satisfies Partial<typeof ROUTES>;

/** Calls one of them. */
export type VoteCall = ReturnType<typeof callOver<keyof typeof VOTE_ROUTES>>;
