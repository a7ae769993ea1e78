import { setTimeout as delay } from 'node:timers/promises';
import { BatchGetCommand, type BatchGetCommandInput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Item = Record<string, unknown>;
/** What is asked of each item beside its key. */
type How = Omit<NonNullable<BatchGetCommandInput['RequestItems']>[string], 'Keys' | 'AttributesToGet'>;

/** So many keys one request takes. */
const KEYS_AT_ONCE = 100;
/** What a request leaves, for its size or its rate, is asked again, after twice as long each time. */
const MAX_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 25;

async function readBatch(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Item[],
  how: How,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let left: readonly Item[] = keys;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 0) await delay(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    const found = await client.send(new BatchGetCommand({ RequestItems: { [table]: { ...how, Keys: [...left] } } }));
    items.push(...(found.Responses?.[table] ?? []));
    left = found.UnprocessedKeys?.[table]?.Keys ?? [];
    if (left.length === 0) return items;
  }
  throw new Error('BatchGetItem left keys unprocessed');
}

/** The items of these keys, in no order; those that are not there are left out. A request a hundred; the units are those of each item alone. */
export async function readEach(
  client: DynamoDBDocumentClient,
  { table, keys, ...how }: { readonly table: string; readonly keys: readonly Item[] } & How,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let start = 0; start < keys.length; start += KEYS_AT_ONCE)
    items.push(...(await readBatch(client, table, keys.slice(start, start + KEYS_AT_ONCE), how)));
  return items;
}
