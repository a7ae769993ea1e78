import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { RATINGS } from '../../shared/process/opinions.ts';
import { queryPartition } from './query-pages.ts';
import type { PutParts } from './versioned-items.ts';

const WAITING = 'ratings#waiting';
const itemIsNew = 'attribute_not_exists(pk)';

/** Beside its key nothing but what is to be counted: no receipt, no day. */
const waitingItem = z.strictObject({
  pk: z.literal(WAITING),
  sk: z.string(),
  session: f.sessionId,
  item: f.count,
  reply: f.count,
  rating: z.enum(RATINGS),
});

/** A rating that came since the last night. */
export interface WaitingRating {
  /** Under what it is counted on its item; only its author's secret gives it. */
  readonly id: string;
  readonly session: string;
  readonly item: number;
  readonly reply: number;
  readonly rating: (typeof RATINGS)[number];
}

/** Ratings that the night is to count, in one partition; part of the table `Opinions` (see opinions.ts). */
export class WaitingRatings {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** That a rating waits, as a part of a transaction. */
  putting({ id, session, item, reply, rating }: WaitingRating): PutParts {
    const Item = { pk: WAITING, sk: id, session, item, reply, rating };
    return { TableName: this.#table, Item, ConditionExpression: itemIsNew };
  }

  /** All of them, consistently, in the order of their ids, which is none. One Query a megabyte, 1 RCU per 4 KB (150 B each). */
  async list(): Promise<readonly WaitingRating[]> {
    const items = await queryPartition(this.#client, this.#table, WAITING);
    return items.map((item) => {
      const { pk: _pk, sk: id, ...rating } = waitingItem.parse(item);
      return { id, ...rating };
    });
  }

  /** It waits no more; deleting it twice is deleting it. 1 WCU. */
  async delete({ id }: Pick<WaitingRating, 'id'>): Promise<void> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: { pk: WAITING, sk: id } }));
  }
}
