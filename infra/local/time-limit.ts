import type { LambdaHandler } from './lambda-router.ts';

const TIMED_OUT = {
  statusCode: 503,
  headers: { 'content-type': 'application/json' },
  body: '{"message":"Service Unavailable"}',
} as const;

/**
 * A handler that is cut off after `limitMs`, as Lambda does: what it finishes later is never acknowledged. The closing of the
 * box counts on it.
 */
export const withTimeLimit =
  (handler: LambdaHandler, limitMs: number): LambdaHandler =>
  (event, context) =>
    new Promise((resolve, reject) => {
      const limit = setTimeout(() => resolve(TIMED_OUT), limitMs);
      const settled = handler(event, context).finally(() => clearTimeout(limit));
      settled.then(resolve, reject);
    });
