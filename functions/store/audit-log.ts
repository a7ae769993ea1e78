import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { type AuditEntry, auditHash, GENESIS_HASH } from '../../shared/protocol/audit-chain.ts';
import { queryAll } from './query-pages.ts';

const auditEntry = z.strictObject({
  sequence: f.count,
  atMs: f.timeMs,
  who: z.string(),
  role: z.string(),
  what: z.string(),
  target: z.string(),
  why: z.string(),
  previousHash: f.hash,
  hash: f.hash,
});
export type AuditOrder = Pick<AuditEntry, 'atMs' | 'who' | 'role' | 'what' | 'target' | 'why'>;

const auditHead = z.object({ sequence: f.count, hash: f.hash });
export type AuditHead = z.output<typeof auditHead>;

const PARTITION = 'AUDIT';
const HEAD = 'HEAD';
const entryKey = (sequence: number): string => `ENTRY#${String(sequence).padStart(10, '0')}`;
const entryIsNew = 'attribute_not_exists(pk)';
const headIsTheOneRead = '#hash = :hash';
/** Each attempt that fails means that another entry went in. */
const MAX_ATTEMPTS = 25;

/** The append-only, hash-chained log of what staff ordered; part of the table `Registry` (see registry.ts). */
export class AuditLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * Appends one order, before its effect: what happened is on the log even if the process dies between the two.
   * 1 RCU, 4 WCU (a transaction of entry and head).
   */
  async append(order: AuditOrder): Promise<AuditEntry> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const head = await this.#readHead();
      const { atMs, who, role, what, target, why } = order;
      const sequence = head === undefined ? 1 : head.sequence + 1;
      const entry = { sequence, atMs, who, role, what, target, why, previousHash: head?.hash ?? GENESIS_HASH };
      const hashed = { ...entry, hash: await auditHash(entry) };
      if (await this.#write(hashed, head)) return hashed;
    }
    throw new Error('the audit log changed too often under one entry');
  }

  /** Up to `limit` entries before the sequence number `before` (from the newest without), newest first. ½ RCU per 4 KB. */
  async list({ before, limit }: { before?: number | undefined; limit: number }): Promise<readonly AuditEntry[]> {
    const found = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :log AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':log': PARTITION,
          ':first': entryKey(0),
          ':last': before === undefined ? entryKey(9_999_999_999) : entryKey(before - 1),
        },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return (found.Items ?? []).map(parseEntry);
  }

  /** The entries `from` to `to`, oldest first; as many queries as it has megabytes, 1 RCU per 4 KB. */
  async range({ from, to }: { readonly from: number; readonly to: number }): Promise<readonly AuditEntry[]> {
    const items = await queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :log AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':log': PARTITION, ':first': entryKey(from), ':last': entryKey(to) },
      // The newest entry was written a moment ago.
      ConsistentRead: true,
    });
    return items.map(parseEntry);
  }

  /** Number and hash of the newest entry, consistently; `null` of an empty log. 1 RCU. */
  async head(): Promise<AuditHead | null> {
    return (await this.#readHead()) ?? null;
  }

  async #readHead(): Promise<AuditHead | undefined> {
    const found = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { pk: PARTITION, sk: HEAD }, ConsistentRead: true }),
    );
    return found.Item === undefined ? undefined : auditHead.parse(found.Item);
  }

  async #write(entry: AuditEntry, head: AuditHead | undefined): Promise<boolean> {
    const { sequence, hash } = entry;
    const headCondition =
      head === undefined
        ? { ConditionExpression: entryIsNew }
        : {
            ConditionExpression: headIsTheOneRead,
            ExpressionAttributeNames: { '#hash': 'hash' },
            ExpressionAttributeValues: { ':hash': head.hash },
          };
    const TableName = this.#table;
    const item = { pk: PARTITION, sk: entryKey(sequence), ...entry };
    try {
      await this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName, Item: item, ConditionExpression: entryIsNew } },
            { Put: { TableName, Item: { pk: PARTITION, sk: HEAD, sequence, hash }, ...headCondition } },
          ],
        }),
      );
      return true;
    } catch (error) {
      if (lostARace(error)) return false;
      throw error;
    }
  }
}

const parseEntry = ({ pk: _pk, sk: _sk, ...entry }: Record<string, unknown>): AuditEntry => auditEntry.parse(entry);

/** Somebody wrote first, or is writing: nothing was written here. Any other cancellation is a fault. */
export const lostARace = (error: unknown): error is TransactionCanceledException =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(
    ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
  );
