import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConsumedCapacity, CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Dependencies, LogEntry, StaffIdentity } from '../../../functions/http/dependencies.ts';
import type { Count } from '../../../functions/http/metrics.ts';
import type { Notice, Sending } from '../../../functions/http/notifier.ts';
import { makeHandler } from '../../../functions/http/stack.ts';
import { BallotBox } from '../../../functions/store/ballot-box.ts';
import { Documents } from '../../../functions/store/documents.ts';
import { LocalKeyWrap } from '../../../functions/store/key-wrap.ts';
import { Meetings } from '../../../functions/store/meetings.ts';
import { Opinions } from '../../../functions/store/opinions.ts';
import { Registry } from '../../../functions/store/registry.ts';
import { tableDefinition } from '../../../functions/store/tables.ts';
import { Uploads } from '../../../functions/store/uploads.ts';
import { createBlobServer } from '../../../infra/local/blob-server.ts';
import type { Engine } from '../../../infra/local/engine.ts';
import { FUNCTIONS } from '../../../infra/local/function-list.ts';
import { holdToGrants } from '../../../infra/local/granted-client.ts';
import { listen } from '../../../infra/local/listen.ts';
import type { RoleName } from '../../../infra/permissions.ts';
import type { StaffRole } from '../../../shared/contract/operation.ts';
import { type RequestOf, type ResponseOf, specOf } from '../../../shared/contract/operations.ts';
import type { ProblemDocument } from '../../../shared/contract/problems.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { type Bytes, toHex } from '../../../shared/protocol/bytes.ts';
import { jcs } from '../../../shared/protocol/jcs.ts';
import { engineUnderTest, ownCredentials } from '../engine-under-test.ts';

export const COUNTY = 'tuanfeng';
/** Whole seconds, as the storage's signatures have; the client of the storage signs by the real clock. */
export const START_MS = Math.floor(Date.now() / 1_000) * 1_000;
export const CAST_TIME_LIMIT_MS = 10_000;

const CREDENTIALS = ownCredentials();
const REGION = 'local-1';
const RESULTS = 'results';
const UPLOADS = 'uploads';
const PHOTOS = 'photos';

export type Answered<Id extends OperationId> =
  | { readonly status: 200; readonly answer: ResponseOf<Id> }
  | { readonly status: number; readonly problem: ProblemDocument };

/** A county of its own on a real engine, every function with its own rights, called as Lambda calls it. */
export interface County {
  readonly clock: { nowMs: number };
  /** Everything, for looking and for arranging; held to no grants. */
  readonly all: Dependencies;
  readonly of: (name: RoleName) => Dependencies;
  /** Read and write units of each command that a function sent. */
  readonly capacity: { readonly function: RoleName; readonly table: string; readonly units: number }[];
  readonly logged: LogEntry[];
  /** What the functions counted. */
  readonly counts: Count[];
  /** What the functions sent to staff. */
  readonly notices: Notice[];
  readonly tables: {
    readonly registry: string;
    readonly meetings: string;
    readonly ballotBox: string;
    readonly opinions: string;
  };
  readonly documents: DynamoDBDocumentClient;
  call<Id extends OperationId>(id: Id, request: RequestOf<Id>, as?: CallOptions): Promise<Answered<Id>>;
  /** Somebody else's step in the moment before a function sends its next command of this kind: once, however often it tries. */
  justBefore(sent: SentCommand, step: () => Promise<unknown>): void;
  /** Every item of every table. */
  items(): Promise<readonly Record<string, unknown>[]>;
  /** Key and digest of every item, in a fixed order: two snapshots are equal when nothing changed. */
  snapshot(): Promise<readonly string[]>;
}

export interface SentCommand {
  /** As the services call it: `CopyObject`, `TransactWriteItems`. */
  readonly command: string;
  /** A text that its input has. */
  readonly naming: string;
}
type Interposed = SentCommand & { readonly step: () => Promise<unknown> };

export interface CallOptions {
  readonly staff?: StaffIdentity;
  readonly language?: string;
  /** Replaces what the function reaches. */
  readonly deps?: Partial<Dependencies>;
  /** What the request tells of whoever sends it. */
  readonly sender?: { readonly headers: Readonly<Record<string, string>>; readonly requestContext: object };
}

export const staffOf = (role: StaffRole, unit?: string): StaffIdentity => ({
  subject: `sub-${role}`,
  name: '样例人员',
  role,
  ...(unit === undefined ? {} : { unit }),
});
export const OFFICE: CallOptions = { staff: staffOf('inspection-office') };

let engine: Engine;

