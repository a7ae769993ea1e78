import type { RequestOf, ResponseOf } from '../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../shared/contract/routes.ts';
import { wireRequest } from '../../shared/contract/wire-request.ts';
import type { Answer, Problem } from '../../web/ui/client.ts';

/** One operation called over HTTP, as the pages' own `call` does it. */
export type LineCall = <Id extends OperationId>(
  id: Id,
  request: RequestOf<Id>,
  options?: { readonly bearer?: string },
) => Promise<Answer<ResponseOf<Id>>>;

export interface LineOptions {
  /** Where the deployment answers, without a slash at the end. */
  readonly origin: string;
  /** Probability that an answer is lost after the server acted. */
  readonly drop: number;
  /** A number in [0, 1). */
  readonly chance: () => number;
  /** Told of each request and of each lost answer. */
  readonly count: (event: 'asked' | 'lost', id: OperationId) => void;
}

const TIMEOUT_MS = 30_000;
const NETWORK = { ok: false, network: true } as const;

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'type' in value && 'title' in value && 'status' in value;

/** A line to a deployment on which answers get lost. What is lost was done all the same: that is the point. */
export function makeLine({ origin, drop, chance, count }: LineOptions): LineCall {
  return async <Id extends OperationId>(id: Id, request: RequestOf<Id>, options: { readonly bearer?: string } = {}) => {
    const { method, url, body } = wireRequest(ROUTES[id], request);
    count('asked', id);
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(origin + url, {
        method,
        headers: {
          accept: 'application/json',
          'accept-language': 'en',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(options.bearer === undefined ? {} : { authorization: `Bearer ${options.bearer}` }),
        },
        ...(body === undefined ? {} : { body }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      answer = await response.json();
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) return NETWORK;
      throw error;
    }
    if (chance() < drop) {
      count('lost', id);
      return NETWORK;
    }
    if (response.ok) return { ok: true, value: answer as ResponseOf<Id> };
    return isProblem(answer) ? { ok: false, problem: answer } : NETWORK;
  };
}
