import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { readEach } from '../../../functions/store/read-each.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'local-1' }));
const engine = mockClient(client);
const TABLE = 'County-Registry';

const keysOf = (count: number) => Array.from({ length: count }, (_, place) => ({ pk: 'P', sk: String(place) }));
const asked = () =>
  engine.commandCalls(BatchGetCommand).map(({ args: [{ input }] }) => input.RequestItems?.[TABLE]?.Keys?.length);

/** Gives the first of what is asked, and leaves the rest: what an engine does for the size or the rate of it. */
const answerAtMost = (most: number) =>
  engine.on(BatchGetCommand).callsFake((input: BatchGetCommand['input']) => {
    const keys = input.RequestItems?.[TABLE]?.Keys ?? [];
    const left = keys.slice(most);
    return {
      Responses: { [TABLE]: keys.slice(0, most) },
      UnprocessedKeys: left.length === 0 ? {} : { [TABLE]: { Keys: left } },
    };
  });

beforeEach(() => engine.reset());

describe('items read by their keys', () => {
  it('are asked for by the hundred, and not at all where there are none', async () => {
    answerAtMost(100);
    expect(await readEach(client, { table: TABLE, keys: [] })).toEqual([]);
    expect(await readEach(client, { table: TABLE, keys: keysOf(250) })).toEqual(keysOf(250));
    expect(asked()).toEqual([100, 100, 50]);
  });

  it('that the engine left over are asked for again, until all are there', async () => {
    answerAtMost(20);
    expect(await readEach(client, { table: TABLE, keys: keysOf(50), ConsistentRead: true })).toEqual(keysOf(50));
    expect(asked()).toEqual([50, 30, 10]);
    for (const { args } of engine.commandCalls(BatchGetCommand))
      expect(args[0].input.RequestItems?.[TABLE]?.ConsistentRead).toBe(true);
  });

  it('that the engine never gives are a fault, after six times', async () => {
    answerAtMost(0);
    await expect(readEach(client, { table: TABLE, keys: keysOf(3) })).rejects.toThrow('left keys unprocessed');
    expect(asked()).toEqual([3, 3, 3, 3, 3, 3]);
  });
});
