import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { queryPartition } from './query-pages.ts';

const FORGET = 'forget#waiting';
const markItem = z.strictObject({ pk: z.literal(FORGET), sk: f.sessionId });

/**
 * Sessions whose opinions are to lose the names given with them; part of the table `Meetings` (see meetings.ts), since retention
 * knows when and must not reach what was said, and whoever reaches it knows of no round.
 */
export class ForgetMarks {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Leaving it twice is leaving it. 1 WCU. */
  async leave(session: string): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: this.#table, Item: { pk: FORGET, sk: session } }));
  }

  /** Every session that waits, consistently. One Query a megabyte, 1 RCU per 4 KB (60 B each). */
  async list(): Promise<readonly string[]> {
    const items = await queryPartition(this.#client, this.#table, FORGET);
    return items.map((item) => markItem.parse(item).sk);
  }

  /** Deleting it twice is deleting it. 1 WCU. */
  async delete(session: string): Promise<void> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: { pk: FORGET, sk: session } }));
  }
}
