import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { implementations } from '../../../../functions/draw/handler.ts';
import { NO_METRICS } from '../../../../functions/http/metrics.ts';
import { newMeeting } from '../../../../functions/store/meetings.ts';
import { toB64u } from '../../../../shared/protocol/bytes.ts';
import { reaching } from '../../../unreached.ts';
import { platformRandom } from '../../protocol/vectors.ts';
import { answerTo, mockedMeetings } from '../mocked-meetings.ts';

const { engine, meetings, registry } = mockedMeetings();
const START_MS = 1_000_000;
let nowMs = START_MS;
const deps = reaching({
  ...{ county: 'tuanfeng', countyName: '团风县工商局', meetings, registry, nowMs: () => nowMs },
  ...{ metrics: NO_METRICS, randomBytes: platformRandom, log: () => undefined },
});
const blinded = toB64u(new Uint8Array(256));

beforeEach(() => {
  engine.reset();
  engine.on(GetCommand).resolves({});
});

const askFor = async (session: string) => {
  const body = JSON.stringify({ session, code: '7Q4M2XK9TD3WZ8RA', blinded });
  return (await answerTo({ implementations, deps, id: 'checkIn' }, { body })).refused;
};
const headIs = (session: string, state: 'armed' | 'voting' | 'closing') => {
  const identity = { session, county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
  engine
    .on(GetCommand, { Key: { pk: session, sk: 'HEAD' } })
    .resolves({ Item: { ...newMeeting(identity), state, closesAt: state === 'closing' ? START_MS + 60_000 : null } });
};
const headsRead = () =>
  engine.commandCalls(GetCommand).filter(({ args }) => args[0].input.Key?.['sk'] === 'HEAD').length;

test.each([
  ['armed', 1_000],
  ['voting', 5_000],
  ['closing', 5_000],
] as const)('the state of a meeting that is %s is remembered for %s ms and no longer', async (state, keptMs) => {
  nowMs = START_MS;
  headIs(state, state);
  expect(await askFor(state)).toBe('code-unknown');
  nowMs += keptMs - 1;
  await askFor(state);
  expect(headsRead()).toBe(1);
  nowMs += 1;
  await askFor(state);
  expect(headsRead()).toBe(2);
});

test('a session that is not there is asked for each time', async () => {
  expect(await askFor('nowhere')).toBe('session-unknown');
  headIs('nowhere', 'armed');
  expect(await askFor('nowhere')).toBe('code-unknown');
});
