import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { Issuing, recordOf, type Standing } from '../../../../functions/store/issuing.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'local-1' }));
const engine = mockClient(client);
const issuing = new Issuing(client, 'Registry');
const [SESSION, HASH] = ['session', 'a'.repeat(64)];
const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const withCard = (standing: Standing) =>
  ({ kind: 'change', standing: { ...recordOf(standing), codeHash: HASH }, answer: 'given' }) as const;
const written = () => engine.commandCalls(TransactWriteCommand).length;

beforeEach(() => {
  engine.reset();
  engine.on(GetCommand).resolves({});
});

describe('a step for one delegate', () => {
  test('that others overtake each time is given up after ten attempts, with a fault that names nobody', async () => {
    engine.on(TransactWriteCommand).rejects(cancelled('None', 'ConditionalCheckFailed'));
    await expect(issuing.change(SESSION, 7, withCard)).rejects.toThrow(/^a standing changed too often under one step$/);
    expect(written()).toBe(10);
  });

  test('whose new code is there already is tried once more, since its own answer may have been lost', async () => {
    engine.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed', 'None'));
    expect(await issuing.change(SESSION, 7, withCard)).toEqual({ kind: 'code-taken' });
    expect(written()).toBe(2);
  });

  test('that brings no new code is overtaken, whatever part of it was refused', async () => {
    engine.on(TransactWriteCommand).rejectsOnce(cancelled('ConditionalCheckFailed')).resolves({});
    const removing = (standing: Standing) =>
      ({ kind: 'change', standing: { ...recordOf(standing), drewBefore: true }, answer: 'taken' }) as const;
    expect(await issuing.change(SESSION, 7, removing)).toEqual({ kind: 'done', answer: 'taken' });
    expect(written()).toBe(2);
  });

  test('is done, once, where nothing is in its way', async () => {
    engine.on(TransactWriteCommand).resolves({});
    expect(await issuing.change(SESSION, 7, withCard)).toEqual({ kind: 'done', answer: 'given' });
    expect(written()).toBe(1);
  });

  test('for whom nothing was written yet is written where nothing is', async () => {
    engine.on(TransactWriteCommand).resolves({});
    await issuing.change(SESSION, 7, withCard);
    const [sent] = engine.commandCalls(TransactWriteCommand);
    expect(sent?.args[0].input.TransactItems).toMatchObject([
      { Put: { Item: { sk: HASH, state: 'live' }, ConditionExpression: 'attribute_not_exists(pk)' } },
      { Put: { Item: { sk: 'STANDING#000007' }, ConditionExpression: 'attribute_not_exists(pk)' } },
    ]);
  });

  test('that changes nothing writes nothing', async () => {
    const keep = () => ({ kind: 'keep', answer: 'as it was' }) as const;
    expect(await issuing.change(SESSION, 7, keep)).toEqual({ kind: 'done', answer: 'as it was' });
    expect(written()).toBe(0);
  });

  test('that meets another fault of the engine is not repeated', async () => {
    const fault = Object.assign(new Error('busy'), { name: 'ThrottlingException' });
    engine.on(TransactWriteCommand).rejects(fault);
    await expect(issuing.change(SESSION, 7, withCard)).rejects.toBe(fault);
    expect(written()).toBe(1);
  });

  test('that is cancelled without a reason is a fault', async () => {
    engine.on(TransactWriteCommand).rejects(new TransactionCanceledException({ message: 'cancelled', $metadata: {} }));
    await expect(issuing.change(SESSION, 7, withCard)).rejects.toBeInstanceOf(TransactionCanceledException);
    expect(written()).toBe(1);
  });
});

test('a delegate who got nothing stands at the beginning, and is asked for under six digits', async () => {
  expect(await issuing.readStanding(SESSION, 7)).toEqual({
    ...{ version: 0, codeHash: null, drewBefore: false, paper: null, generation: 0, pending: null, lastDone: null },
    code: 'none',
  });
  const [asked] = engine.commandCalls(GetCommand);
  expect(asked?.args[0].input).toMatchObject({
    Key: { pk: 'SESSION#session', sk: 'STANDING#000007' },
    ConsistentRead: true,
  });
});

