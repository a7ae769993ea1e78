import type { RequestOf, ResponseOf } from '../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../shared/contract/routes.ts';
import { wireRequest } from '../../shared/contract/wire-request.ts';
import type { Problem } from '../../web/ui/client.ts';
import type { LineCall } from '../rehearsal/line.ts';

/** One request that was answered with 200. */
export interface Exchange {
  readonly id: OperationId;
  /** From the first byte sent to the last one read. */
  readonly seconds: number;
  readonly requestBytes: number;
  readonly answerBytes: number;
}

/** API Gateway gives up after this. */
const TIMEOUT_MS = 30_000;

/** A line that loses nothing and keeps what each answer took. A refusal is answered as such and not kept. */
export function makeMeteredLine(origin: string): { readonly call: LineCall; readonly exchanges: readonly Exchange[] } {
  const exchanges: Exchange[] = [];
  const call: LineCall = async <Id extends OperationId>(
    id: Id,
    request: RequestOf<Id>,
    options: { readonly bearer?: string } = {},
  ) => {
    const { method, url, body = null } = wireRequest(ROUTES[id], request);
    const headers = {
      'accept-language': 'en',
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...(options.bearer === undefined ? {} : { authorization: `Bearer ${options.bearer}` }),
    };
    const startedMs = performance.now();
    const response = await fetch(origin + url, { method, headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const seconds = (performance.now() - startedMs) / 1_000;
    const answer: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!response.ok) return { ok: false, problem: answer as Problem };
    exchanges.push({ id, seconds, requestBytes: Buffer.byteLength(body ?? ''), answerBytes: bytes.length });
    return { ok: true, value: answer as ResponseOf<Id> };
  };
  return { call, exchanges };
}
