import { type OperationId, ROUTES } from '../../shared/contract/routes.ts';
import type { SentRequest } from './gateway-events.ts';

/** A request of an operation with nothing in it, and what a test changes of that. */
export const bareRequest = (id: OperationId, changes: Partial<SentRequest> = {}): SentRequest => ({
  ...{ method: ROUTES[id].method, path: ROUTES[id].path, pathParameters: {}, query: [] },
  ...{ headers: { 'content-type': 'application/json' }, body: undefined, isBase64Encoded: false },
  ...changes,
});
