import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { NO_METRICS } from '../../../../functions/http/metrics.ts';
import { newMeeting, withTeller } from '../../../../functions/store/meetings.ts';
import { implementations } from '../../../../functions/tellers/handler.ts';
import { toB64u } from '../../../../shared/protocol/bytes.ts';
import { enrolmentHash } from '../../../../shared/protocol/code.ts';
import { generateTellerKeys, publicTellerKeys } from '../../../../shared/protocol/teller-keys.ts';
import { signTellerRequest } from '../../../../shared/protocol/teller-request.ts';
import { reaching } from '../../../unreached.ts';
import { platformRandom, vectorManifest } from '../../protocol/vectors.ts';
import { answerTo, mockedMeetings } from '../mocked-meetings.ts';

const { engine, meetings } = mockedMeetings();
const deps = reaching({ county: 'tuanfeng', meetings, metrics: NO_METRICS });
const SESSION = vectorManifest().session;
const IDENTITY = { session: SESSION, county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
const SECRET = platformRandom(32);

beforeEach(() => engine.reset());

/** Handing in fresh keys, signed as they are, with what a test changes of them. */
async function enrolling(changes: Readonly<Record<string, string>>) {
  const keys = await generateTellerKeys();
  const payload = { enrolment: toB64u(SECRET), ...(await publicTellerKeys(keys)), ...changes };
  const context = { county: 'tuanfeng', session: SESSION, operation: 'enrolTeller' };
  const signed = await signTellerRequest(keys.sign.privateKey, context, { slot: 'delegates', payload });
  const body = JSON.stringify(signed);
  const pathParameters = { session: SESSION };
  return (language: string) =>
    answerTo(
      { implementations, deps, id: 'enrolTeller' },
      { body, pathParameters, headers: { 'content-type': 'application/json', 'accept-language': language } },
    );
}

/** Not how 32 bytes are written: the last character has bits that stand for nothing. */
const loose = (text: string) => `${text.slice(0, -1)}B`;
const OFF_THE_CURVE = `BA${'A'.repeat(85)}`;

describe('a request to enrol', () => {
  test('with the issued secret is taken', async () => {
    const hash = await enrolmentHash({ session: SESSION, slot: 'delegates', secret: SECRET });
    const Item = { pk: SESSION, sk: 'HEAD', ...withTeller(newMeeting(IDENTITY), 'delegates', { enrolmentHash: hash }) };
    engine.on(GetCommand).resolves({ Item });
    engine.on(PutCommand).resolves({});
    const ask = await enrolling({});
    expect(await ask('zh')).toEqual({ status: 200, answer: { slot: 'delegates', state: 'prepared' } });
  });

  test('with a secret that is not written as 32 bytes are enrols nobody', async () => {
    const ask = await enrolling({ enrolment: loose(toB64u(SECRET)) });
    expect(await ask('zh')).toMatchObject({ refused: 'enrolment-invalid' });
    expect(engine.commandCalls(GetCommand)).toEqual([]);
  });

  test.each(['hpke', 'sign'])('with a key %s off the curve is refused by name in both languages', async (name) => {
    const ask = await enrolling({ [name]: OFF_THE_CURVE });
    const place = { field: `payload.${name}`, code: 'not-a-point' };
    expect(await ask('zh')).toMatchObject({
      refused: 'request-invalid',
      errors: [{ ...place, detail: '不是 P-256 曲线上的点' }],
    });
    expect(await ask('en')).toMatchObject({ errors: [{ ...place, detail: 'not a point of the curve P-256' }] });
  });

  test('with a key that is not written as 65 bytes are is refused as one off the curve', async () => {
    const ask = await enrolling({ hpke: loose(OFF_THE_CURVE) });
    expect(await ask('zh')).toMatchObject({ refused: 'request-invalid', errors: [{ field: 'payload.hpke' }] });
  });
});