/** One engine for the tests of a file, in memory. */
export function withEngine(): void {
  beforeAll(async () => {
    engine = await engineUnderTest();
  });
  afterAll(() => engine.stop());
}

/** Where a county of its own is made, and who ends what it opens. */
export interface CountySite {
  /** Of the engine. */
  readonly endpoint: string;
  readonly onEnd: (close: () => unknown) => void;
}

/** The engine of the file; what is opened ends with the test. */
const siteOfTheTest = (): CountySite => ({
  endpoint: engine.endpoint,
  onEnd: (close) =>
    onTestFinished(async () => {
      await close();
    }),
});

const newClient = ({ endpoint, onEnd }: CountySite): DynamoDBClient => {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  onEnd(() => client.destroy());
  return client;
};

function meter(client: DynamoDBClient, note: (capacity: ConsumedCapacity) => void): DynamoDBClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { output } = result;
      const consumed = 'ConsumedCapacity' in output ? output.ConsumedCapacity : undefined;
      for (const each of Array.isArray(consumed) ? consumed : [consumed])
        if (each !== undefined && 'CapacityUnits' in each) note(each);
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  return client;
}

const INTERPOSE = { step: 'initialize', name: 'interpose' } as const;

/** A client's own part of `justBefore`. */
const interposing =
  (waiting: Interposed[]) =>
  <Args extends { readonly input: object }, Answer>(
    next: (args: Args) => Promise<Answer>,
    context: { readonly commandName?: string },
  ) =>
  async (args: Args): Promise<Answer> => {
    const found = waiting.findIndex(
      ({ command, naming }) =>
        context.commandName === `${command}Command` && JSON.stringify(args.input).includes(naming),
    );
    const [interposed] = found < 0 ? [] : waiting.splice(found, 1);
    await interposed?.step();
    return next(args);
  };

