import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { NO_METRICS } from '../../../../functions/http/metrics.ts';
import { type Meeting, withTeller } from '../../../../functions/store/meetings.ts';
import { implementations } from '../../../../functions/tally/handler.ts';
import { signResult, type TallyResult } from '../../../../shared/protocol/result.ts';
import { SLOTS, type Slot } from '../../../../shared/protocol/slots.ts';
import { reaching } from '../../../unreached.ts';
import { tellers } from '../../protocol/made-session.ts';
import { platformRandom, vectors } from '../../protocol/vectors.ts';
import { answerTo, mockedMeetings } from '../mocked-meetings.ts';
import { signedRequest } from '../signed-request.ts';
import { countedMeeting, headsAre, holdVectors, RESULT, SESSION, SIGNATURE, signedBy } from './vector-meeting.ts';

const { engine, meetings, ballotBox } = mockedMeetings();
const deps = reaching({
  ...{ county: 'tuanfeng', meetings, ballotBox, nowMs: () => 5_000 },
  ...{ metrics: NO_METRICS, randomBytes: platformRandom, log: () => undefined },
});
const { boardRoot } = vectors;
const PAIR: Slot[] = ['discipline', 'inspection'];
const objecting = (slot: Slot, meeting: Meeting): Meeting =>
  withTeller(meeting, slot, { voice: { kind: 'objected', payload: { reason: '不符' }, signature: SIGNATURE } });
const headsWritten = () =>
  engine.commandCalls(PutCommand).filter(({ args }) => args[0].input.Item?.['sk'] === 'HEAD').length;
const resultReads = () => engine.commandCalls(GetCommand, { Key: { pk: SESSION, sk: `RESULT#${RESULT}` } }).length;
const signatureOf = (slot: Slot) => signResult(tellers[slot].sign.privateKey, vectors.result as TallyResult);
const sign = (signature: string, openedBy: readonly Slot[] = SLOTS) =>
  answerTo(
    { implementations, deps, id: 'signResult' },
    { pathParameters: { session: SESSION }, body: JSON.stringify({ slot: 'delegates', openedBy, signature }) },
  );

beforeEach(() => holdVectors(engine));

describe('a teller who has signed while another counts', () => {
  test('has fixed whose shares open the box: the count from others is refused', async () => {
    const present = countedMeeting();
    const asked = { operation: 'count', session: SESSION, slot: 'inspection' } as const;
    const request = await signedRequest(asked, { boardRoot, openedBy: PAIR });
    headsAre(engine, [present, present, signedBy(['delegates'])]);
    expect(await answerTo({ implementations, deps, id: 'count' }, request)).toMatchObject({
      ...{ status: 409, refused: 'already-recorded' },
    });
    expect(headsWritten()).toBe(0);
  });
});

describe('a teller who signs a result', () => {
  test('is in, and it is read once', async () => {
    headsAre(engine, [countedMeeting(), countedMeeting(), signedBy(['delegates'])]);
    expect(await sign(await signatureOf('delegates'))).toEqual({
      ...{ status: 200, answer: { state: 'counted', signed: ['delegates'] } },
    });
    expect([headsWritten(), resultReads()]).toEqual([1, 1]);
  });

  test('and has objected since is refused, and nothing is published', async () => {
    headsAre(engine, [countedMeeting(), objecting('delegates', countedMeeting())]);
    expect(await sign(await signatureOf('delegates'))).toMatchObject({ status: 409, refused: 'already-recorded' });
    expect(headsWritten()).toBe(0);
  });

  test('that cannot be signed any more, or was not counted, is told so whatever the signature is', async () => {
    headsAre(engine, [objecting('delegates', countedMeeting())]);
    expect(await sign(SIGNATURE)).toMatchObject({ status: 409, refused: 'already-recorded' });
    headsAre(engine, [countedMeeting()]);
    expect(await sign(SIGNATURE, PAIR)).toMatchObject({ status: 409, refused: 'result-differs' });
    expect(resultReads()).toBe(0);
    expect(await sign(SIGNATURE)).toMatchObject({ refused: 'signature-invalid' });
  });
});
