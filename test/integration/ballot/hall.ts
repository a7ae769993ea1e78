import { createPrivateKey, randomBytes } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { implementations as boxOperations } from '../../../functions/box/handler.ts';
import { implementations as castOperations } from '../../../functions/cast/handler.ts';
import { implementations as deskOperations } from '../../../functions/desk/handler.ts';
import { implementations as drawOperations } from '../../../functions/draw/handler.ts';
import type { Dependencies, LogEntry } from '../../../functions/http/dependencies.ts';
import { makeHandler } from '../../../functions/http/stack.ts';
import { implementations as meetingOperations } from '../../../functions/meeting/handler.ts';
import { BallotBox } from '../../../functions/store/ballot-box.ts';
import type { Documents } from '../../../functions/store/documents.ts';
import { LocalKeyWrap } from '../../../functions/store/key-wrap.ts';
import { Meetings } from '../../../functions/store/meetings.ts';
import { Registry } from '../../../functions/store/registry.ts';
import { implementations as tallyOperations } from '../../../functions/tally/handler.ts';
import { implementations as tellerOperations } from '../../../functions/tellers/handler.ts';
import type { LambdaRoute } from '../../../infra/local/lambda-router.ts';
import { problemsOf, type RequestOf, type ResponseOf } from '../../../shared/contract/operations.ts';
import { type ProblemDocument, problemUri } from '../../../shared/contract/problems.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { UNREACHED } from '../../unreached.ts';
import type { Tables } from './open-tables.ts';

/** An answer of the API as a page would see it. */
export interface Reply<Id extends OperationId> {
  readonly status: number;
  readonly answer?: ResponseOf<Id>;
  readonly problem?: ProblemDocument;
}

export const COUNTY = 'tuanfeng';
export const CAST_TIME_LIMIT_MS = 5_000;
const START_MS = 1_226_000_000_000;

/** The functions meeting, tellers, desk, draw, cast, box and tally on the real engine, with a clock that the test moves. */
export class Hall {
  nowMs = START_MS;
  /** What a request tells of whoever sends it, as API Gateway hands it on. */
  sender: { readonly headers: Readonly<Record<string, string>>; readonly requestContext: object } = {
    headers: {},
    requestContext: {},
  };
  readonly log: LogEntry[] = [];
  readonly deps: Dependencies;
  readonly #tables: Tables;
  /** The same operations for a server on this machine. */
  readonly routes: readonly LambdaRoute[];
  readonly #handle: ReturnType<typeof makeHandler>;

  constructor(tables: Tables, replaced: Partial<Dependencies> & { readonly documents?: Documents } = {}) {
    const { client } = tables;
    const random = (length: number) => new Uint8Array(randomBytes(length));
    this.#tables = tables;
    this.deps = {
      ...UNREACHED,
      county: COUNTY,
      countyName: '团风县工商行政管理局',
      nowMs: () => this.nowMs,
      randomBytes: random,
      registry: new Registry(client, 'Registry'),
      meetings: new Meetings(client, 'Meetings'),
      ballotBox: new BallotBox(client, 'BallotBox'),
      keyWrap: new LocalKeyWrap({ wrappingKey: random(32), county: COUNTY, randomBytes: random }),
      get documents(): Documents {
        throw new Error('this test has no storage');
      },
      verifyStaffToken: () => Promise.resolve(undefined),
      log: (entry) => this.log.push(entry),
      castTimeLimitMs: CAST_TIME_LIMIT_MS,
      notice: null,
      ...replaced,
    };
    const operations = [
      ...meetingOperations,
      ...tellerOperations,
      ...deskOperations,
      ...drawOperations,
      ...castOperations,
      ...boxOperations,
      ...tallyOperations,
    ];
    const handler = makeHandler(operations, () => this.deps, { checkAnswers: true });
    this.#handle = handler;
    this.routes = operations.map(({ id }) => ({ ...ROUTES[id], functionName: 'hall', handler }));
  }

  /** Sends a request the way API Gateway hands it to a function. */
  async send<Id extends OperationId>(id: Id, request: RequestOf<Id>, language = 'zh-CN'): Promise<Reply<Id>> {
    const { method, path } = ROUTES[id];
    const fields: Record<string, unknown> = { ...request };
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const pathParameters = Object.fromEntries(names.map((name) => [name, String(fields[name])]));
    for (const name of names) delete fields[name];
    const query = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
    const event = {
      ...({ version: '2.0', routeKey: `${method} ${path}`, rawPath: path, rawQueryString: '' } as const),
      headers: { 'content-type': 'application/json', 'accept-language': language, ...this.sender.headers },
      requestContext: this.sender.requestContext as never,
      isBase64Encoded: false,
      pathParameters,
      ...(method === 'GET' ? { queryStringParameters: query } : { body: JSON.stringify(fields) }),
    };
    const { statusCode = 0, body = '' } = await this.#handle(event, {} as Context);
    const parsed = JSON.parse(body);
    if (statusCode !== 200) requireDeclared(id, parsed);
    return statusCode === 200 ? { status: 200, answer: parsed } : { status: statusCode, problem: parsed };
  }

  /** The answer of a request that must be taken. */
  async ask<Id extends OperationId>(id: Id, request: RequestOf<Id>): Promise<ResponseOf<Id>> {
    const { answer, problem } = await this.send(id, request);
    if (answer === undefined)
      throw new Error(`${id} was refused: ${JSON.stringify(problem)}; ${JSON.stringify(this.log)}`);
    return answer;
  }

  /** The type of the refusal of a request that must be refused, and must leave every item of every table as it was. */
  async refusal<Id extends OperationId>(id: Id, request: RequestOf<Id>): Promise<string> {
    const before = await this.#tables.everything();
    const { problem, status } = await this.send(id, request);
    if (problem === undefined) throw new Error(`${id} was not refused`);
    if ((await this.#tables.everything()) !== before) throw new Error(`${id} was refused, and yet something changed`);
    return `${status} ${problem.type.replace('urn:shuangshu:problem:', '')}`;
  }
}

/** A private key as the function `keys` wraps it. */
export const pkcs8Of = (jwk: JsonWebKey): Uint8Array =>
  new Uint8Array(createPrivateKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'pkcs8', format: 'der' }));

/** A refusal that the contract does not list would surprise the page. */
function requireDeclared(id: OperationId, { type }: ProblemDocument): void {
  if (!problemsOf(id).some((each) => problemUri(each) === type))
    throw new Error(`${id} is not declared to say ${type}`);
}
