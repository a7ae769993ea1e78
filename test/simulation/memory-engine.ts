import {
  type AttributeValue,
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  GetCommand,
  type GetCommandOutput,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { holds, type Item, type Placeholders, projected, updated } from './expressions.ts';

/** What is at a key: the item now, and what a reading that need not be consistent may still see. */
interface Place {
  readonly now: Item;
  readonly before: Item | undefined;
  readonly writtenAtMs: number;
}

/** A reading that need not be consistent is at most so far behind. */
const BEHIND_MS = 1_000;

type Conditional = Placeholders & Pick<PutCommandInput, 'ConditionExpression' | 'ReturnValuesOnConditionCheckFailure'>;

export interface Consistency {
  /** A reading that does not ask for consistency sees each item as it was before a write of the last second. */
  readonly isStale: boolean;
}

type Key = Readonly<Record<string, unknown>>;
type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Prepared = { readonly table: string; readonly key: Key; readonly item: Item };

const NO_METADATA = { $metadata: {} };

/** In the service's own form, as an exception carries an item: only ballots are ever asked for that way. */
const inServiceForm = (value: unknown): AttributeValue => {
  if (typeof value === 'string') return { S: value };
  if (value instanceof Uint8Array) return { B: value };
  throw new Error('a value that no store of a meeting asks back');
};

function refused(item: Item | undefined): ConditionalCheckFailedException {
  const message = 'The conditional request failed';
  if (item === undefined) return new ConditionalCheckFailedException({ ...NO_METADATA, message });
  const Item = Object.fromEntries(Object.entries(item).map(([name, value]) => [name, inServiceForm(value)]));
  return new ConditionalCheckFailedException({ ...NO_METADATA, message, Item });
}

const textOf = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error('a key is not a text');
  return value;
};

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}

/** A copy that nobody changes, so that readers need none of their own. */
function kept(item: Item): Item {
  const copy = structuredClone(item);
  freeze(copy);
  return copy;
}

/** Whether one of these conditions holds for an item; a mutant of the store answers otherwise. */
export type Judge = typeof holds;

/**
 * An in-memory DynamoDB that speaks only the commands and expressions which the stores of a meeting send, and refuses everything
 * else aloud. It answers at once and in one thread, so that a schedule decides alone what comes when; a test holds it to the
 * real engine's answers.
 */
export class MemoryEngine {
  readonly #tables = new Map<string, Map<string, Map<string, Place>>>();
  readonly #holds: Judge;
  readonly #nowMs: () => number;
  /** Grows with every item written. */
  writes = 0;

  constructor({ judge = holds, nowMs = () => 0 }: { readonly judge?: Judge; readonly nowMs?: () => number } = {}) {
    this.#holds = judge;
    this.#nowMs = nowMs;
  }

  /** @throws ConditionalCheckFailedException, TransactionCanceledException as the service does */
  answer(command: unknown, { isStale }: Consistency = { isStale: false }): object {
    if (command instanceof GetCommand) return this.#get(command, isStale);
    if (command instanceof PutCommand) return this.#put(command.input);
    if (command instanceof UpdateCommand) return this.#update(command.input);
    if (command instanceof QueryCommand) return this.#query(command.input, isStale);
    if (command instanceof BatchGetCommand) return this.#batchGet(command, isStale);
    if (command instanceof TransactWriteCommand) return this.#transact(command.input.TransactItems ?? []);
    throw new Error('a command that no store of a meeting sends');
  }

  /** Everything under one partition key, in the order of the sort keys. */
  partition(table: string, partition: string): readonly Item[] {
    return this.#sorted(table, partition, false);
  }

  /** Every item of a table, by partition. */
  *everything(table: string): Generator<Item> {
    for (const partition of this.#tables.get(table)?.keys() ?? []) yield* this.partition(table, partition);
  }

  #get({ input }: GetCommand, isStale: boolean): GetCommandOutput {
    const place = this.#place(input.TableName, input.Key ?? {});
    const item = place && this.#seen(place, isStale && input.ConsistentRead !== true);
    return item === undefined ? NO_METADATA : { ...NO_METADATA, Item: { ...item } };
  }

