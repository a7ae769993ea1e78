import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { BallotBox } from '../../../../functions/store/ballot-box.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'local-1' }));
const engine = mockClient(client);
const box = new BallotBox(client, 'BallotBox');
const SESSION = 'session';
const ROOT = 'a'.repeat(64);
const refused = new ConditionalCheckFailedException({ message: 'condition', $metadata: {} });
const throttled = Object.assign(new Error('throttled'), { name: 'ThrottlingException' });
const ENTRY = { entry: 'entry', slot: 'discipline', as: 'entry' } as const;
const entryOf = (ballots: number[][]) => ({ ballots, signature: 'A'.repeat(86) });
const PAGE = { session: SESSION, boardRoot: ROOT, slot: 'discipline', page: 7 } as const;

beforeEach(() => engine.reset());

test('ballots are read as they are at that moment: a board never lacks one that was acknowledged', async () => {
  engine.on(QueryCommand).resolves({ Items: [{ ballot: Uint8Array.of(1) }] });
  expect(await box.readBallots(SESSION)).toHaveLength(16);
  expect(engine.commandCalls(QueryCommand).map(({ args }) => args[0].input.ConsistentRead)).toEqual(
    Array(16).fill(true),
  );
});

test('ballots are counted without being read, and a page without items or without a count is none', async () => {
  engine.on(QueryCommand).resolvesOnce({}).resolves({ Count: 2 });
  expect(await box.countBallots(SESSION)).toBe(30);
  expect(engine.commandCalls(QueryCommand).map(({ args }) => args[0].input.Select)).toEqual(Array(16).fill('COUNT'));
  expect(await box.readBallots(SESSION)).toEqual([]);
});

test.each([
  ['no item at all', undefined],
  ['an item without a ballot', {}],
])('a refusal that brings %s along is a fault, and never taken for another ballot', async (_, Item) => {
  engine
    .on(PutCommand)
    .rejects(Object.assign(new ConditionalCheckFailedException({ message: '', $metadata: {} }), { Item }));
  await expect(box.cast(SESSION, '0f', Uint8Array.of(1))).rejects.toThrow('the ballot that was there was not returned');
});

test('an engine that is busy is a fault, not a ballot or a page that was there before', async () => {
  engine.on(PutCommand).rejects(throttled);
  await expect(box.cast(SESSION, '0f', Uint8Array.of(1))).rejects.toBe(throttled);
  await expect(box.putPaper(SESSION, ENTRY, entryOf([[1]]))).rejects.toBe(throttled);
  expect(engine.commandCalls(GetCommand)).toEqual([]);
});

test('what the tellers handed in is read as it is at that moment, and a page that is recorded and missing is a fault', async () => {
  engine.on(GetCommand).resolves({});
  await expect(box.getSharePage(PAGE)).rejects.toThrow('a page of shares that was recorded is missing');
  const [asked] = engine.commandCalls(GetCommand);
  expect(asked?.args[0].input).toMatchObject({
    ConsistentRead: true,
    Key: { pk: 'session#shares', sk: `${ROOT}#discipline#0007` },
  });
});

test('an entry of paper ballots is written in as many parts as it needs, and the last may be full; then its signature', async () => {
  engine.on(PutCommand).resolves({});
  const json = (rows: number) => JSON.stringify(Array(rows).fill([1])).length;
  // 4 characters a row, one of them a comma between two.
  const rows = 75_000 - 1;
  expect(json(rows)).toBe(300_000 - 3);
  await box.putPaper(SESSION, ENTRY, entryOf([...Array<number[]>(rows - 1).fill([1]), [1000]]));
  expect(engine.commandCalls(PutCommand).map(({ args }) => args[0].input.Item?.['parts'])).toEqual([1, undefined]);
  engine.resetHistory();
  await box.putPaper(SESSION, ENTRY, entryOf(Array<number[]>(rows + 1).fill([1])));
  expect(
    engine.commandCalls(PutCommand).map(({ args }) => [args[0].input.Item?.['sk'], args[0].input.Item?.['parts']]),
  ).toEqual([
    ['entry#0', 2],
    ['entry#1', 2],
    ['entry#discipline', undefined],
  ]);
});

test('a settlement’s signature lies beside the entry’s of the same teller', async () => {
  engine.on(PutCommand).resolves({});
  for (const as of ['entry', 'settlement'] as const) await box.putPaper(SESSION, { ...ENTRY, as }, entryOf([[1]]));
  expect(engine.commandCalls(PutCommand).map(({ args }) => args[0].input.Item?.['sk'])).toEqual([
    ...['entry#0', 'entry#discipline'],
    ...['entry#0', 'entry#discipline#settled'],
  ]);
});

test('what is there already is read anew to be compared', async () => {
  engine.on(PutCommand).rejects(refused);
  engine.on(GetCommand).resolves({});
  await box.putPaper(SESSION, ENTRY, entryOf([[1]]));
  expect(engine.commandCalls(GetCommand).map(({ args }) => args[0].input.ConsistentRead)).toEqual([true, true]);
});
