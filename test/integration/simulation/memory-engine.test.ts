import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { MemoryEngine } from '../../simulation/memory-engine.ts';
import { playSeed } from '../../simulation/play-seed.ts';
import { useTables } from '../ballot/tables.ts';

// The simulation's store is only as good as its likeness: both get the same random commands, in the same order, and must give the
// same answers, item by item and refusal by refusal.

const tables = useTables();
const RUNS = 100;

type Command = GetCommand | PutCommand | UpdateCommand | QueryCommand | BatchGetCommand | TransactWriteCommand;

const sorts = ['HEAD', 'CODE#a', 'CODE#b', 'STANDING#000001', 'STANDING#000002'];
const partition = fc.constantFrom('p', 'q');
const sort = fc.constantFrom(...sorts);
/** Mostly one, so that commands meet each other's items. */
const tableName = fc.oneof(
  { weight: 8, arbitrary: fc.constant('Registry') },
  { weight: 1, arbitrary: fc.constantFrom('Meetings', 'BallotBox') },
);
const key = fc.record({ pk: partition, sk: sort });
const version = fc.integer({ min: 0, max: 2 });
const bytes = fc.uint8Array({ minLength: 1, maxLength: 4 });
const attributes = fc.record(
  {
    version,
    state: fc.constantFrom('live', 'drawn', 'dead'),
    drew: fc.boolean(),
    codeHash: fc.constantFrom('h1', 'h2', null),
    paper: fc.constantFrom(null, { by: ['discipline'], afterDrawing: false }),
    blinded: bytes,
    delegate: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['state'] },
);
const item = fc.tuple(key, attributes).map(([ownKey, own]) => ({ ...own, ...ownKey }));

const IS_NEW = { ConditionExpression: 'attribute_not_exists(pk)' };
/** The conditions of the stores, each with its own placeholders. */
const condition = fc.oneof(
  fc.constant({}),
  fc.constant(IS_NEW),
  fc.constant({ ...IS_NEW, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
  version.map((read) => ({
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': read },
  })),
);
const ballot = fc.tuple(key, bytes).map(([ownKey, kept]) => ({ ...ownKey, ballot: kept }));

/** A put that asks back what was there has a ballot: nothing else is ever asked back. */
const put = fc.tuple(tableName, item, ballot, condition).map(([TableName, anything, own, how]) => ({
  TableName,
  Item: 'ReturnValuesOnConditionCheckFailure' in how ? { ...own, pk: 'ballots' } : anything,
  ...how,
}));

const drawing = fc.tuple(bytes, fc.constantFrom('live', 'drawn')).map(([blinded, read]) => ({
  UpdateExpression: 'SET #state = :drawn, drew = :yes, blinded = :blinded',
  ConditionExpression: '#state = :read',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':drawn': 'drawn', ':yes': true, ':blinded': blinded, ':read': read },
}));
const blocking = fc.tuple(fc.boolean(), fc.constantFrom('live', 'drawn')).map(([drew, read]) => ({
  UpdateExpression: 'SET #state = :dead, drew = :drew',
  ConditionExpression: '#state = :state',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':dead': 'dead', ':state': read, ':drew': drew },
}));
const counting = version.map((read) => ({
  UpdateExpression: 'SET #version = :next',
  ConditionExpression: '#version = :version',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':version': read, ':next': read + 1 },
}));
const update = fc
  .tuple(tableName, key, fc.oneof(drawing, blocking, counting))
  .map(([TableName, Key, how]) => ({ TableName, Key, ...how }));

