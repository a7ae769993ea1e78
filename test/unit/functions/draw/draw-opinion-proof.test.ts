import { createPrivateKey, createPublicKey } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { blindSign } from '../../../../functions/draw/blind-sign.ts';
import { implementations } from '../../../../functions/draw/handler.ts';
import { NO_METRICS } from '../../../../functions/http/metrics.ts';
import { proofKeyLabel } from '../../../../functions/http/proof-key-label.ts';
import { LocalKeyWrap } from '../../../../functions/store/key-wrap.ts';
import { newMeeting } from '../../../../functions/store/meetings.ts';
import { toB64u } from '../../../../shared/protocol/bytes.ts';
import { codeHash } from '../../../../shared/protocol/code.ts';
import { reaching } from '../../../unreached.ts';
import { hexBytes, platformRandom, vectors } from '../../protocol/vectors.ts';
import { answerTo, mockedMeetings } from '../mocked-meetings.ts';

const { engine, meetings, registry } = mockedMeetings();
const keyWrap = new LocalKeyWrap({ wrappingKey: platformRandom(32), county: 'tuanfeng', randomBytes: platformRandom });
const deps = reaching({
  ...{ county: 'tuanfeng', countyName: '团风县工商局', meetings, registry, keyWrap, nowMs: () => 5_000 },
  ...{ metrics: NO_METRICS, randomBytes: platformRandom, log: () => undefined },
});
const SESSION = 'session';
const CODE = '7Q4M2XK9TD3WZ8RA';
const hash = await codeHash(SESSION, CODE);
const IDENTITY = { session: SESSION, county: 'tuanfeng', round: '2008', unit: 'unit', unitName: '所' };
const pkcs8 = hexBytes(vectors.tokenPrivateKeyPkcs8);
const wrapped = new Uint8Array(await keyWrap.wrap('token', proofKeyLabel(SESSION), pkcs8));
const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
const blinded = new Uint8Array(256).fill(7);
const signed = blindSign({ privateKey, publicKey: createPublicKey(privateKey) }, blinded);
if (!signed.ok) throw new Error('a signature is expected');
const blindSignature = new Uint8Array(signed.blindSignature);
const ANSWER = { status: 200, answer: { blindSignature: toB64u(blindSignature) } };
const lost = new ConditionalCheckFailedException({ message: 'condition', $metadata: {} });

const itemIs = (key: { readonly pk: string; readonly sk: string }, Item?: Record<string, unknown>) =>
  engine.on(GetCommand, { Key: key }).resolves(Item === undefined ? {} : { Item });
const proofIs = (Item?: Record<string, unknown>) => itemIs({ pk: `PROOFS#${SESSION}`, sk: hash }, Item);
const codeIs = (Item?: Record<string, unknown>) => itemIs({ pk: `CODES#${SESSION}`, sk: hash }, Item);

beforeEach(() => {
  engine.reset();
  engine.on(UpdateCommand).resolves({});
  itemIs({ pk: SESSION, sk: 'HEAD' }, newMeeting(IDENTITY));
  itemIs({ pk: SESSION, sk: 'KEY#opinion' }, { wrapped, publicKey: new Uint8Array(1) });
  codeIs({ state: 'live', delegate: 1 });
  proofIs();
});

const draw = (asked: { readonly code?: string; readonly blinded?: string } = {}) =>
  answerTo(
    { implementations, deps, id: 'drawOpinionProof' },
    { body: JSON.stringify({ session: SESSION, code: CODE, blinded: toB64u(blinded), ...asked }) },
  );

test('is signed by the key of proofs, and kept with its code before it leaves', async () => {
  expect(await draw()).toEqual(ANSWER);
  expect(engine.commandCalls(UpdateCommand).map(({ args }) => args[0].input)).toMatchObject([
    {
      Key: { pk: `PROOFS#${SESSION}`, sk: hash },
      ExpressionAttributeValues: { ':blinded': blinded, ':blindSignature': blindSignature },
    },
  ]);
});

test('is drawn with a code that has drawn its ballot too', async () => {
  codeIs({ state: 'drawn', delegate: 1, blinded: new Uint8Array(256), blindSignature: new Uint8Array(256) });
  expect(await draw()).toEqual(ANSWER);
});

test('is given again for the same message, and refused for another one', async () => {
  proofIs({ blinded, blindSignature });
  expect(await draw()).toEqual(ANSWER);
  expect(await draw({ blinded: toB64u(new Uint8Array(256).fill(8)) })).toMatchObject({
    refused: 'opinion-proof-drawn',
  });
  expect(engine.commandCalls(UpdateCommand)).toEqual([]);
});

test.each([
  ['the same message is given', { blinded, blindSignature }, ANSWER],
  [
    'another message is refused',
    { blinded: blindSignature, blindSignature },
    { status: 409, refused: 'opinion-proof-drawn' },
  ],
  ['nothing at all is refused', undefined, { status: 409, refused: 'opinion-proof-drawn' }],
])('drawn at the same moment for %s', async (_, kept, answer) => {
  engine.on(UpdateCommand).rejects(lost);
  engine
    .on(GetCommand, { Key: { pk: `PROOFS#${SESSION}`, sk: hash } })
    .resolvesOnce({})
    .resolves(kept === undefined ? {} : { Item: kept });
  expect(await draw()).toMatchObject(answer);
});

test.each([
  ['whose code is none', { code: '7Q4M2XK9TD3WZ8R?' }, 'code-unknown'],
  ['whose message has more than one form', { blinded: `${'A'.repeat(341)}B` }, 'blinded-invalid'],
  [
    'whose message is no number below the modulus',
    { blinded: toB64u(new Uint8Array(256).fill(255)) },
    'blinded-invalid',
  ],
])('is refused where one asks %s, and nothing is kept', async (_, asked, refused) => {
  expect(await draw(asked)).toMatchObject({ refused });
  expect(engine.commandCalls(UpdateCommand)).toEqual([]);
});

test.each<[string, () => unknown, string]>([
  ['to a code that is not there', () => codeIs(), 'code-unknown'],
  ['to a code that is dead', () => codeIs({ state: 'dead', delegate: 1, drew: false }), 'code-dead'],
  ['where there is no such session', () => itemIs({ pk: SESSION, sk: 'HEAD' }), 'opinions-closed'],
  ['where the session has no key of proofs', () => itemIs({ pk: SESSION, sk: 'KEY#opinion' }), 'blinded-invalid'],
])('is refused %s, and nothing is kept', async (_, given, refused) => {
  given();
  expect(await draw()).toMatchObject({ refused });
  expect(engine.commandCalls(UpdateCommand)).toEqual([]);
});

test('is not asked of any code when the code that was typed is none, nor when opinions are closed', async () => {
  await draw({ code: '7Q4M2XK9TD3WZ8R?' });
  itemIs({ pk: SESSION, sk: 'HEAD' });
  await draw();
  expect(
    engine.commandCalls(GetCommand).filter(({ args }) => args[0].input.Key?.['pk'] === `CODES#${SESSION}`),
  ).toEqual([]);
});
