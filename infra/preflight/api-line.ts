/** Operations of the contract over HTTP, as the pages call them; answers are held to the contract. */
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { type RequestOf, type ResponseOf, specOf } from '../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../shared/contract/routes.ts';
import { wireRequest } from '../../shared/contract/wire-request.ts';

/** The deployment refused: by a problem of the contract, or a gateway before it by its status alone. Carries nothing of the request. */
export class ApiRefused extends Error {
  override readonly name = 'ApiRefused';
  /** The last word of the problem's type, as `voting-not-open`; of a gateway's answer `http-<status>`. */
  readonly code: string;

  constructor(operation: OperationId, code: string) {
    super(`${operation}: ${code}`);
    this.code = code;
  }
}

/** No answer came that could be read. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(operation: OperationId) {
    super(`${operation}: no answer`);
  }
}

const TIMEOUT_MS = 15_000;
/** Asking again is safe for every operation. */
const ATTEMPTS = 4;
const RETRY_MS = 400;
const TOO_MANY = 429;
const SERVER_FAULT = 500;

const problem = z.object({ type: z.string() });

const codeOf = (body: unknown, status: number): string => {
  const parsed = problem.safeParse(body);
  return parsed.success ? (parsed.data.type.split(/[:/]/).at(-1) ?? `http-${status}`) : `http-${status}`;
};

type Reply = { readonly status: number; readonly body: unknown; readonly date: string | null };

export class ApiLine {
  readonly #origin: string;

  /** `origin` without a slash at the end. */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /**
   * One operation; a lost answer, a throttle and a server's fault are asked again a few times.
   *
   * @throws ApiRefused, NoAnswer
   */
  async call<Id extends OperationId>(
    id: Id,
    request: RequestOf<Id>,
    options: { readonly bearer?: string } = {},
  ): Promise<ResponseOf<Id>> {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await this.#send(id, request, options);
      const isLast = attempt === ATTEMPTS;
      if (reply !== undefined && reply.status < 300) return specOf(id).response.parse(reply.body) as ResponseOf<Id>;
      if (reply === undefined && isLast) throw new NoAnswer(id);
      if (reply !== undefined && (isLast || (reply.status !== TOO_MANY && reply.status < SERVER_FAULT)))
        throw new ApiRefused(id, codeOf(reply.body, reply.status));
      await delay(RETRY_MS * attempt);
    }
  }

  /** The same once, with the front's `Date`, ms, and when it was asked and answered by this machine's clock. */
  async timed<Id extends OperationId>(id: Id, request: RequestOf<Id>) {
    const askedMs = Date.now();
    const reply = await this.#send(id, request, {});
    const answeredMs = Date.now();
    if (reply === undefined) throw new NoAnswer(id);
    if (reply.status >= 300) throw new ApiRefused(id, codeOf(reply.body, reply.status));
    const value = specOf(id).response.parse(reply.body) as ResponseOf<Id>;
    const frontMs = reply.date === null ? Number.NaN : Date.parse(reply.date);
    return { value, askedMs, answeredMs, frontMs: Number.isNaN(frontMs) ? null : frontMs };
  }

  async #send<Id extends OperationId>(
    id: Id,
    request: RequestOf<Id>,
    { bearer }: { readonly bearer?: string },
  ): Promise<Reply | undefined> {
    const { method, url, body } = wireRequest(ROUTES[id], request);
    try {
      const response = await fetch(this.#origin + url, {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        ...(body === undefined ? {} : { body }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const json: unknown = await response.json();
      return { status: response.status, body: json, date: response.headers.get('date') };
    } catch {
      // A dead line, a time-out, a page that is no JSON: all the same to who asks.
      return undefined;
    }
  }
}
