import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { TABLES, tableDefinition } from '../../../functions/store/tables.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';
import { engineUnderTest, ownCredentials } from '../engine-under-test.ts';

/** What the engine says it charged for one request. */
export interface Charge {
  readonly operation: string;
  readonly units: number;
}

/** The real engine with the three tables, for one test file. */
export interface Tables {
  readonly client: DynamoDBDocumentClient;
  /** Every request since the start, with its price. */
  readonly charges: readonly Charge[];
  /** All items of all tables: what a refused step must leave as it was. */
  everything(): Promise<string>;
}

/** Tables on an engine of their own, to be ended by whoever opened them. */
export interface OpenTables extends Tables {
  /** Of the engine. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Starts the engine and makes the tables. */
export async function openTables(): Promise<OpenTables> {
  const charges: Charge[] = [];
  const engine = await engineUnderTest();
  const credentials = ownCredentials();
  const plain = new DynamoDBClient({ endpoint: engine.endpoint, region: 'local-1', credentials, maxAttempts: 1 });
  recordCharges(plain, charges);
  const client = DynamoDBDocumentClient.from(plain);
  for (const table of TABLES) await client.send(new CreateTableCommand(tableDefinition(table)));
  return {
    endpoint: engine.endpoint,
    client,
    charges,
    everything: async () => JSON.stringify(await Promise.all(TABLES.map((table) => itemsOf(client, table)))),
    close: async () => {
      client.destroy();
      await engine.stop();
    },
  };
}

async function itemsOf(client: DynamoDBDocumentClient, TableName: string): Promise<readonly string[]> {
  const items: string[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    items.push(...Items.map(itemText));
  return items.sort();
}

/** The engine gives attributes in any order. */
const itemText = (item: Record<string, unknown>): string =>
  jcsText(Object.fromEntries(Object.entries(item).map(([name, value]) => [name, textOf(value)])));

const textOf = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value;

function recordCharges(client: DynamoDBClient, charges: Charge[]): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const isPriced = /^(Put|Get|Query|Update|Delete)/.test(commandName);
        const input = isPriced ? { ...args.input, ReturnConsumedCapacity: 'TOTAL' as const } : args.input;
        const answer = await next({ ...args, input });
        const output: object = answer.output;
        if ('ConsumedCapacity' in output)
          charges.push({ operation: commandName, units: unitsOf(output.ConsumedCapacity) });
        return answer;
      },
    { step: 'initialize', name: 'recordCharges' },
  );
}

const unitsOf = (capacity: unknown): number =>
  typeof capacity === 'object' && capacity !== null && 'CapacityUnits' in capacity
    ? Number(capacity.CapacityUnits)
    : Number.NaN;
