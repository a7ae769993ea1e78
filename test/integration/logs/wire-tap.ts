import { vi } from 'vitest';
import { makeRouter } from '../../../infra/local/lambda-router.ts';
import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';

/** How a request that was answered is asked again: on a deployment whose stores fail so. */
export const FAULTS = ['throttling', 'quoting'] as const;
export type Fault = (typeof FAULTS)[number];
/** Names the fault on the wire, and the request that the error quotes. */
export const FAULT_HEADER = 'x-test-fault';

const find = makeRouter(
  OPERATION_IDS.map((id) => ({
    ...ROUTES[id],
    functionName: id,
    handler: () => Promise.reject(new Error('nothing is called here')),
  })),
);

const isOperation = (name: string): name is OperationId => OPERATION_IDS.some((id) => id === name);

function operationOf(method: string, url: URL): OperationId | undefined {
  const found = find(method, url.pathname)?.route.functionName ?? '';
  return isOperation(found) ? found : undefined;
}

/**
 * Everything in a request that may be a code, a token, a key, a ballot, a name, a phone or somebody's words: long runs of letters
 * and digits, Chinese characters, telephone numbers. A meeting's own name is none, and no frame of the log holds one either.
 */
const valuesIn = (text: string): readonly string[] =>
  text.match(/[A-Za-z0-9_-]{16,}|\p{Script=Han}{2,}|1\d{10}/gu) ?? [];

/** Listens to the requests of a test to the API, and sends the first of each operation again with faults, and the first that was answered. */
export class WireTap {
  readonly driven = new Set<OperationId>();
  readonly answered = new Set<OperationId>();
  readonly secrets = new Set<string>();
  /** Texts of the requests that errors quote, by the number on the wire. */
  readonly quoted: string[] = [];
  /** Statuses of what was sent again. */
  readonly faulty = new Map<OperationId, number[]>();
  readonly #spy;

  constructor() {
    const send = globalThis.fetch;
    this.#spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (address, init = {}) => {
      const url = new URL(String(address));
      const id = operationOf(init.method ?? 'GET', url);
      const response = await send(address, init);
      if (id !== undefined) await this.#note(id, { url, init, isAnswered: response.ok, send });
      return response;
    });
  }

  release(): void {
    this.#spy.mockRestore();
  }

  async #note(
    id: OperationId,
    { url, init, isAnswered, send }: { url: URL; init: RequestInit; isAnswered: boolean; send: typeof fetch },
  ): Promise<void> {
    const headers = new Headers(init.headers);
    const text = [String(init.body ?? ''), headers.get('authorization') ?? '', ...url.searchParams.values()].join(' ');
    for (const value of valuesIn(text.slice(0, 200_000))) this.secrets.add(value);
    this.driven.add(id);
    if (this.answered.has(id) || (!isAnswered && this.faulty.has(id))) return;
    if (isAnswered) this.answered.add(id);
    const statuses: number[] = [];
    this.faulty.set(id, statuses);
    for (const fault of FAULTS) {
      headers.set(FAULT_HEADER, `${fault} ${this.quoted.push(text) - 1}`);
      const again = await send(url, { ...init, headers, signal: null });
      statuses.push(again.status);
      await again.arrayBuffer();
    }
  }
}
