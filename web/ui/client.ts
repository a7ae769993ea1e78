import type { RequestOf, ResponseOf } from '../../shared/contract/operations.ts';
import { type OperationId, ROUTES, type Route } from '../../shared/contract/routes.ts';
import { wireRequest } from '../../shared/contract/wire-request.ts';
import { currentLanguage } from './language.ts';

/** RFC 9457 problem document; `title` and `detail` are in the page's language and say what to do next. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly [member: string]: unknown;
}

/** What became of a call. `network`: no answer that means anything reached us; asking again is safe for every operation. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem; readonly network?: never }
  | { readonly ok: false; readonly network: true; readonly problem?: never };

export interface CallOptions {
  /** Staff access token. Delegates and tellers have none. */
  readonly bearer?: string;
  /** Gives up (as `network`) after this long. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const NETWORK = { ok: false, network: true } as const;

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'type' in value && 'title' in value && 'status' in value;

/** A hotel's login page or a gateway's own error is no answer of ours: it counts as no network. */
async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const body: unknown = await response.json();
  if (response.ok) return { ok: true, value: body as T };
  return isProblem(body) ? { ok: false, problem: body } : NETWORK;
}

/**
 * Calls one operation of the contract. Sends no cookie and no referrer, and never throws for what the network or the
 * server does: an unreadable answer, a time-out and a dead line are all `network`.
 *
 * @example const answer = await call('getMeeting', { session });
 */
export function call<Id extends OperationId>(
  id: Id,
  request: RequestOf<Id>,
  options?: CallOptions,
): Promise<Answer<ResponseOf<Id>>> {
  return send(ROUTES[id], request, options);
}

/** `call` over some routes of the contract, for a page that must not carry them all. */
export const callOver =
  <Ids extends OperationId>(routes: Pick<typeof ROUTES, Ids>) =>
  <Id extends Ids>(id: Id, request: RequestOf<Id>, options?: CallOptions): Promise<Answer<ResponseOf<Id>>> =>
    send(routes[id], request, options);

async function send<Response>(route: Route, request: object, options: CallOptions = {}): Promise<Answer<Response>> {
  const { method, url, body } = wireRequest(route, request);
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': currentLanguage() };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (options.bearer !== undefined) headers['authorization'] = `Bearer ${options.bearer}`;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: abort.signal,
    });
    return await answerOf<Response>(response);
  } catch {
    return NETWORK;
  } finally {
    clearTimeout(timer);
  }
}
