import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { implementations } from '../../../../functions/box/handler.ts';
import { NO_METRICS } from '../../../../functions/http/metrics.ts';
import { receiptHex } from '../../../../functions/store/ballot-box.ts';
import { type Meeting, newMeeting } from '../../../../functions/store/meetings.ts';
import { MEETING_PATH, type MeetingState } from '../../../../shared/process/meeting-state.ts';
import { reaching } from '../../../unreached.ts';
import { platformRandom } from '../../protocol/vectors.ts';
import { answerTo, mockedMeetings } from '../mocked-meetings.ts';
import { enrolled, signedRequest } from '../signed-request.ts';

const { engine, meetings, ballotBox } = mockedMeetings();
let nowMs = 0;
const deps = reaching({
  ...{ county: 'tuanfeng', countyName: '团风县工商局', meetings, ballotBox, nowMs: () => nowMs },
  ...{ metrics: NO_METRICS, randomBytes: platformRandom, log: () => undefined },
});
const ROOT = 'b'.repeat(64);
const EVERY_STATE: readonly MeetingState[] = [...MEETING_PATH, 'voided'];

const headIs = (session: string, changes: Partial<Meeting>) => {
  const identity = { session, county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
  engine
    .on(GetCommand, { Key: { pk: session, sk: 'HEAD' } })
    .resolves({ Item: enrolled({ ...newMeeting(identity), ...changes }) });
};

beforeEach(() => {
  engine.reset();
  engine.on(GetCommand).resolves({});
  engine.on(QueryCommand).resolves({ Count: 2, Items: [] });
});

describe('how many ballots are in the box', () => {
  const counted = (session: string) =>
    answerTo({ implementations, deps, id: 'countBallots' }, { pathParameters: { session } });

  test('is counted while it is open, and is the board’s number from the close on', async () => {
    for (const state of EVERY_STATE) {
      headIs(`open-${state}`, { state });
      const isOpen = state === 'voting' || state === 'closing';
      expect(await counted(`open-${state}`)).toEqual({ status: 200, answer: { electronic: isOpen ? 32 : 0 } });
    }
    expect(engine.commandCalls(QueryCommand)).toHaveLength(2 * 16);
    headIs('fixed', { state: 'closed', electronic: 7 });
    expect((await counted('fixed')).answer).toEqual({ electronic: 7 });
  });

  test('is counted anew after three seconds, and not before', async () => {
    headIs('kept', { state: 'voting' });
    for (const at of [1_000, 3_999, 4_000]) {
      nowMs = at;
      await counted('kept');
    }
    expect(engine.commandCalls(QueryCommand)).toHaveLength(2 * 16);
  });

  test('is nothing of a session that does not exist', async () => {
    expect(await counted('nowhere')).toMatchObject({ status: 404, refused: 'session-unknown' });
  });
});

describe('the sealed ballots', () => {
  const fetched = async (session: string, page = 0, boardRoot = ROOT) => {
    const asked = { operation: 'getSealedBallots', session, slot: 'delegates' } as const;
    return answerTo({ implementations, deps, id: 'getSealedBallots' }, await signedRequest(asked, { boardRoot, page }));
  };
  const boxIs = (session: string, ballots: readonly Uint8Array[]) => {
    headIs(session, { state: 'closed', boardRoot: ROOT, boardPages: 1, electronic: ballots.length });
    const receipts = Buffer.from(ballots.map(receiptHex).sort().join(''), 'hex');
    engine.on(GetCommand, { Key: { pk: session, sk: `BOARD#${ROOT}#0000` } }).resolves({ Item: { receipts } });
    engine
      .on(QueryCommand, { ExpressionAttributeValues: { ':partition': `${session}#0` } })
      .resolves({ Items: ballots.map((ballot) => ({ ballot })) });
  };

  test('of two meetings with one root are each their own', async () => {
    boxIs('first', [Uint8Array.of(1)]);
    boxIs('second', [Uint8Array.of(2)]);
    expect((await fetched('first')).answer).toEqual({ ballots: ['AQ'], page: 0, pages: 1, total: 1 });
    expect((await fetched('second')).answer).toEqual({ ballots: ['Ag'], page: 0, pages: 1, total: 1 });
    expect(await fetched('first', 1)).toMatchObject({ refused: 'page-unknown' });
    expect(await fetched('first', 0, 'c'.repeat(64))).toMatchObject({ refused: 'board-differs' });
  });

  test.each<Partial<Meeting>>([
    { state: 'closing', boardRoot: null },
    { state: 'voided', boardRoot: ROOT },
  ])('are not shown while the meeting is %o, and the refusal says when they are', async (changes) => {
    headIs('other', changes);
    const refusal = await fetched('other');
    expect(refusal).toMatchObject({ status: 409, refused: 'state-wrong' });
    for (const name of ['已封箱', '已计票', '结果已公布']) expect(refusal.detail).toContain(name);
  });
});