const KEYS_BETWEEN = {
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
  ExpressionAttributeValues: { ':first': 'CODE#b', ':last': 'STANDING#000001' },
};
const KEYS_BEGINNING = {
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :standing)',
  ExpressionAttributeValues: { ':standing': 'STANDING#' },
};
const KEYS_ALL = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: {} };
const query = fc
  .record({
    keys: fc.constantFrom(KEYS_ALL, KEYS_BETWEEN, KEYS_BEGINNING),
    pk: partition,
    filter: fc.constantFrom(
      { how: {}, values: {} },
      { how: { FilterExpression: 'drew = :yes', ProjectionExpression: 'delegate' }, values: { ':yes': true } },
      {
        how: { FilterExpression: 'attribute_type(codeHash, :text) OR attribute_type(paper, :object)' },
        values: { ':text': 'S', ':object': 'M' },
      },
    ),
    count: fc.constantFrom({}, { Select: 'COUNT' as const }),
    backwards: fc.boolean(),
    TableName: tableName,
  })
  .map(({ keys, pk, filter, count, backwards, TableName }) => {
    const { ProjectionExpression, ...how } = { ProjectionExpression: undefined, ...filter.how };
    const projection = 'Select' in count || ProjectionExpression === undefined ? {} : { ProjectionExpression };
    return {
      ...{ TableName, ConsistentRead: true, ScanIndexForward: !backwards, ...how, ...projection, ...count },
      KeyConditionExpression: keys.KeyConditionExpression,
      ExpressionAttributeValues: { ...keys.ExpressionAttributeValues, ...filter.values, ':pk': pk },
    };
  });

const batch = fc
  .tuple(tableName, fc.uniqueArray(key, { minLength: 1, maxLength: 4, selector: ({ pk, sk }) => `${pk} ${sk}` }))
  .map(([table, Keys]) => ({
    RequestItems: {
      [table]: {
        Keys,
        ProjectionExpression: 'sk, #state',
        ExpressionAttributeNames: { '#state': 'state' },
        ConsistentRead: true,
      },
    },
  }));

const plainPut = put.filter((input) => !('ReturnValuesOnConditionCheckFailure' in input));
const transaction = fc
  .uniqueArray(
    fc.oneof(
      plainPut.map((Put) => ({ Put })),
      update.map((Update) => ({ Update })),
    ),
    {
      minLength: 1,
      maxLength: 3,
      selector: (part) =>
        'Put' in part ? keyOf(part.Put.TableName, part.Put.Item) : keyOf(part.Update.TableName, part.Update.Key),
    },
  )
  .map((TransactItems) => ({ TransactItems }));

const keyOf = (table: string, { pk, sk }: { readonly pk: string; readonly sk: string }): string =>
  `${table} ${pk} ${sk}`;

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(tableName, key).map(([TableName, Key]) => new GetCommand({ TableName, Key, ConsistentRead: true })),
  put.map((input) => new PutCommand(input)),
  update.map((input) => new UpdateCommand(input)),
  query.map((input) => new QueryCommand(input)),
  batch.map((input) => new BatchGetCommand(input)),
  transaction.map((input) => new TransactWriteCommand(input)),
);

/** Keys of a run of their own: the real engine keeps what the runs before wrote. */
const inRun = (run: number, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((each) => inRun(run, each));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      (name === 'pk' || name === ':pk') && typeof each === 'string' ? `${run}#${each}` : inRun(run, each),
    ]),
  );
};

/** An answer without what differs from call to call; the order of a batch says nothing. */
const told = (answer: object): unknown => {
  const {
    $metadata: _,
    ConsumedCapacity: __,
    Responses,
    ...rest
  }: Record<string, unknown> = {
    ...answer,
  };
  return plain({ ...rest, ...(Responses === undefined ? {} : { Responses: sortedBatch(Responses) }) });
};
const sortedBatch = (responses: unknown): unknown => {
  const found = Object.values(responses ?? {}).flat();
  return found.map((each) => JSON.stringify(plain(each))).sort();
};
/** Bytes of whatever kind as text, and names in one order. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, each]) => [name, plain(each)]),
  );
};

const refusal = (error: unknown): unknown => {
  if (error instanceof ConditionalCheckFailedException) return { refused: error.name, item: plain(error.Item) };
  if (error instanceof TransactionCanceledException)
    return { refused: error.name, reasons: error.CancellationReasons?.map(({ Code }) => Code) };
  throw error;
};

async function outcome(ask: () => Promise<object> | object): Promise<unknown> {
  try {
    return told(await ask());
  } catch (error) {
    return refusal(error);
  }
}

let runs = 0;

test('random commands of the stores get the same answers from the simulation’s engine as from the real one', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 40 }), async (commands) => {
      runs += 1;
      const memory = new MemoryEngine();
      for (const one of commands) {
        Object.assign(one.input, inRun(runs, one.input));
        const expected = await outcome(() => tables.client.send<never, never>(one as never));
        expect(await outcome(() => memory.answer(one)), JSON.stringify(one.input)).toEqual(expected);
        const kind = `${one.constructor.name} ${JSON.stringify(expected).includes('refused') ? 'refused' : 'answered'}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
    }),
    { numRuns: RUNS, seed: 20081126, endOnFailure: false },
  );
  // None of it was compared in vain.
  for (const kind of ['PutCommand', 'UpdateCommand', 'TransactWriteCommand'])
    for (const how of ['answered', 'refused']) expect(seen.get(`${kind} ${how}`), `${kind} ${how}`).toBeGreaterThan(20);
});

/** A command of a played meeting, and what the simulation's engine answered. */
interface Asked {
  readonly command: Command;
  readonly answered: unknown;
}

