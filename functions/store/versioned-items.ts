import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { readEach } from './read-each.ts';

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** A value as it was read. `version` is 1 when it was written first, one more with each change. */
export interface Versioned<Value> {
  readonly value: Value;
  readonly version: number;
}

/**
 * What is decided on an item as it was read (`undefined`: not there yet). Asked again when somebody else wrote meanwhile, so it
 * must be pure.
 */
export type ItemDecision<Value, Answer, Refused> =
  | { readonly kind: 'write'; readonly value: Value; readonly answer: Answer }
  | { readonly kind: 'keep'; readonly answer: Answer }
  | { readonly kind: 'refuse'; readonly refusal: Refused };

export type ItemOutcome<Answer, Refused> =
  | { readonly kind: 'done'; readonly answer: Answer; readonly version: number }
  | { readonly kind: 'refuse'; readonly refusal: Refused };

export interface ItemPage<Value> {
  readonly items: readonly (Versioned<Value> & { readonly sk: string })[];
  /** Pass as `after` for the next page; `null` at the end. */
  readonly next: string | null;
}

export interface PageWanted {
  readonly prefix: string;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: string | undefined;
}

const itemIsNew = 'attribute_not_exists(pk)';
const versionIsTheOneRead = '#version = :version';
/** Each attempt that fails means that somebody else's change went in. */
const MAX_ATTEMPTS = 25;

const stored = z.looseObject({ pk: z.string(), sk: z.string(), version: z.int(), value: z.unknown() });

/** A conditional put, to be sent alone or in a transaction. */
export type PutParts = {
  readonly TableName: string;
  readonly Item: Record<string, unknown>;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
};

/**
 * Items that are read and written whole, each under a version: two people who press at once give two steps one after the other,
 * never one lost. Reading is consistent, 1 RCU per 4 KB; a change is one read and one conditional put, 1 WCU per KB.
 */
export class VersionedItems<Value> {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #parse: (value: unknown) => Value;

  constructor(client: DynamoDBDocumentClient, table: string, schema: { parse(value: unknown): Value }) {
    this.#client = client;
    this.#table = table;
    this.#parse = (value) => schema.parse(value);
  }

  read(key: ItemKey): Promise<Versioned<Value> | undefined> {
    return this.#get(key, { ConsistentRead: true });
  }

  /** As it was a moment ago: ½ RCU per 4 KB. */
  glance(key: ItemKey): Promise<Versioned<Value> | undefined> {
    return this.#get(key, { ConsistentRead: false });
  }

  /** Those of these items of a partition that are there, by sort key, consistently. A batch a hundred, 1 RCU per 4 KB each. */
  async readMany(pk: string, sortKeys: readonly string[]): Promise<ReadonlyMap<string, Versioned<Value>>> {
    const keys = sortKeys.map((sk) => ({ pk, sk }));
    const found = await readEach(this.#client, { table: this.#table, keys, ConsistentRead: true });
    return new Map(found.map((item) => [stored.parse(item).sk, this.#versioned(item)]));
  }

  /** Reads, lets `decide` decide, writes if nobody wrote meanwhile, and decides anew when somebody did. */
  async change<Answer, Refused>(
    key: ItemKey,
    decide: (
      current: Versioned<Value> | undefined,
    ) => ItemDecision<Value, Answer, Refused> | Promise<ItemDecision<Value, Answer, Refused>>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const current = await this.read(key);
      const version = current?.version ?? 0;
      const decision = await decide(current);
      if (decision.kind === 'refuse') return decision;
      if (decision.kind === 'keep') return { kind: 'done', answer: decision.answer, version };
      if (await this.#put(key, version, decision.value))
        return { kind: 'done', answer: decision.answer, version: version + 1 };
    }
    throw new Error('an item changed too often under one step');
  }

  /** The items of a partition whose sort key starts with `prefix`, in its order, one Query. ½ RCU per 4 KB, eventually. */
  list(pk: string, page: PageWanted): Promise<ItemPage<Value>> {
    return this.#query(pk, page, { ConsistentRead: false });
  }

  /** Every one of them, consistently: for whoever counts what was written a moment ago. A Query a page, 1 RCU per 4 KB. */
  async every(pk: string, { prefix, limit }: Omit<PageWanted, 'after'>): Promise<readonly Value[]> {
    const values: Value[] = [];
    let after: string | undefined;
    do {
      const { items, next } = await this.#query(pk, { prefix, limit, after }, { ConsistentRead: true });
      values.push(...items.map(({ value }) => value));
      after = next ?? undefined;
    } while (after !== undefined);
    return values;
  }

  async #query(
    pk: string,
    { prefix, limit, after }: PageWanted,
    how: { readonly ConsistentRead: boolean },
  ): Promise<ItemPage<Value>> {
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
        Limit: limit,
        ...how,
        ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
      }),
    );
    const items = Items.map((item) => ({ ...this.#versioned(item), sk: stored.parse(item).sk }));
    return { items, next: LastEvaluatedKey === undefined ? null : z.string().parse(LastEvaluatedKey['sk']) };
  }

  async #get(key: ItemKey, how: { readonly ConsistentRead: boolean }): Promise<Versioned<Value> | undefined> {
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key: { ...key }, ...how }));
    return Item === undefined ? undefined : this.#versioned(Item);
  }

  #versioned(item: Record<string, unknown>): Versioned<Value> {
    const { version, value } = stored.parse(item);
    return { version, value: this.#parse(value) };
  }

  /** The put of a change as a part of a transaction: `readVersion` 0 for an item that must be new. */
  putting(key: ItemKey, readVersion: number, value: Value): PutParts {
    const condition =
      readVersion === 0
        ? { ConditionExpression: itemIsNew }
        : {
            ConditionExpression: versionIsTheOneRead,
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': readVersion },
          };
    return { TableName: this.#table, Item: { ...key, version: readVersion + 1, value }, ...condition };
  }

  async #put(key: ItemKey, readVersion: number, value: Value): Promise<boolean> {
    try {
      await this.#client.send(new PutCommand(this.putting(key, readVersion, value)));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
