import { generateKeyPairSync } from 'node:crypto';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { implementations } from '../../../../functions/draw/handler.ts';
import type { Dependencies, LogEntry } from '../../../../functions/http/dependencies.ts';
import { makeHandler } from '../../../../functions/http/stack.ts';
import { BallotBox } from '../../../../functions/store/ballot-box.ts';
import { Documents } from '../../../../functions/store/documents.ts';
import { LocalKeyWrap } from '../../../../functions/store/key-wrap.ts';
import { Meetings, newMeeting } from '../../../../functions/store/meetings.ts';
import { Registry } from '../../../../functions/store/registry.ts';
import { toB64u } from '../../../../shared/protocol/bytes.ts';
import { codeHash } from '../../../../shared/protocol/code.ts';
import { bareRequest } from '../../../gateway/bare-request.ts';
import { lambdaContext } from '../../../gateway/context.ts';
import { httpApiEvent } from '../../../gateway/gateway-events.ts';
import { UNREACHED } from '../../../unreached.ts';

const SESSION = 'tuanfeng-2008-huilongshan';
const CODE = '0123456789ABCDEF';
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'local-1' }));
const engine = mockClient(client);
const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const blinded = new Uint8Array(256).fill(7);
const logged: LogEntry[] = [];

class EngineFault extends Error {
  override readonly name: string;
  constructor(name: string) {
    super(`${name} of ${CODE}`);
    this.name = name;
  }
}

async function makeDeps(): Promise<Dependencies> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyWrap = new LocalKeyWrap({ wrappingKey: randomBytes(32), county: 'tuanfeng', randomBytes });
  const wrapped = await keyWrap.wrap('token', SESSION, privateKey.export({ type: 'pkcs8', format: 'der' }));
  const meeting = newMeeting({
    session: SESSION,
    county: 'tuanfeng',
    round: '2008',
    unit: 'huilongshan',
    unitName: '所',
  });
  const sk = await codeHash(SESSION, CODE);
  engine.on(GetCommand, { Key: { pk: SESSION, sk: 'HEAD' } }).resolves({ Item: { ...meeting, state: 'armed' } });
  engine.on(GetCommand, { Key: { pk: SESSION, sk: 'KEY#token' } }).resolves({
    Item: { wrapped, publicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })) },
  });
  engine.on(GetCommand, { Key: { pk: `CODES#${SESSION}`, sk } }).resolves({ Item: { state: 'live', delegate: 1 } });
  return {
    ...UNREACHED,
    county: 'tuanfeng',
    countyName: '团风县工商局',
    nowMs: () => 0,
    randomBytes,
    registry: new Registry(client, 'Registry'),
    meetings: new Meetings(client, 'Meetings'),
    ballotBox: new BallotBox(client, 'BallotBox'),
    documents: new Documents({ client: new S3Client({ region: 'local-1' }), bucket: 'results' }),
    keyWrap,
    verifyStaffToken: async () => undefined,
    log: (entry) => void logged.push(entry),
    castTimeLimitMs: 10_000,
    notice: null,
  };
}

async function draw(deps: Dependencies, code = CODE) {
  const body = JSON.stringify({ session: SESSION, code, blinded: toB64u(blinded) });
  const handler = makeHandler(implementations, () => deps, { checkAnswers: true });
  const result = await handler(httpApiEvent(bareRequest('checkIn', { body })), lambdaContext());
  return { status: result.statusCode, headers: result.headers, body: JSON.parse(result.body ?? '') };
}

beforeEach(() => {
  engine.reset();
  logged.length = 0;
});

test.each([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'TimeoutError',
  'TransactionConflictException',
])(
  'an engine that answers %s: the phone is told to try again, and the log has the kind and nothing else',
  async (name) => {
    const deps = await makeDeps();
    engine.on(UpdateCommand).rejects(new EngineFault(name));
    const { status, headers, body } = await draw(deps);
    expect([status, body.type]).toEqual([503, 'urn:shuangshu:problem:busy']);
    expect(headers).toMatchObject({ 'retry-after': '2' });
    expect(logged.map(({ errorName, reference }) => [errorName, reference])).toEqual([[name, 'checkIn']]);
    expect(JSON.stringify([body, logged])).not.toMatch(new RegExp(`${CODE}|${toB64u(blinded).slice(0, 20)}`));
  },
);

test('a write whose answer was lost and that was sent again is recognised by its message: the first answer is given', async () => {
  const deps = await makeDeps();
  const sk = await codeHash(SESSION, CODE);
  const blindSignature = new Uint8Array(256).fill(9);
  engine
    .on(GetCommand, { Key: { pk: `CODES#${SESSION}`, sk } })
    .resolvesOnce({ Item: { state: 'live', delegate: 1 } })
    .resolves({ Item: { state: 'drawn', delegate: 1, blinded, blindSignature } });
  engine.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ message: 'condition', $metadata: {} }));
  const { status, body } = await draw(deps);
  expect([status, body]).toEqual([200, { blindSignature: toB64u(blindSignature) }]);
  expect(logged).toEqual([]);
});

test('a code that was killed between the look-up and the write is dead', async () => {
  const deps = await makeDeps();
  const sk = await codeHash(SESSION, CODE);
  engine
    .on(GetCommand, { Key: { pk: `CODES#${SESSION}`, sk } })
    .resolvesOnce({ Item: { state: 'live', delegate: 1 } })
    .resolves({ Item: { state: 'dead', delegate: 1, drew: false } });
  engine.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ message: 'condition', $metadata: {} }));
  const { status, body } = await draw(deps);
  expect([status, body.type]).toEqual([409, 'urn:shuangshu:problem:code-dead']);
});

test('what is no code is unknown without a reading', async () => {
  const deps = await makeDeps();
  const { status, body } = await draw(deps, '0123456789ABCDE?');
  expect([status, body.type]).toEqual([404, 'urn:shuangshu:problem:code-unknown']);
  expect(engine.calls()).toHaveLength(0);
});

test('an armed meeting without a token key is a fault that drawing notices, and spends no code', async () => {
  const deps = await makeDeps();
  engine.on(GetCommand, { Key: { pk: SESSION, sk: 'KEY#token' } }).resolves({});
  expect((await draw(deps)).status).toBe(500);
  expect(logged.map(({ errorName, reference }) => [errorName, reference])).toEqual([['Error', 'checkIn']]);
  expect(engine.commandCalls(UpdateCommand)).toEqual([]);
});
