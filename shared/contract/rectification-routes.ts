import type { Route } from './route.ts';

/** What is put right: items, measures, replies, evidence, acceptance, ratings, escalation. */
export const RECTIFICATION_ROUTES = {} as const satisfies Record<string, Route>;