test('a delegate without a card has no code, also in a list', async () => {
  const record = {
    version: 1,
    codeHash: null,
    drewBefore: true,
    paper: null,
    generation: 1,
    pending: null,
    lastDone: null,
  };
  const Item = { pk: 'SESSION#session', sk: 'STANDING#000007', ...record };
  engine.on(GetCommand).resolves({ Item });
  engine.on(QueryCommand).resolves({ Items: [Item] });
  expect(await issuing.readStanding(SESSION, 7)).toEqual({ ...record, code: 'none' });
  expect(await issuing.readStandings(SESSION, 1, 100)).toEqual(new Map([[7, { ...record, code: 'none' }]]));
});

test.each(['live', 'drawn', 'dead'] as const)('a card is listed as its code stands: %s', async (state) => {
  const issued = { version: 1, codeHash: HASH, drewBefore: false, paper: null };
  const record = { ...issued, generation: 0, pending: null, lastDone: null };
  engine.on(QueryCommand).resolves({ Items: [{ pk: 'SESSION#session', sk: 'STANDING#000007', ...record }] });
  // The list is read before the codes: one that was dead by then had lost its card in between.
  engine.on(BatchGetCommand).resolves({ Responses: { Registry: [{ sk: HASH, state }] } });
  expect(await issuing.readStandings(SESSION, 1, 100)).toEqual(new Map([[7, { ...record, code: state }]]));
});

test('a delegate who left the list stands as one who left it', async () => {
  const record = {
    ...{ version: 2, codeHash: null, drewBefore: false, paper: null, generation: 0, pending: null, lastDone: null },
    removed: true,
  };
  engine.on(GetCommand).resolves({ Item: { pk: 'SESSION#session', sk: 'STANDING#000007', ...record } });
  expect(await issuing.readStanding(SESSION, 7)).toEqual({ ...record, code: 'none' });
});

test('cards and papers in their place are counted where they lie, as they are at that moment', async () => {
  engine
    .on(QueryCommand)
    .resolvesOnce({ Count: 2, LastEvaluatedKey: { pk: 'p', sk: 's' } })
    .resolves({});
  expect(await issuing.countCards(SESSION)).toBe(2);
  const [asked] = engine.commandCalls(QueryCommand);
  expect(asked?.args[0].input).toMatchObject({
    ConsistentRead: true,
    Select: 'COUNT',
    FilterExpression: 'attribute_type(codeHash, :text) OR attribute_type(paper, :object)',
    ExpressionAttributeValues: {
      ':session': 'SESSION#session',
      ':standing': 'STANDING#',
      ':text': 'S',
      ':object': 'M',
    },
  });
});

test('the figures of issuing are read as they are at that moment', async () => {
  engine.on(QueryCommand).resolves({ Items: [] });
  expect(await issuing.figures(SESSION)).toEqual({ drawn: 0, reissued: 0, papersIssued: 0, papersReissued: 0 });
  expect(engine.commandCalls(QueryCommand).map(({ args }) => args[0].input.ConsistentRead)).toEqual([true, true]);
});

test('who leaves the list keeps what was done, loses card and pending step, and the old code dies as it was', () => {
  const standing: Standing = {
    ...{ version: 4, codeHash: HASH, drewBefore: false, paper: null, generation: 2, pending: null, lastDone: null },
    code: 'drawn',
  };
  const [death, put, ...others] = issuing.removing(SESSION, 7, standing);
  expect(others).toEqual([]);
  expect(death).toMatchObject({
    Update: {
      Key: { pk: 'CODES#session', sk: HASH },
      ConditionExpression: '#state = :state',
      ExpressionAttributeValues: { ':dead': 'dead', ':state': 'drawn', ':drew': true },
    },
  });
  expect(put).toMatchObject({
    Put: { Item: { sk: 'STANDING#000007', version: 5, codeHash: null, pending: null, removed: true, generation: 2 } },
  });
});
