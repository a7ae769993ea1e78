import { DynamoDBClient, ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { BallotBox } from '../../../functions/store/ballot-box.ts';
import { toBigEndian, toInteger } from '../../../shared/protocol/big-endian.ts';
import { type Bytes, fromB64u, toB64u, toHex } from '../../../shared/protocol/bytes.ts';
import { verifyReceipt } from '../../../shared/protocol/receipt.ts';
import { receiptOf } from '../../../shared/protocol/sealed-ballot.ts';
import { tokenKeyModulus } from '../../../shared/protocol/token-key.ts';
import { Hall } from './hall.ts';
import { Session } from './session.ts';
import { useTables } from './tables.ts';

const tables = useTables();
const newHall = () => new Hall(tables);
const voting = async (hall: Hall) => {
  const session = await Session.prepare(hall);
  return session.start(session.voting());
};
const spoilt = (ballot: Bytes, place: number) => ballot.map((byte, index) => (index === place ? byte ^ 1 : byte));
const SIGNATURE_AT = 33;

test('a ballot is cast: its receipt is its hash, signed by the box key, and the box holds the ballot alone', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const ballot = await session.seal();
  const answer = await hall.ask('castBallot', session.casting(ballot));
  expect(answer.receipt).toBe(await receiptOf(ballot));
  expect(await verifyReceipt(session.manifest, session.manifestHash, answer)).toBe(true);
  expect(await hall.deps.ballotBox.readBallots(session.id)).toEqual([ballot]);
});

test('casting costs one write unit', async () => {
  const hall = newHall();
  const session = await voting(hall);
  await hall.ask('castBallot', session.casting(await session.seal()));
  const puts = tables.charges.filter(({ operation }) => operation === 'PutItemCommand');
  expect(puts.at(-1)).toEqual({ operation: 'PutItemCommand', units: 1 });
});

test('the same bytes again get the same receipt and nothing is written', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const casting = session.casting(await session.seal());
  const first = await hall.ask('castBallot', casting);
  const before = await tables.everything();
  const again = await hall.ask('castBallot', casting);
  expect(again.receipt).toBe(first.receipt);
  expect(await verifyReceipt(session.manifest, session.manifestHash, again)).toBe(true);
  expect(await tables.everything()).toBe(before);
});

test('another ballot under the same token is refused, and the first stays', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const token = session.token();
  await hall.ask('castBallot', session.casting(await session.seal(10, token)));
  expect(await hall.refusal('castBallot', session.casting(await session.seal(2, token)))).toBe('409 already-cast');
});

test('of two ballots under one token sent at once, one is in the box and the other is told so', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const token = session.token();
  const ballots = [await session.seal(10, token), await session.seal(2, token)];
  const replies = await Promise.all(ballots.map((ballot) => hall.send('castBallot', session.casting(ballot))));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await hall.deps.ballotBox.readBallots(session.id)).toEqual([
    ballots[replies.findIndex(({ status }) => status === 200)],
  ]);
});

test('a hall that casts at once is served, each with the receipt of its own ballot', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const ballots = await Promise.all(Array.from({ length: 24 }, () => session.seal()));
  const answers = await Promise.all(ballots.map((ballot) => hall.ask('castBallot', session.casting(ballot))));
  expect(answers.map(({ receipt }) => receipt)).toEqual(await Promise.all(ballots.map(receiptOf)));
  expect(await hall.deps.ballotBox.countBallots(session.id)).toBe(24);
});

test('a ballot of another length is malformed', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const ballot = await session.seal();
  expect(await hall.refusal('castBallot', session.casting(ballot.slice(0, -1)))).toBe('400 ballot-malformed');
  expect(await hall.refusal('castBallot', session.casting(new Uint8Array([...ballot, 0])))).toBe(
    '400 ballot-malformed',
  );
});

test('a ballot with another first byte is malformed', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const ballot = await session.seal();
  expect(await hall.refusal('castBallot', session.casting(new Uint8Array([2, ...ballot.slice(1)])))).toBe(
    '400 ballot-malformed',
  );
});

test('a ballot whose text has spare bits is malformed: one ballot has one text', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const ballot = await session.seal();
  const text = toB64u(ballot);
  const spare = `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) + 1)}`;
  expect(fromB64u(spare)).toBeNull();
  expect(await hall.refusal('castBallot', { session: session.id, ballot: spare })).toBe('400 ballot-malformed');
});

test('a ballot whose token is not signed is refused', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const ballot = await session.seal();
  expect(await hall.refusal('castBallot', session.casting(spoilt(ballot, SIGNATURE_AT)))).toBe('403 token-invalid');
  expect(await hall.refusal('castBallot', session.casting(spoilt(ballot, 1)))).toBe('403 token-invalid');
});

test('a token has one signature: the same one plus the modulus is refused', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const modulus = toInteger(
    tokenKeyModulus(fromB64u(session.manifest.tokenKey) ?? new Uint8Array()) ?? new Uint8Array(),
  );
  const fits = ({ signature }: { signature: Bytes }) => toInteger(signature) + modulus < 2n ** 2048n;
  let token = session.token();
  while (!fits(token)) token = session.token();
  const raised = toBigEndian(toInteger(token.signature) + modulus, 256);
  const ballot = await session.seal(9, { nonce: token.nonce, signature: raised });
  expect(await hall.refusal('castBallot', session.casting(ballot))).toBe('403 token-invalid');
});

