import { OPERATION_IDS } from '../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../shared/contract/routes.ts';

/** A request as a page sent it and what came back, both as they are on the wire. */
export interface Exchange {
  readonly operation: OperationId;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly body: string | null;
  readonly status: number;
  readonly answer: unknown;
}

const pattern = (path: string): RegExp => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
const PATTERNS = OPERATION_IDS.map((id) => ({ id, ...ROUTES[id], pattern: pattern(ROUTES[id].path) }));

const operationOf = (method: string, path: string): OperationId | undefined =>
  PATTERNS.find((each) => each.method === method && each.pattern.test(path))?.id;

/** Listens to everything that is asked under `/api/` while `during` runs. */
export async function overheard(during: () => Promise<unknown>): Promise<readonly Exchange[]> {
  const heard: Exchange[] = [];
  const own = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await own(input, init);
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? 'GET';
    const operation = operationOf(method, pathname);
    if (operation !== undefined) {
      const body = typeof init?.body === 'string' ? init.body : null;
      const answer: unknown = await response.clone().json();
      heard.push({ operation, method, url: `${pathname}${search}`, body, status: response.status, answer });
    }
    return response;
  };
  try {
    await during();
  } finally {
    globalThis.fetch = own;
  }
  return heard;
}
