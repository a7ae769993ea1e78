import { type ConsumedCapacity, CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import { makeHandler } from '../../functions/http/stack.ts';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { LocalKeyWrap } from '../../functions/store/key-wrap.ts';
import { Meetings } from '../../functions/store/meetings.ts';
import { Registry } from '../../functions/store/registry.ts';
import { tableDefinition } from '../../functions/store/tables.ts';
import { startEngine } from '../../infra/local/engine.ts';
import { FUNCTIONS } from '../../infra/local/function-list.ts';
import { holdToGrants } from '../../infra/local/granted-client.ts';
import { ROUTES } from '../../shared/contract/routes.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { codeHash, makeCode } from '../../shared/protocol/code.ts';
import { TOKEN_SIGNATURE_BYTES } from '../../shared/protocol/token-key.ts';
import { UNREACHED } from '../unreached.ts';
import { ballotToCast, type MadeMeeting, random } from './made-meeting.ts';

/** One request of a function to the engine, with what the engine says it cost. */
export interface Charge {
  readonly command: string;
  readonly table: string;
  readonly units: number;
}

const CREDENTIALS = { accessKeyId: 'LOCALFIGURES', secretAccessKey: 'a secret of this run' };
const TABLES = { registry: 'Registry', meetings: 'Meetings', ballotBox: 'BallotBox', opinions: 'Opinions' } as const;

type MeteredName = 'cast' | 'draw';
const OPERATIONS = { cast: 'castBallot', draw: 'checkIn' } as const;

/** Casting and drawing as they are deployed, on a real engine that is asked for its price at every request. */
export interface MeteredFunctions {
  /** For arranging; neither held to grants nor metered. */
  readonly stores: Pick<Dependencies, 'meetings' | 'registry' | 'ballotBox' | 'keyWrap'>;
  /** Casts a new ballot; what the function asked of the engine meanwhile. Throws when it is refused. */
  cast(meeting: MadeMeeting): Promise<readonly Charge[]>;
  /** Draws with a new voting card; as above. */
  draw(meeting: MadeMeeting): Promise<readonly Charge[]>;
  stop(): Promise<void>;
}

function meter(client: DynamoDBClient, charges: Charge[]): DynamoDBClient {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        const { output } = answer;
        const consumed = 'ConsumedCapacity' in output ? (output.ConsumedCapacity as ConsumedCapacity) : undefined;
        // A request without a price must not count as one that costs nothing.
        const { TableName: table = '', CapacityUnits: units = Number.NaN } = consumed ?? {};
        charges.push({ command: commandName.replace(/Command$/, ''), table, units });
        return answer;
      },
    { step: 'initialize', name: 'meter' },
  );
  return client;
}

export async function startMeteredFunctions(): Promise<MeteredFunctions> {
  const engine = await startEngine({});
  const clients: DynamoDBClient[] = [];
  const newClient = () => {
    const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'local-1', credentials: CREDENTIALS });
    clients.push(client);
    return client;
  };
  const plain = newClient();
  for (const name of Object.values(TABLES)) await plain.send(new CreateTableCommand(tableDefinition(name)));
  const charges: Charge[] = [];
  const keyWrap = new LocalKeyWrap({ wrappingKey: random(32), county: 'tuanfeng', randomBytes: random });
  const storesOn = (client: DynamoDBClient) => {
    const documents = DynamoDBDocumentClient.from(client);
    return {
      meetings: new Meetings(documents, TABLES.meetings),
      registry: new Registry(documents, TABLES.registry),
      ballotBox: new BallotBox(documents, TABLES.ballotBox),
      keyWrap,
    };
  };
  const stores = storesOn(plain);
  const send = {
    cast: senderOf('cast', storesOn(holdToGrants(meter(newClient(), charges), 'cast', TABLES))),
    draw: senderOf('draw', storesOn(holdToGrants(meter(newClient(), charges), 'draw', TABLES))),
  };
  const charged = async (name: MeteredName, request: object) => {
    charges.length = 0;
    await send[name](request);
    return [...charges];
  };
  let cards = 0;
  return {
    stores,
    cast: async (meeting) => charged('cast', { session: meeting.session, ballot: toB64u(ballotToCast(meeting)) }),
    draw: async ({ session }) => {
      cards += 1;
      const code = await registerCard(stores.registry, session, cards);
      return charged('draw', { session, code, blinded: toB64u(blindedMessage()) });
    },
    stop: async () => {
      for (const client of clients) client.destroy();
      await engine.stop();
    },
  };
}

/** Calls the one operation of a function as API Gateway does. */
function senderOf(name: MeteredName, stores: MeteredFunctions['stores']) {
  const deps: Dependencies = {
    ...UNREACHED,
    ...stores,
    county: 'tuanfeng',
    countyName: '团风县工商行政管理局',
    // A clock that stands: a state that is known for some seconds stays known.
    nowMs: () => 1_226_000_000_000,
    randomBytes: random,
    get documents(): never {
      throw new Error('neither casting nor drawing has storage');
    },
    verifyStaffToken: () => Promise.resolve(undefined),
    log: ({ errorName, frames }) => process.stderr.write(`${errorName}\n${frames.join('\n')}\n`),
    castTimeLimitMs: 2_000,
    notice: null,
  };
  const handler = makeHandler(FUNCTIONS[name], () => deps);
  const { method, path } = ROUTES[OPERATIONS[name]];
  return async (request: object): Promise<void> => {
    const event: Partial<APIGatewayProxyEventV2> = {
      routeKey: `${method} ${path}`,
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify(request),
      isBase64Encoded: false,
    };
    const { statusCode, body } = await handler(event as APIGatewayProxyEventV2, {} as Context);
    if (statusCode !== 200) throw new Error(`${OPERATIONS[name]} was answered with ${statusCode}: ${body}`);
  };
}

async function registerCard(registry: Registry, session: string, delegate: number): Promise<string> {
  const code = makeCode(random);
  const hash = await codeHash(session, code);
  const outcome = await registry.issuing.change(session, delegate, ({ code: _code, ...standing }) => ({
    kind: 'change',
    standing: { ...standing, codeHash: hash },
    answer: null,
  }));
  if (outcome.kind !== 'done') throw new Error('a card could not be registered');
  return code;
}

/** As long as a modulus and below each of them: its first byte is zero. */
function blindedMessage() {
  const blinded = random(TOKEN_SIGNATURE_BYTES);
  blinded[0] = 0;
  return blinded;
}