  #put(input: PutCommandInput): object {
    this.#write(this.#preparePut(input));
    return NO_METADATA;
  }

  #update(input: UpdateCommandInput): object {
    this.#write(this.#prepareUpdate(input));
    return NO_METADATA;
  }

  #preparePut(input: PutCommandInput): Prepared {
    const [table, item] = [textOf(input.TableName), kept(input.Item ?? {})];
    this.#insist(input, this.#place(table, item)?.now);
    return { table, key: item, item };
  }

  #prepareUpdate(input: UpdateCommandInput): Prepared {
    const [table, key] = [textOf(input.TableName), input.Key ?? {}];
    const there = this.#place(table, key)?.now;
    this.#insist(input, there);
    return { table, key, item: kept(updated(input.UpdateExpression, there ?? key, input)) };
  }

  #insist(input: Conditional, item: Item | undefined): void {
    if (this.#holds(input.ConditionExpression, item ?? {}, input)) return;
    throw refused(input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? item : undefined);
  }

  #transact(items: readonly TransactItem[]): object {
    const prepared: Prepared[] = [];
    const reasons: CancellationReason[] = items.map((item) => {
      try {
        prepared.push(this.#prepare(item));
        return { Code: 'None' };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return { Code: 'ConditionalCheckFailed', Message: error.message };
      }
    });
    if (reasons.some(({ Code }) => Code !== 'None')) {
      const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`;
      throw new TransactionCanceledException({ ...NO_METADATA, message, CancellationReasons: reasons });
    }
    for (const one of prepared) this.#write(one);
    return NO_METADATA;
  }

  #prepare({ Put, Update }: TransactItem): Prepared {
    if (Put !== undefined) return this.#preparePut(Put);
    if (Update !== undefined) return this.#prepareUpdate(Update);
    throw new Error('a part of a transaction that no store of a meeting sends');
  }

  #query(input: QueryCommandInput, isStale: boolean): QueryCommandOutput {
    // Whole partitions of a meeting are far below the megabyte at which the service cuts.
    if (input.Limit !== undefined || input.ExclusiveStartKey !== undefined)
      throw new Error('a page that no store of a meeting asks for');
    const expression = textOf(input.KeyConditionExpression);
    const partition = /^pk = (:\w+)/.exec(expression)?.[1] ?? '';
    const values = input.ExpressionAttributeValues ?? {};
    const stale = isStale && input.ConsistentRead !== true;
    const inOrder = this.#sorted(textOf(input.TableName), textOf(values[partition]), stale);
    const sorted = input.ScanIndexForward === false ? inOrder.toReversed() : inOrder;
    const found = sorted.filter((item) => holds(expression, item, input));
    const kept = found.filter((item) => holds(input.FilterExpression, item, input));
    const counted = { ...NO_METADATA, Count: kept.length, ScannedCount: found.length };
    if (input.Select === 'COUNT') return counted;
    return { ...counted, Items: kept.map((item) => ({ ...projected(input.ProjectionExpression, item, input) })) };
  }

  #batchGet({ input }: BatchGetCommand, isStale: boolean): BatchGetCommandOutput {
    const asked = Object.entries(input.RequestItems ?? {});
    const responses = asked.map(([table, { Keys = [], ...how }]) => {
      const places = Keys.flatMap((key) => this.#place(table, key) ?? []);
      const isBehind = isStale && how.ConsistentRead !== true;
      const items = places.map((place) => this.#seen(place, isBehind)).filter((item) => item !== undefined);
      return [table, items.map((item) => ({ ...projected(how.ProjectionExpression, item, how) }))];
    });
    return { ...NO_METADATA, Responses: Object.fromEntries(responses), UnprocessedKeys: {} };
  }

  #place(table: string | undefined, key: Key): Place | undefined {
    return this.#tables.get(textOf(table))?.get(textOf(key['pk']))?.get(textOf(key['sk']));
  }

  #sorted(table: string, partition: string, isStale: boolean): readonly Item[] {
    const places = [...(this.#tables.get(table)?.get(partition) ?? [])].sort(([left], [right]) =>
      left < right ? -1 : 1,
    );
    return places.map(([, place]) => this.#seen(place, isStale)).filter((item) => item !== undefined);
  }

  #seen({ now, before, writtenAtMs }: Place, isStale: boolean): Item | undefined {
    return isStale && this.#nowMs() - writtenAtMs < BEHIND_MS ? before : now;
  }

  #write({ table, key, item }: Prepared): void {
    const [partition, sort] = [textOf(key['pk']), textOf(key['sk'])];
    const partitions = this.#tables.get(table) ?? new Map<string, Map<string, Place>>();
    this.#tables.set(table, partitions);
    const places = partitions.get(partition) ?? new Map<string, Place>();
    partitions.set(partition, places);
    places.set(sort, { now: item, before: places.get(sort)?.now, writtenAtMs: this.#nowMs() });
    this.writes += 1;
  }
}
