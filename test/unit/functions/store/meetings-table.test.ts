import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { newMeeting, withTeller } from '../../../../functions/store/meetings.ts';
import { vectorManifest, vectors } from '../../protocol/vectors.ts';
import { mockedMeetings } from '../mocked-meetings.ts';

const { engine, meetings } = mockedMeetings({ receiptsPerPage: 2 });
const IDENTITY = { session: 'session', county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
const [ROOT, HASH] = ['a'.repeat(64), 'b'.repeat(64)];
const SIGNATURE = 'A'.repeat(86);
const HEAD = { pk: 'session', sk: 'HEAD' };
const MEETING = { ...newMeeting(IDENTITY), version: 7 };
const { edition: _none, ...UNPUBLISHED } = MEETING;
/** As it lies in the table: the edition as the tellers whose words it carries. */
const STORED = { ...HEAD, ...UNPUBLISHED, publishedWords: [] };
const changedMeanwhile = new ConditionalCheckFailedException({ message: 'condition', $metadata: {} });
const throttled = Object.assign(new Error('throttled'), { name: 'ThrottlingException' });

beforeEach(() => engine.reset());

const asked = () => engine.commandCalls(GetCommand).map(({ args }) => args[0].input);
const written = () => engine.commandCalls(PutCommand).map(({ args }) => args[0].input);
const stored = (item: Record<string, unknown>) => engine.on(GetCommand).resolves({ Item: item });
const rename = () => meetings.change('session', () => ({ kind: 'change', meeting: MEETING, answer: 1 }));

describe('the head of a meeting', () => {
  test('is read as it is at that moment, and none is there for a session that does not exist', async () => {
    engine.on(GetCommand).resolves({});
    expect(await meetings.read('session')).toBeUndefined();
    expect(asked()).toEqual([{ TableName: 'Meetings', Key: HEAD, ConsistentRead: true }]);
  });

  test('carries everything that was done in a meeting', async () => {
    const signed = withTeller(MEETING, 'discipline', {
      voice: { kind: 'signed', openedBy: ['discipline', 'inspection'], signature: SIGNATURE },
    });
    const objected = withTeller(signed, 'delegates', {
      voice: { kind: 'objected', payload: { reason: '票数不符' }, signature: SIGNATURE },
    });
    const result = { openedBy: ['discipline', 'inspection'], hash: HASH, sealedVoid: false };
    const head = {
      ...objected,
      settledBy: { slot: 'delegates', entry: HASH },
      results: [
        { ...result, outcome: 'valid' },
        { ...result, outcome: 'invalid' },
      ],
      auditHead: { sequence: 3, hash: ROOT },
    };
    for (const paper of ['none-issued', 'awaiting', 'differs', 'settled', null]) {
      stored({ ...HEAD, ...head, publishedWords: ['discipline', 'inspection'], paper });
      expect(await meetings.read('session')).toEqual({ ...head, edition: 'discipline-inspection', paper });
    }
  });

  test('of a meeting that began before published words and the log were kept in it has none of them', async () => {
    const { publishedWords: _words, auditHead: _log, ...earlier } = STORED;
    stored(earlier);
    expect(await meetings.read('session')).toEqual(MEETING);
  });

  test.each([
    ['a settlement without its teller', { settledBy: {} }],
    ['a place on the log without its hash', { auditHead: {} }],
    ['a result without anything', { results: [{}] }],
    ['a field that no meeting has', { other: 1 }],
  ])('with %s is a fault', async (_, changes) => {
    stored({ ...STORED, ...changes });
    await expect(meetings.read('session')).rejects.toThrow();
  });

  test.each([
    ['signed without a signature', { kind: 'signed' }],
    ['objected without a reason', { kind: 'objected', payload: {}, signature: SIGNATURE }],
  ])('in which a teller %s is a fault', async (_, voice) => {
    const delegates = { ...MEETING.tellers.delegates, voice };
    stored({ ...STORED, tellers: { ...MEETING.tellers, delegates } });
    await expect(meetings.read('session')).rejects.toThrow();
  });

  test.each([
    ['as they are at that moment', true],
    ['for half the price as they were a moment ago', false],
  ])('is read of several sessions at once %s', async (_, ConsistentRead) => {
    engine.on(BatchGetCommand).resolves({ Responses: { Meetings: [STORED] } });
    const read = ConsistentRead ? meetings.readMany(['session', 'other']) : meetings.glanceMany(['session', 'other']);
    expect(await read).toEqual([MEETING]);
    expect(engine.commandCalls(BatchGetCommand).map(({ args }) => args[0].input)).toEqual([
      { RequestItems: { Meetings: { ConsistentRead, Keys: [HEAD, { pk: 'other', sk: 'HEAD' }] } } },
    ]);
  });

  test('that never is there is asked for cheaply to know whether the table answers', async () => {
    engine.on(GetCommand).resolvesOnce({}).rejects(throttled);
    await meetings.knock();
    expect(asked()).toEqual([{ TableName: 'Meetings', Key: { pk: 'HEALTH', sk: 'HEAD' }, ConsistentRead: false }]);
    await expect(meetings.knock()).rejects.toBe(throttled);
  });

  test('is created where there is none, and left as it is where there is one', async () => {
    engine.on(PutCommand).resolvesOnce({}).rejects(changedMeanwhile);
    expect([await meetings.create(MEETING), await meetings.create(MEETING)]).toEqual([true, false]);
    expect(written()[0]).toEqual({
      TableName: 'Meetings',
      Item: STORED,
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });

  test('has its edition in the table as the words that it carries', async () => {
    engine.on(PutCommand).resolves({});
    await meetings.create({ ...MEETING, edition: 'discipline-inspection' });
    expect(written()[0]?.Item).toEqual({ ...STORED, publishedWords: ['discipline', 'inspection'] });
  });
});

describe('a step of a meeting', () => {
  test('is written on the condition that nobody took one since the reading', async () => {
    stored(STORED);
    engine.on(PutCommand).resolves({});
    expect(await rename()).toMatchObject({ kind: 'change', answer: 1 });
    expect(written()).toEqual([
      {
        TableName: 'Meetings',
        Item: { ...STORED, version: 8 },
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': 7 },
      },
    ]);
  });

  test('is decided anew ten times, and then it is a fault', async () => {
    stored(STORED);
    const puts = Array.from({ length: 9 }).reduce<ReturnType<typeof engine.on>>(
      (behaviour) => behaviour.rejectsOnce(changedMeanwhile),
      engine.on(PutCommand),
    );
    puts.resolves({});
    expect(await rename()).toMatchObject({ kind: 'change' });
    expect(written()).toHaveLength(10);
    engine.resetHistory();
    puts.rejectsOnce(changedMeanwhile);
    for (let time = 0; time < 9; time += 1) puts.rejectsOnce(changedMeanwhile);
    await expect(rename()).rejects.toThrow('a meeting changed too often under one step');
    expect(written()).toHaveLength(10);
  });

  test('is not written where the engine fails, which is a fault and no step of somebody else', async () => {
    stored(STORED);
    engine.on(PutCommand).rejects(throttled);
    await expect(rename()).rejects.toBe(throttled);
    expect(written()).toHaveLength(1);
  });

  test('that leaves the meeting as it is, or that is refused, writes nothing', async () => {
    stored(STORED);
    expect(await meetings.change('session', () => ({ kind: 'keep', answer: 2 }))).toEqual({ kind: 'keep', answer: 2 });
    expect(await meetings.change('session', () => ({ kind: 'refuse', refusal: 3 }))).toMatchObject({ refusal: 3 });
    expect(written()).toEqual([]);
  });

  test('of something else moves the version of the meeting on with it', () => {
    expect(meetings.touching(MEETING)).toEqual({
      Update: {
        TableName: 'Meetings',
        Key: HEAD,
        UpdateExpression: 'SET #version = :next',
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': 7, ':next': 8 },
      },
    });
  });
});

describe('a manifest', () => {
  test('is kept under its hash, and is missing where no replica has it', async () => {
    engine.on(PutCommand).resolves({});
    engine.on(GetCommand).resolves({});
    await meetings.putManifest('session', HASH, vectorManifest());
    expect(written()[0]?.Item).toEqual({
      pk: 'session',
      sk: `MANIFEST#${HASH}`,
      json: JSON.stringify(vectorManifest()),
    });
    expect(await meetings.getManifest('session', HASH)).toBeUndefined();
    expect(asked().map(({ Key, ConsistentRead }) => [Key?.['sk'], ConsistentRead])).toEqual([
      [`MANIFEST#${HASH}`, false],
      [`MANIFEST#${HASH}`, true],
    ]);
  });

  test('that was spoilt in the table is a fault', async () => {
    stored({ json: '{}' });
    await expect(meetings.getManifest('session', HASH)).rejects.toThrow('a stored manifest does not parse');
  });
});

describe('a wrapped key', () => {
  const KEY = { wrapped: Uint8Array.of(1), publicKey: Uint8Array.of(2) };

  test('is kept where there is none, and the first one stays', async () => {
    engine.on(PutCommand).resolvesOnce({}).rejects(changedMeanwhile);
    expect([await meetings.putKey('session', 'box', KEY), await meetings.putKey('session', 'box', KEY)]).toEqual([
      true,
      false,
    ]);
    expect(written()[0]).toMatchObject({
      Item: { pk: 'session', sk: 'KEY#box', ...KEY },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });

  test('is read as it is at that moment', async () => {
    engine
      .on(GetCommand)
      .resolvesOnce({})
      .resolves({ Item: { ...HEAD, ...KEY } });
    expect(await meetings.getKey('session', 'token')).toBeUndefined();
    expect(await meetings.getKey('session', 'token')).toEqual(KEY);
    expect(asked()[0]).toEqual({
      TableName: 'Meetings',
      Key: { pk: 'session', sk: 'KEY#token' },
      ConsistentRead: true,
    });
  });
});

describe('a board', () => {
  const receipts = ['01', '02', '03', '04', '05'].map((byte) => byte.repeat(32));
  const pageOf = (...some: readonly string[]) => Buffer.from(some.join(''), 'hex');

  test.each([
    [0, ['']],
    [1, ['01']],
    [2, ['0102']],
    [4, ['0102', '0304']],
    [5, ['0102', '0304', '05']],
  ])('of %s receipts is written in pages of two, at least one', async (length, pages) => {
    engine.on(PutCommand).resolves({});
    expect(await meetings.putBoard('session', ROOT, receipts.slice(0, length))).toBe(pages.length);
    const long = (page: string) => page.replaceAll(/../g, (byte) => byte.repeat(32));
    expect(written().map(({ Item }) => Item)).toEqual(
      pages.map((page, place) => ({
        pk: 'session',
        sk: `BOARD#${ROOT}#000${place}`,
        receipts: Buffer.from(long(page), 'hex'),
      })),
    );
  });

  test('is read page by page, each cheaply first and then once more as it is at that moment', async () => {
    const page = (place: number, ConsistentRead: boolean) =>
      engine.on(GetCommand, {
        TableName: 'Meetings',
        Key: { pk: 'session', sk: `BOARD#${ROOT}#000${place}` },
        ConsistentRead,
      });
    page(0, false).resolves({ Item: { receipts: pageOf('01'.repeat(32), '02'.repeat(32)) } });
    page(1, false).resolves({});
    page(1, true).resolves({ Item: { receipts: pageOf('03'.repeat(32)) } });
    page(2, false).resolves({});
    page(2, true).resolves({});
    expect(await meetings.readBoard('session', ROOT, 2)).toEqual(receipts.slice(0, 3));
    expect(asked().map(({ ConsistentRead }) => ConsistentRead)).toEqual([false, false, true]);
    expect(await meetings.getBoardPage('session', ROOT, 2)).toBeUndefined();
    await expect(meetings.readBoard('session', ROOT, 3)).rejects.toThrow('a page of a fixed board is missing');
  });
});

describe('a counted result', () => {
  test('is kept under its hash and read as it is at that moment', async () => {
    const { result } = vectors;
    engine.on(PutCommand).resolves({});
    engine
      .on(GetCommand)
      .resolvesOnce({})
      .resolves({ Item: { json: JSON.stringify(result) } });
    expect(await meetings.getResult('session', HASH)).toBeUndefined();
    const found = await meetings.getResult('session', HASH);
    expect(found).toEqual(result);
    expect(asked()[0]).toEqual({
      TableName: 'Meetings',
      Key: { pk: 'session', sk: `RESULT#${HASH}` },
      ConsistentRead: true,
    });
    if (found !== undefined) await meetings.putResult('session', HASH, found);
    expect(written()[0]?.Item).toEqual({ pk: 'session', sk: `RESULT#${HASH}`, json: JSON.stringify(result) });
  });

  test('that was spoilt in the table is a fault', async () => {
    stored({ json: '{}' });
    await expect(meetings.getResult('session', HASH)).rejects.toThrow();
  });
});