test('a token of another session is refused', async () => {
  const hall = newHall();
  const [session, other] = [await voting(hall), await voting(hall)];
  const ballot = await other.seal();
  expect(await hall.refusal('castBallot', session.casting(ballot))).toBe('403 token-invalid');
});

test('nothing is cast into a session that does not exist', async () => {
  const hall = newHall();
  const session = await Session.prepare(hall);
  expect(await hall.refusal('castBallot', session.casting(await session.seal()))).toBe('404 session-unknown');
});

test('before the voting opens a ballot is sent away, from the preparation to the arming', async () => {
  const hall = newHall();
  for (const stage of ['enrolled', 'frozen', 'armed'] as const) {
    const session = await Session.prepare(hall);
    await session.start(session[stage]());
    expect(await hall.refusal('castBallot', session.casting(await session.seal()))).toBe('409 voting-not-open');
  }
});

test('a ballot is taken until the last millisecond before the closing time, and none from then on', async () => {
  const hall = newHall();
  const session = await Session.prepare(hall);
  const head = await session.closing();
  await session.start(head);
  const closesAt = head.closesAt ?? 0;
  hall.nowMs = closesAt - 1;
  const casting = session.casting(await session.seal());
  await hall.ask('castBallot', casting);
  hall.nowMs = closesAt;
  expect(await hall.refusal('castBallot', session.casting(await session.seal()))).toBe('409 voting-closed');
  expect(await hall.refusal('castBallot', casting)).toBe('409 voting-closed');
});

test('a closing time that was set after the state was last read is kept by the clock of casting', async () => {
  const hall = newHall();
  const session = await voting(hall);
  await hall.ask('castBallot', session.casting(await session.seal()));
  const closesAt = hall.nowMs + 10_000;
  const payload = { manifestHash: session.hash, closesAt };
  await hall.ask('setClosingTime', await session.signed('delegates', 'setClosingTime', payload));
  hall.nowMs = closesAt;
  expect(await hall.refusal('castBallot', session.casting(await session.seal()))).toBe('409 voting-closed');
});

test('in a meeting that is over or voided a ballot is refused', async () => {
  for (const state of ['closed', 'counted', 'announced', 'voided'] as const) {
    const hall = newHall();
    const session = await Session.prepare(hall);
    await session.start({ ...(await session.closing()), state });
    expect(await hall.refusal('castBallot', session.casting(await session.seal()))).toBe('409 voting-closed');
  }
});

test('the state is known for five seconds at most: a meeting voided meanwhile takes no ballot after them', async () => {
  const hall = newHall();
  const session = await voting(hall);
  await hall.ask('castBallot', session.casting(await session.seal()));
  await hall.deps.meetings.change(session.id, (meeting) => ({
    kind: 'change',
    meeting: { ...meeting, state: 'voided' },
    answer: null,
  }));
  hall.nowMs += 5_000;
  expect(await hall.refusal('castBallot', session.casting(await session.seal()))).toBe('409 voting-closed');
});

test('a ballot sent too early is taken a second after the voting opened', async () => {
  const hall = newHall();
  const session = await Session.prepare(hall);
  await session.start(session.armed());
  const casting = session.casting(await session.seal());
  expect(await hall.refusal('castBallot', casting)).toBe('409 voting-not-open');
  await hall.ask('openVoting', await session.signed('inspection', 'openVoting', { manifestHash: session.hash }));
  hall.nowMs += 1_000;
  expect((await hall.ask('castBallot', casting)).receipt).toHaveLength(64);
});

test('an engine that is overloaded is answered as busy; the phone asks again and is in', async () => {
  const hall = newHall();
  const session = await voting(hall);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'local-1' }));
  const throttled = mockClient(client);
  throttled.on(PutCommand).rejects(new ProvisionedThroughputExceededException({ message: 'slow', $metadata: {} }));
  const busyHall = new Hall(tables, { ...keysOf(hall), ballotBox: new BallotBox(client, 'BallotBox') });
  const ballot = await session.seal();
  expect(await busyHall.refusal('castBallot', session.casting(ballot))).toBe('503 busy');
  expect(busyHall.log).toEqual([expect.objectContaining({ operation: 'castBallot', reference: 'castBallot' })]);
  expect(JSON.stringify(busyHall.log)).not.toContain(toHex(ballot).slice(2, 40));
  expect((await hall.ask('castBallot', session.casting(ballot))).receipt).toBe(await receiptOf(ballot));
});

test('a ballot whose put landed while its answer was lost is busy once, and asked again it has its receipt', async () => {
  class Losing extends BallotBox {
    override async cast(...ballot: Parameters<BallotBox['cast']>): Promise<never> {
      await super.cast(...ballot);
      throw Object.assign(new Error('the connection went away'), { code: 'ECONNRESET' });
    }
  }
  const hall = newHall();
  const session = await voting(hall);
  const losing = new Hall(tables, { ...keysOf(hall), ballotBox: new Losing(tables.client, 'BallotBox') });
  const ballot = await session.seal();
  expect((await losing.send('castBallot', session.casting(ballot))).status).toBe(503);
  expect((await hall.ask('castBallot', session.casting(ballot))).receipt).toBe(await receiptOf(ballot));
  expect(await hall.deps.ballotBox.readBallots(session.id)).toEqual([ballot]);
});

/** The same stores under another hall. */
const keysOf = ({ deps: { keyWrap, meetings } }: Hall) => ({ keyWrap, meetings });
