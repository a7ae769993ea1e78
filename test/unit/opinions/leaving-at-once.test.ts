import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { Opinions } from '../../../functions/store/opinions.ts';

/** A table that cancels every transaction, each part for its own reason. */
function cancelling(codes: readonly string[]): Opinions {
  const client = new DynamoDBClient({
    region: 'cn-north-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  client.middlewareStack.add(
    () => async () => {
      const CancellationReasons = codes.map((Code) => ({ Code }));
      throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons });
    },
    { step: 'initialize', name: 'cancel' },
  );
  return new Opinions(DynamoDBDocumentClient.from(client), 'Opinions');
}

const leave = (table: Opinions) =>
  table.leave({
    session: 'tuanfeng-2008-huilongshan',
    receiptHash: 'a'.repeat(64),
    content: {
      kind: 'question',
      about: { kind: 'unit' },
      text: '年检能不能网上办？',
      named: null,
      channel: 'page',
      invited: true,
      day: '2008-03-01',
    },
    photos: [`incoming/2008-03-01/${'a'.repeat(22)}`],
    spent: 'b'.repeat(64),
  });

const FREE = 'None';
const TAKEN = 'ConditionalCheckFailed';
const AT_ONCE = 'TransactionConflict';

describe('an opinion that is left', () => {
  it('twice at one moment is asked for again, and is not said to lack a photo', async () => {
    await expect(leave(cancelling([AT_ONCE, FREE, FREE]))).rejects.toThrow(TransactionCanceledException);
  });

  it.each([
    [[FREE, TAKEN, FREE], 'token-spent'],
    [[FREE, FREE, TAKEN], 'photo-taken'],
  ] as const)('is refused by what is taken: %j', async (codes, refused) => {
    expect(await leave(cancelling(codes))).toBe(refused);
  });
});