/** Plays a whole meeting and gives every command that its engine answered, in order. */
async function commandsOf(seed: number): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const answer = vi.spyOn(MemoryEngine.prototype, 'answer');
  answer.mockImplementation(function (this: MemoryEngine, command, how) {
    // A reading that came too early sees what is no longer there: nothing that can be asked again.
    const isStale = how?.isStale === true && !isConsistent(command);
    const note = (answered: unknown) => {
      if (isCommand(command) && !isStale) asked.push({ command, answered });
    };
    try {
      const found = original.call(this, command, how);
      note(told(found));
      return found;
    } catch (error) {
      note(refusal(error));
      throw error;
    }
  });
  try {
    const { violations } = await playSeed({ seed, made: 'fresh' });
    expect(violations).toEqual([]);
  } finally {
    answer.mockRestore();
  }
  return asked;
}

const original = MemoryEngine.prototype.answer;
const COMMANDS = [GetCommand, PutCommand, UpdateCommand, QueryCommand, BatchGetCommand, TransactWriteCommand] as const;
const isCommand = (value: unknown): value is Command => COMMANDS.some((each) => value instanceof each);
const isConsistent = (command: unknown): boolean => !JSON.stringify(command).includes('"ConsistentRead":false');

test('whole meetings: each command that a store really sent gets from the real engine the answer that the simulation gave', async () => {
  const expressions = new Set<string>();
  const seen = new Map<string, number>();
  for (const seed of [1, 5, 16, 671]) {
    for (const { command: one, answered } of await commandsOf(seed)) {
      const real = await outcome(() => tables.client.send<never, never>(one as never));
      expect(answered, JSON.stringify(one.input)).toEqual(real);
      for (const [, text = ''] of JSON.stringify(one.input).matchAll(/"\w+Expression":"([^"]+)"/g))
        expressions.add(text);
      const kind = `${one.constructor.name} ${JSON.stringify(answered).includes('"refused"') ? 'refused' : 'answered'}`;
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }
  }
  // Every expression that the meeting's stores have, and both ends of a condition.
  expect(expressions.size).toBeGreaterThanOrEqual(13);
  for (const kind of [
    'PutCommand refused',
    'PutCommand answered',
    'UpdateCommand answered',
    'TransactWriteCommand answered',
  ])
    expect(seen.get(kind), kind).toBeGreaterThan(10);
  for (const kind of ['GetCommand answered', 'QueryCommand answered'])
    expect(seen.get(kind), kind).toBeGreaterThan(500);
});

test('what no store of a meeting sends is refused aloud', () => {
  const memory = new MemoryEngine();
  const get = { TableName: 'Registry', Key: { pk: 'p', sk: 's' } };
  const update = { ...get, UpdateExpression: 'REMOVE state' };
  expect(() => memory.answer(new UpdateCommand(update))).toThrow('an expression that no store sends');
  const put = { TableName: 'Registry', Item: get.Key, ConditionExpression: 'size(pk) > :n' };
  expect(() => memory.answer(new PutCommand(put))).toThrow('an expression that no store sends');
  const whole = { ...KEYS_ALL, TableName: 'Registry', ExpressionAttributeValues: { ':pk': 'p' } };
  for (const cut of [{ Limit: 2 }, { ExclusiveStartKey: get.Key }])
    expect(() => memory.answer(new QueryCommand({ ...whole, ...cut }))).toThrow('a page that no store');
  expect(() => memory.answer({})).toThrow('a command that no store of a meeting sends');
});
