import { createPrivateKey, createPublicKey } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { NO_METRICS } from '../../../../functions/http/metrics.ts';
import { implementations } from '../../../../functions/keys/handler.ts';
import type { KeyWrap } from '../../../../functions/store/key-wrap.ts';
import { type Meeting, newMeeting } from '../../../../functions/store/meetings.ts';
import { toB64u } from '../../../../shared/protocol/bytes.ts';
import { reaching } from '../../../unreached.ts';
import { platformRandom } from '../../protocol/vectors.ts';
import { answerTo, mockedMeetings } from '../mocked-meetings.ts';

const { engine, meetings, registry } = mockedMeetings();
const SESSION = 'session';
const IDENTITY = { session: SESSION, county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
const NAMES = ['token', 'box', 'opinion'];

interface Wrapped {
  readonly purpose: string;
  readonly label: string;
  /** What was handed over, the very bytes, and a copy of how they were then. */
  readonly bytes: Uint8Array;
  readonly copy: Uint8Array;
}
let wrapped: Wrapped[] = [];
const keyWrap: KeyWrap = {
  wrap: async (purpose, label, bytes) => {
    wrapped.push({ purpose, label, bytes, copy: Uint8Array.from(bytes) });
    return Uint8Array.of(wrapped.length);
  },
  unwrap: () => Promise.reject(new Error('nobody who makes keys may open one')),
};
const deps = reaching({
  ...{ county: 'tuanfeng', meetings, registry, keyWrap, nowMs: () => 5_000, randomBytes: platformRandom },
  ...{
    metrics: NO_METRICS,
    log: () => undefined,
    verifyStaffToken: async () => ({ subject: 'u1', name: '李四', role: 'inspection-office' as const }),
  },
});

/** The table: what was put is there, and is not put twice; the head changes as it is told to. */
let items: Map<string, Record<string, unknown>>;
beforeEach(() => {
  wrapped = [];
  items = new Map();
  engine.reset();
  engine.on(TransactWriteCommand).resolves({});
  engine
    .on(GetCommand)
    .callsFake(({ TableName, Key }) => (TableName === 'Meetings' ? { Item: items.get(Key.sk) } : {}));
  engine.on(PutCommand).callsFake(({ Item }) => {
    if (Item.sk !== 'HEAD' && items.has(Item.sk)) throw taken();
    items.set(Item.sk, Item);
    return {};
  });
});
const taken = () => new ConditionalCheckFailedException({ message: 'condition', $metadata: {} });
const headIs = (changes: Partial<Meeting>) =>
  items.set('HEAD', { pk: SESSION, sk: 'HEAD', ...newMeeting(IDENTITY), ...changes });
const keyIs = (name: string, byte: number) =>
  items.set(`KEY#${name}`, { wrapped: Uint8Array.of(0), publicKey: new Uint8Array(65).fill(byte) });
const answerOf = (byte: number) => toB64u(new Uint8Array(65).fill(byte));

const make = () =>
  answerTo(
    { implementations, deps, id: 'makeKeys' },
    {
      body: '{}',
      pathParameters: { session: SESSION },
      headers: { 'content-type': 'application/json', authorization: 'Bearer token' },
    },
  );
const put = () => engine.commandCalls(PutCommand).map(({ args }) => args[0].input.Item?.['sk']);

describe('the keys of a session', () => {
  test('are an RSA key of 2048 bits, a P-256 key and an RSA key, each wrapped for its own use and answered in public', async () => {
    headIs({});
    const { status, answer } = await make();
    expect(status).toBe(200);
    expect(wrapped.map(({ purpose, label }) => [purpose, label])).toEqual([
      ['token', SESSION],
      ['box', SESSION],
      ['token', `${SESSION}#opinion`],
    ]);
    const publicOf = (name: string) => items.get(`KEY#${name}`)?.['publicKey'];
    const fromPrivate = wrapped.map(({ copy }) =>
      createPublicKey(createPrivateKey({ key: Buffer.from(copy), type: 'pkcs8', format: 'der' })),
    );
    const [token, box, opinion] = fromPrivate;
    expect([token?.asymmetricKeyDetails, opinion?.asymmetricKeyDetails]).toEqual(
      Array(2).fill({ modulusLength: 2_048, publicExponent: 65_537n }),
    );
    expect([token?.asymmetricKeyType, opinion?.asymmetricKeyType]).toEqual(['rsa', 'rsa']);
    for (const [name, key] of [['token', token] as const, ['opinion', opinion] as const])
      expect(publicOf(name)).toEqual(new Uint8Array(key?.export({ type: 'spki', format: 'der' }) ?? []));
    const point = box?.export({ format: 'der', type: 'spki' }).subarray(-65);
    expect(box?.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(publicOf('box')).toEqual(new Uint8Array(point ?? []));
    expect(items.get('KEY#box')?.['wrapped']).toEqual(Uint8Array.of(2));
    expect(answer.boxKey).toBe(toB64u(new Uint8Array(point ?? [])));
    expect(answer.tokenKey).toBe(toB64u(new Uint8Array(token?.export({ type: 'spki', format: 'der' }) ?? [])));
    expect(items.get('HEAD')).toMatchObject({ keysMade: true, state: 'prepared', version: 1, unitName: '所' });
  });

  test('leave no private byte in memory once they are wrapped', async () => {
    headIs({});
    await make();
    expect(wrapped).toHaveLength(3);
    for (const { bytes } of wrapped) expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  test('are ordered by name on the log before they are made', async () => {
    headIs({});
    engine.on(TransactWriteCommand).callsFake((order) => {
      expect([put(), wrapped]).toEqual([[], []]);
      expect(JSON.stringify(order)).toContain('"what":"makeKeys"');
      expect(order.TransactItems?.[0]?.Put?.Item).toMatchObject({ what: 'makeKeys', target: SESSION, why: '' });
      return {};
    });
    expect((await make()).status).toBe(200);
    expect(engine.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });

  test.each(['prepared', 'voting', 'announced'] as const)(
    'that are there are answered again while the meeting is %s, and nothing is written',
    async (state) => {
      headIs({ state, keysMade: true });
      for (const [place, name] of NAMES.entries()) keyIs(name, place + 1);
      expect(await make()).toEqual({ status: 200, answer: { tokenKey: answerOf(1), boxKey: answerOf(2) } });
      expect([put(), wrapped, engine.commandCalls(TransactWriteCommand)]).toEqual([[], [], []]);
    },
  );

  test('are made in the preparation only, and the refusal says so', async () => {
    headIs({ state: 'voided' });
    expect(await make()).toMatchObject({ refused: 'state-wrong', detail: expect.stringContaining('在「准备中」时') });
    expect([put(), wrapped, engine.commandCalls(TransactWriteCommand)]).toEqual([[], [], []]);
  });

  test('are not made for a session that does not exist', async () => {
    expect(await make()).toMatchObject({ status: 404, refused: 'session-unknown' });
    expect(wrapped).toEqual([]);
  });
});

describe('of two people who press at once', () => {
  test('the first one’s key is answered to both', async () => {
    headIs({});
    for (const name of ['token', 'opinion']) keyIs(name, 1);
    engine.on(PutCommand, { TableName: 'Meetings' }).callsFake(({ Item }) => {
      if (Item.sk !== 'KEY#box') return {};
      keyIs('box', 7);
      throw taken();
    });
    expect((await make()).answer).toEqual({ tokenKey: answerOf(1), boxKey: answerOf(7) });
  });

  test('the second finds the keys made and writes no head', async () => {
    for (const name of NAMES) keyIs(name, 1);
    const head = { pk: SESSION, sk: 'HEAD', ...newMeeting(IDENTITY) };
    engine
      .on(GetCommand, { Key: { pk: SESSION, sk: 'HEAD' } })
      .resolvesOnce({ Item: head })
      .resolves({ Item: { ...head, keysMade: true } });
    expect((await make()).status).toBe(200);
    expect(put()).toEqual([]);
  });

  test('a key that was refused its place though nothing is there is a fault', async () => {
    headIs({});
    for (const name of ['token', 'opinion']) keyIs(name, 1);
    engine.on(PutCommand).rejects(taken());
    expect((await make()).status).toBe(500);
    expect(put()).toEqual(['KEY#box']);
  });
});
