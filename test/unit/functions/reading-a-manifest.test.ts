import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { Meetings } from '../../../functions/store/meetings.ts';
import { vectorManifest } from '../protocol/vectors.ts';

const SESSION = 'tuanfeng-2008-huilongshan';
const HASH = 'a'.repeat(64);
const manifest = vectorManifest();
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'local-1' }));
const engine = mockClient(client);
const meetings = () => new Meetings(client, 'Meetings');

test('a manifest that has not reached every replica yet is found by a second, consistent read', async () => {
  engine.reset();
  const Item = { json: JSON.stringify(manifest) };
  engine.on(GetCommand, { ConsistentRead: false }).resolves({});
  engine.on(GetCommand, { ConsistentRead: true }).resolves({ Item });
  expect(await meetings().getManifest(SESSION, HASH)).toEqual(manifest);
});

test('a manifest that is found at once is read at half the price, and once', async () => {
  engine.reset();
  engine.on(GetCommand).resolves({ Item: { json: JSON.stringify(manifest) } });
  expect(await meetings().getManifest(SESSION, HASH)).toEqual(manifest);
  expect(engine.calls().map(({ args: [command] }) => Object(command.input).ConsistentRead)).toEqual([false]);
});
