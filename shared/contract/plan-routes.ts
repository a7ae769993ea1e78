import type { Route } from './route.ts';

/** The round and its plan: basis, units, dates, responsibilities, rules; and the county’s home. */
export const PLAN_ROUTES = {
  openRound: { method: 'POST', path: '/api/rounds' },
  changePlan: { method: 'POST', path: '/api/rounds/{round}/plan' },
  getPlan: { method: 'GET', path: '/api/rounds/{round}/plan' },
  getHome: { method: 'GET', path: '/api/rounds/{round}/home' },
} as const satisfies Record<string, Route>;
