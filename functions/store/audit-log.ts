import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs } from '../../shared/protocol/jcs.ts';

/** One line: who ordered what, on what, why. Never a delegate's name, phone, code or id. */
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
export type AuditEntry = z.output<typeof auditEntry>;
export type AuditOrder = Pick<AuditEntry, 'atMs' | 'who' | 'role' | 'what' | 'target' | 'why'>;

const auditHead = z.object({ sequence: f.count, hash: f.hash });
type AuditHead = z.output<typeof auditHead>;

/** The hash that the first entry follows. */
export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256 over the JCS bytes of the entry without its own hash. */
export const auditHash = (entry: Omit<AuditEntry, 'hash'>): Promise<string> => hashHex(jcs(entry));

/**
 * Checks a run of entries, oldest first, that follows `previousHash`: the sequence number of the first entry that was altered,
 * moved or put in place of another, or `null`.
 */
export async function firstBrokenEntry(
  entries: readonly AuditEntry[],
  previousHash: string = GENESIS_HASH,
): Promise<number | null> {
  let expected = { hash: previousHash, sequence: entries[0]?.sequence ?? 0 };
  for (const { hash, ...entry } of entries) {
    const holds =
      entry.sequence === expected.sequence && entry.previousHash === expected.hash && hash === (await auditHash(entry));
    if (!holds) return entry.sequence;
    expected = { hash, sequence: entry.sequence + 1 };
  }
  return null;
}

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
    return (found.Items ?? []).map(({ pk: _pk, sk: _sk, ...entry }) => auditEntry.parse(entry));
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

/** Somebody wrote first, or is writing: nothing was written here. Any other cancellation is a fault. */
export const lostARace = (error: unknown): error is TransactionCanceledException =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(
    ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
  );