async function makeBuckets(
  { onEnd }: CountySite,
  now: () => Date,
  interposed: Interposed[],
): Promise<Pick<Dependencies, 'documents' | 'uploads' | 'photos'>> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-county-'));
  onEnd(() => rm(folder, { recursive: true, force: true }));
  const handle = await createBlobServer({
    folder,
    buckets: [RESULTS, UPLOADS, PHOTOS],
    mount: '/storage',
    credentials: CREDENTIALS,
    region: REGION,
    now,
  });
  const server = createServer((request, response) => void handle(request, response));
  const port = await listen(server, { address: '127.0.0.1', port: 0 });
  onEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const endpoint = `http://127.0.0.1:${port}/storage`;
  const client = new S3Client({
    endpoint,
    region: REGION,
    forcePathStyle: true,
    credentials: CREDENTIALS,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  client.middlewareStack.add(interposing(interposed), INTERPOSE);
  onEnd(() => client.destroy());
  return {
    documents: new Documents({ client, bucket: RESULTS }),
    uploads: new Uploads({ client, bucket: UPLOADS }),
    photos: new Uploads({ client, bucket: PHOTOS }),
  };
}

const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** Staff tokens of the tests are the identity itself; the real ones are checked in the platform's tests. */
const tokenOf = (staff: StaffIdentity): string => Buffer.from(JSON.stringify(staff)).toString('base64url');

export async function makeCounty(site: CountySite = siteOfTheTest()): Promise<County> {
  const suffix = toHex(randomBytes(6));
  const tables = {
    registry: `Registry-${suffix}`,
    meetings: `Meetings-${suffix}`,
    ballotBox: `BallotBox-${suffix}`,
    opinions: `Opinions-${suffix}`,
  };
  const plain = newClient(site);
  for (const name of Object.values(tables)) await plain.send(new CreateTableCommand(tableDefinition(name)));
  const clock = { nowMs: START_MS };
  const capacity: County['capacity'] = [];
  const logged: LogEntry[] = [];
  const counts: Count[] = [];
  const notices: Notice[] = [];
  const documents = DynamoDBDocumentClient.from(plain);
  const interposed: Interposed[] = [];
  const buckets = await makeBuckets(site, () => new Date(clock.nowMs), interposed);
  const shared = {
    county: COUNTY,
    countyName: '团风县工商局',
    nowMs: () => clock.nowMs,
    randomBytes,
    ...buckets,
    notifier: {
      send: async (notice: Notice): Promise<Sending> => {
        notices.push(notice);
        return 'sent';
      },
    },
    origin: 'https://county.example',
    keyWrap: new LocalKeyWrap({ wrappingKey: randomBytes(32), county: COUNTY, randomBytes }),
    verifyStaffToken: async (token: string): Promise<StaffIdentity> =>
      JSON.parse(Buffer.from(token, 'base64url').toString('utf8')),
    log: (entry: LogEntry) => void logged.push(entry),
    metrics: { count: (count: Count) => void counts.push(count) },
    castTimeLimitMs: CAST_TIME_LIMIT_MS,
    notice: null,
  };
  const reaching = (client: DynamoDBDocumentClient): Dependencies => ({
    ...shared,
    registry: new Registry(client, tables.registry),
    meetings: new Meetings(client, tables.meetings),
    ballotBox: new BallotBox(client, tables.ballotBox),
    opinions: new Opinions(client, tables.opinions),
  });
  const made = new Map<RoleName, Dependencies>();
  const of = (name: RoleName): Dependencies => {
    const there = made.get(name);
    if (there !== undefined) return there;
    const note = ({ TableName = '', CapacityUnits = 0 }: ConsumedCapacity) =>
      void capacity.push({ function: name, table: TableName, units: CapacityUnits });
    const own = holdToGrants(meter(newClient(site), note), name, tables);
    own.middlewareStack.add(interposing(interposed), INTERPOSE);
    const client = DynamoDBDocumentClient.from(own);
    const deps = reaching(client);
    made.set(name, deps);
    return deps;
  };
  const call: County['call'] = async (id, request, options = {}) => {
    const deps = { ...of(specOf(id).function), ...options.deps };
    return callHandler(id, request, options, deps);
  };
  const items = async () => {
    const found: Record<string, unknown>[] = [];
    for (const TableName of Object.values(tables))
      found.push(...((await documents.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items ?? []));
    return found;
  };
  const snapshot = async () => (await items()).map((item) => `${item['pk']} ${item['sk']} ${digestOf(item)}`).sort();
  const justBefore: County['justBefore'] = (sent, step) => void interposed.push({ ...sent, step });
  const parts = { clock, capacity, logged, counts, notices, tables, documents, call, justBefore, items, snapshot };
  return { ...parts, all: reaching(documents), of };
}

const plainValue = (_key: string, value: unknown): unknown => {
  if (value instanceof Set) return [...value].sort();
  return value instanceof Uint8Array ? toHex(value) : value;
};

/** The same item gives the same digest, whatever the order of its attributes. */
const digestOf = (item: object): string =>
  createHash('sha256')
    .update(jcs(JSON.parse(JSON.stringify(item, plainValue))))
    .digest('hex')
    .slice(0, 16);

async function callHandler<Id extends OperationId>(
  id: Id,
  request: RequestOf<Id>,
  { staff, language, sender }: CallOptions,
  deps: Dependencies,
): Promise<Answered<Id>> {
  const { method, path } = ROUTES[id];
  const handler = makeHandler(FUNCTIONS[specOf(id).function], () => deps, { checkAnswers: true });
  const fields = new Map<string, unknown>(Object.entries(request));
  const pathParameters: Record<string, string> = {};
  for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
    pathParameters[name] = String(fields.get(name));
    fields.delete(name);
  }
  const rest = Object.fromEntries([...fields].filter(([, value]) => value !== undefined));
  const query = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
  const event: Partial<APIGatewayProxyEventV2> = {
    version: '2.0',
    routeKey: `${method} ${path}`,
    headers: {
      'content-type': 'application/json',
      ...(staff === undefined ? {} : { authorization: `Bearer ${tokenOf(staff)}` }),
      ...(language === undefined ? {} : { 'accept-language': language }),
      ...sender?.headers,
    },
    requestContext: (sender?.requestContext ?? {}) as never,
    pathParameters,
    ...(method === 'GET' ? { queryStringParameters: query } : { body: JSON.stringify(rest) }),
    isBase64Encoded: false,
  };
  const result = await handler(event as APIGatewayProxyEventV2, {} as Context);
  const body = JSON.parse(result.body ?? 'null');
  return result.statusCode === 200 ? { status: 200, answer: body } : { status: result.statusCode ?? 0, problem: body };
}

/** The answer of a step that must succeed. */
export function answered<Id extends OperationId>(outcome: Answered<Id>): ResponseOf<Id> {
  if (!('answer' in outcome)) throw new Error(`${outcome.status} ${JSON.stringify(outcome.problem)}`);
  return outcome.answer;
}

/** Status and type of a refusal, as one text: `409 code-used`. */
export function refusedAs<Id extends OperationId>(outcome: Answered<Id>): string {
  if (!('problem' in outcome)) return `${outcome.status}`;
  return `${outcome.status} ${outcome.problem.type.replace('urn:shuangshu:problem:', '')}`;
}
