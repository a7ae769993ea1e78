import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { whyNotOpen } from '../../../../functions/cast/cast-ballot.ts';
import { implementations } from '../../../../functions/cast/handler.ts';
import { sessionKeys } from '../../../../functions/cast/session-keys.ts';
import type { Dependencies } from '../../../../functions/http/dependencies.ts';
import { makeHandler } from '../../../../functions/http/stack.ts';
import { BallotBox } from '../../../../functions/store/ballot-box.ts';
import { Documents } from '../../../../functions/store/documents.ts';
import { LocalKeyWrap } from '../../../../functions/store/key-wrap.ts';
import { type Meeting, Meetings, newMeeting } from '../../../../functions/store/meetings.ts';
import { Registry } from '../../../../functions/store/registry.ts';
import type { MeetingState } from '../../../../shared/process/meeting-state.ts';
import { toHex } from '../../../../shared/protocol/bytes.ts';
import { jcsText } from '../../../../shared/protocol/jcs.ts';
import { keyBytes, manifestHash } from '../../../../shared/protocol/manifest.ts';
import { bareRequest } from '../../../gateway/bare-request.ts';
import { lambdaContext } from '../../../gateway/context.ts';
import { httpApiEvent } from '../../../gateway/gateway-events.ts';
import { pkcs8Of } from '../../../integration/ballot/hall.ts';
import { UNREACHED } from '../../../unreached.ts';
import { platformRandom, vectorManifest, vectors } from '../../protocol/vectors.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'local-1' }));
const engine = mockClient(client);
const SESSION = vectorManifest().session;
const IDENTITY = { session: SESSION, county: 'tuanfeng', round: '2008', unit: 'huilongshan', unitName: '所' };
const HEAD = { Key: { pk: SESSION, sk: 'HEAD' } };

beforeEach(() => engine.reset());

function depsAt(nowMs: () => number): Dependencies {
  return {
    ...UNREACHED,
    county: 'tuanfeng',
    countyName: '团风县工商局',
    nowMs,
    randomBytes: platformRandom,
    registry: new Registry(client, 'Registry'),
    meetings: new Meetings(client, 'Meetings'),
    ballotBox: new BallotBox(client, 'BallotBox'),
    documents: new Documents({ client: new S3Client({ region: 'local-1' }), bucket: 'results' }),
    verifyStaffToken: async () => undefined,
    log: () => undefined,
    castTimeLimitMs: 10_000,
    notice: null,
    keyWrap: new LocalKeyWrap({ wrappingKey: platformRandom(32), county: 'tuanfeng', randomBytes: platformRandom }),
  };
}

const headIs = (changes: Partial<Meeting>) =>
  engine.on(GetCommand, HEAD).resolves({ Item: { ...newMeeting(IDENTITY), ...changes } });

/** A ballot of the wrong form: it is refused after the state of its session was asked for. */
async function refusalOf(deps: Dependencies): Promise<string> {
  const handler = makeHandler(implementations, () => deps, { checkAnswers: true });
  const body = JSON.stringify({ session: SESSION, ballot: 'AAAA' });
  const { body: answer } = await handler(httpApiEvent(bareRequest('castBallot', { body })), lambdaContext());
  return JSON.parse(answer ?? '').type.replace('urn:shuangshu:problem:', '');
}

const headsRead = () =>
  engine.commandCalls(GetCommand).filter(({ args }) => args[0].input.Key?.['sk'] === 'HEAD').length;

describe('a ballot is taken', () => {
  test.each<[MeetingState, number | null, string | undefined]>([
    ['prepared', null, 'voting-not-open'],
    ['frozen', null, 'voting-not-open'],
    ['armed', null, 'voting-not-open'],
    ['voting', null, undefined],
    ['closing', 1_000, undefined],
    ['closing', 999, 'voting-closed'],
    ['closing', null, 'voting-closed'],
    ['closed', 2_000, 'voting-closed'],
    ['counted', 2_000, 'voting-closed'],
    ['announced', 2_000, 'voting-closed'],
    ['voided', 2_000, 'voting-closed'],
  ])('while the meeting is %s, closing at %s, and the clock says 999: %s', (state, closesAt, refusal) => {
    expect(whyNotOpen({ state, closesAt, manifestHash: null }, 999)).toEqual(
      refusal === undefined ? undefined : expect.objectContaining({ refused: refusal }),
    );
  });
});

describe('the state of a session is remembered', () => {
  test.each<[MeetingState, number]>([
    ['voting', 5_000],
    ['closing', 5_000],
    ['armed', 1_000],
    ['closed', 1_000],
  ])('while it is %s for %s ms and no longer', async (state, keptMs) => {
    let nowMs = 0;
    const deps = depsAt(() => nowMs);
    headIs({ state });
    expect(await refusalOf(deps)).toBe('voting-not-open');
    nowMs = keptMs - 1;
    await refusalOf(deps);
    expect(headsRead()).toBe(1);
    nowMs = keptMs;
    await refusalOf(deps);
    expect(headsRead()).toBe(2);
  });

  test('where there is no such session for a second, so that a meeting which has just come is seen', async () => {
    let nowMs = 0;
    const deps = depsAt(() => nowMs);
    engine.on(GetCommand, HEAD).resolves({});
    expect(await refusalOf(deps)).toBe('session-unknown');
    nowMs = 1_000;
    headIs({ state: 'armed' });
    expect(await refusalOf(deps)).toBe('voting-not-open');
  });
});

describe('the keys of a frozen session', () => {
  async function frozen(deps: Dependencies): Promise<string> {
    const manifest = vectorManifest();
    const hash = toHex(await manifestHash(manifest));
    const wrapped = await deps.keyWrap.wrap('box', SESSION, pkcs8Of(vectors.boxPrivateKey));
    engine
      .on(GetCommand, { Key: { pk: SESSION, sk: `MANIFEST#${hash}` } })
      .resolves({ Item: { json: jcsText(manifest) } });
    engine
      .on(GetCommand, { Key: { pk: SESSION, sk: 'KEY#box' } })
      .resolves({ Item: { wrapped: new Uint8Array(wrapped), publicKey: keyBytes(manifest.boxKey) } });
    return hash;
  }

  test('are fetched and unwrapped once for as long as a process lives', async () => {
    let nowMs = 0;
    const deps = depsAt(() => nowMs);
    const hash = await frozen(deps);
    const keys = await sessionKeys(deps, SESSION, hash);
    nowMs = 1e12;
    expect(await sessionKeys(deps, SESSION, hash)).toBe(keys);
  });

  test.each(['manifest', 'box key'])(
    'are a fault without the %s, which says nothing of the session',
    async (missing) => {
      const deps = depsAt(() => 0);
      const hash = await frozen(deps);
      const sk = missing === 'manifest' ? `MANIFEST#${hash}` : 'KEY#box';
      engine.on(GetCommand, { Key: { pk: SESSION, sk } }).resolves({});
      await expect(sessionKeys(deps, SESSION, hash)).rejects.toThrow(
        /^a frozen meeting lacks its manifest or its box key$/,
      );
    },
  );

  test('are a fault where the hash is no hash', async () => {
    const deps = depsAt(() => 0);
    const hash = await frozen(deps);
    engine
      .on(GetCommand, { Key: { pk: SESSION, sk: 'MANIFEST#x' } })
      .resolves({ Item: { json: jcsText(vectorManifest()) } });
    expect(hash).toHaveLength(64);
    await expect(sessionKeys(deps, SESSION, 'x')).rejects.toThrow(/lacks its manifest/);
  });
});
