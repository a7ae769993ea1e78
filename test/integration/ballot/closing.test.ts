import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { ballotsPerPage } from '../../../functions/box/get-sealed-ballots.ts';
import { CLOCK_MARGIN_MS } from '../../../functions/http/clock-margin.ts';
import { MAX_PAGE_BYTES } from '../../../shared/contract/operation.ts';
import { boardRoot, isBoard, verifyBoard } from '../../../shared/protocol/board.ts';
import { checkBox } from '../../../shared/protocol/box-check.ts';
import { receiptOf, sealedBallotBytes } from '../../../shared/protocol/sealed-ballot.ts';
import { platformRandom } from '../../unit/protocol/vectors.ts';
import { CAST_TIME_LIMIT_MS, Hall } from './hall.ts';
import { NO_PAPER, Session } from './session.ts';
import { castBallots, closeBox, fetchBallots, freezeBoard, recordIssuing } from './stages.ts';
import { useTables } from './tables.ts';

const tables = useTables();

/** An open voting with some ballots in the box. */
async function voted(howMany: number) {
  const hall = new Hall(tables);
  const session = await Session.prepare(hall);
  await session.start(session.voting());
  await castBallots(hall, session, howMany);
  return { hall, session };
}

const closing = (session: Session, manifestHash = session.hash) =>
  session.signed('discipline', 'closeBoard', { manifestHash });

test('the box closes on the board of its ballots: sorted receipts, their root, the figures of issuing', async () => {
  const { hall, session } = await voted(12);
  const ballots = await hall.deps.ballotBox.readBallots(session.id);
  const payload = await closeBox(hall, session, NO_PAPER);
  const board = (await Promise.all(ballots.map(receiptOf))).sort();
  expect(payload).toEqual({
    boardRoot: await boardRoot(board),
    manifestHash: session.hash,
    counts: { ...NO_PAPER, electronic: 12 },
  });
  const { state, paper, electronic } = await session.head();
  expect({ state, paper, electronic }).toEqual({ state: 'closed', paper: 'none-issued', electronic: 12 });
});

test('a box in which nobody voted closes as well, on an empty board', async () => {
  const { hall, session } = await voted(0);
  const payload = await closeBox(hall, session, NO_PAPER);
  expect([payload.boardRoot, payload.counts.electronic]).toEqual([await boardRoot([]), 0]);
  expect(await fetchBallots(hall, session, payload.boardRoot)).toEqual([]);
  await freezeBoard(hall, session, payload);
  expect(await hall.ask('getBoard', { session: session.id, page: 0 })).toMatchObject({ receipts: [], pages: 1 });
});

test('the box closes no sooner than the time limit of casting and five seconds for clocks after the closing time', async () => {
  const { hall, session } = await voted(3);
  const closesAt = hall.nowMs + 10_000;
  const setting = await session.signed('delegates', 'setClosingTime', { manifestHash: session.hash, closesAt });
  await hall.ask('setClosingTime', setting);
  await recordIssuing(hall, session, NO_PAPER);
  hall.nowMs = closesAt + CAST_TIME_LIMIT_MS + CLOCK_MARGIN_MS - 1;
  expect(await hall.refusal('closeBoard', await closing(session))).toBe('409 closing-not-over');
  const { problem } = await hall.send('closeBoard', await closing(session), 'en');
  expect(problem?.detail).toBe('Try again in 1 seconds.');
  hall.nowMs += 1;
  expect((await hall.ask('closeBoard', await closing(session))).counts.electronic).toBe(3);
});

test('the box is not closed before the figures of issuing are recorded, nor on another manifest', async () => {
  const { hall, session } = await voted(3);
  const closesAt = hall.nowMs + 10_000;
  const setting = await session.signed('delegates', 'setClosingTime', { manifestHash: session.hash, closesAt });
  await hall.ask('setClosingTime', setting);
  hall.nowMs += 60_000;
  expect(await hall.refusal('closeBoard', await closing(session))).toBe('409 issuing-missing');
  expect(await hall.refusal('closeBoard', await closing(session, 'f'.repeat(64)))).toBe('409 manifest-differs');
});

test('there is nothing to close while the voting is open without a closing time', async () => {
  const { hall, session } = await voted(1);
  expect(await hall.refusal('closeBoard', await closing(session))).toBe('409 state-wrong');
});

test('two tellers close the box at once: it closes once, and both are told one board', async () => {
  const { hall, session } = await voted(4);
  const closesAt = hall.nowMs + 10_000;
  const setting = await session.signed('delegates', 'setClosingTime', { manifestHash: session.hash, closesAt });
  await hall.ask('setClosingTime', setting);
  await recordIssuing(hall, session, NO_PAPER);
  hall.nowMs += 60_000;
  const { version } = await session.head();
  const other = await session.signed('inspection', 'closeBoard', { manifestHash: session.hash });
  const requests = [await closing(session), other];
  const [first, second] = await Promise.all(requests.map((request) => hall.ask('closeBoard', request)));
  expect(second).toEqual(first);
  expect((await session.head()).version).toBe(version + 1);
});

test('closing again answers the same board, also after a put that landed late, which counts nowhere', async () => {
  const { hall, session } = await voted(4);
  const payload = await closeBox(hall, session, NO_PAPER);
  const late = await session.seal();
  expect(await hall.deps.ballotBox.cast(session.id, 'a'.repeat(64), late)).toBe('kept');
  const before = await tables.everything();
  const { boardRoot: root, counts } = await hall.ask('closeBoard', await closing(session));
  expect({ boardRoot: root, counts }).toEqual({ boardRoot: payload.boardRoot, counts: payload.counts });
  expect(await tables.everything()).toBe(before);
  const receipts = await Promise.all((await fetchBallots(hall, session, root)).map(receiptOf));
  expect(receipts).toHaveLength(4);
  expect(receipts).not.toContain(await receiptOf(late));
  expect(await hall.refusal('closeBoard', await closing(session, 'f'.repeat(64)))).toBe('409 manifest-differs');
});

test('a voided meeting is not closed, and its ballots are shown to nobody', async () => {
  const { hall, session } = await voted(2);
  const { boardRoot: root } = await closeBox(hall, session, NO_PAPER);
  await hall.deps.meetings.change(session.id, (meeting) => ({
    kind: 'change',
    meeting: { ...meeting, state: 'voided' },
    answer: null,
  }));
  expect(await hall.refusal('closeBoard', await closing(session))).toBe('409 state-wrong');
  const reading = await session.signed('delegates', 'getSealedBallots', { boardRoot: root, page: 0 });
  expect(await hall.refusal('getSealedBallots', reading)).toBe('409 state-wrong');
});

test('a teller fetches the ballots in the order of the board and finds no defect', async () => {
  const { hall, session } = await voted(9);
  const { boardRoot: root } = await closeBox(hall, session, NO_PAPER);
  const ballots = await fetchBallots(hall, session, root);
  const checked = await checkBox({ ...session, ballots });
  expect([checked.boardRoot, checked.defects]).toEqual([root, []]);
  expect(isBoard(await Promise.all(ballots.map(receiptOf)))).toBe(true);
});

test('sealed ballots are for tellers who name the board, and only after the close', async () => {
  const { hall, session } = await voted(2);
  const early = await session.signed('delegates', 'getSealedBallots', { boardRoot: 'f'.repeat(64), page: 0 });
  expect(await hall.refusal('getSealedBallots', early)).toBe('409 state-wrong');
  await closeBox(hall, session, NO_PAPER);
  expect(await hall.refusal('getSealedBallots', early)).toBe('409 board-differs');
  const unsigned = { ...early, signature: 'A'.repeat(86) };
  expect(await hall.refusal('getSealedBallots', unsigned)).toBe('403 signature-invalid');
});

test('the public board is believed by a phone: whole, with the signatures of two tellers', async () => {
  const { hall, session } = await voted(6);
  const payload = await closeBox(hall, session, NO_PAPER);
  await freezeBoard(hall, session, payload);
  const answer = await hall.ask('getBoard', { session: session.id, page: 0 });
  const requests = answer.signatures.map((signed) => ({ ...signed, payload }));
  const verified = await verifyBoard({ ...session, board: answer.receipts, requests });
  expect(verified).toEqual({ ok: true, payload });
  expect(await hall.refusal('getBoard', { session: session.id, page: 1 })).toBe('404 page-unknown');
});

test('a board of more receipts than one page holds is stored and read in pages', async () => {
  const hall = new Hall(tables);
  const board = Array.from({ length: 8_001 }, (_, each) => each.toString(16).padStart(64, '0'));
  const root = 'b'.repeat(64);
  expect(await hall.deps.meetings.putBoard('large-board', root, board)).toBe(2);
  expect(tables.charges.slice(-2)).toEqual([
    { operation: 'PutItemCommand', units: 251 },
    { operation: 'PutItemCommand', units: 1 },
  ]);
  expect(await hall.deps.meetings.readBoard('large-board', root, 2)).toEqual(board);
});

test('ballots are counted while the voting is open, at most every three seconds, and fixed by the close', async () => {
  const { hall, session } = await voted(3);
  const count = async () => (await hall.ask('countBallots', { session: session.id })).electronic;
  expect(await count()).toBe(3);
  await castBallots(hall, session, 2);
  hall.nowMs += 2_999;
  expect(await count()).toBe(3);
  hall.nowMs += 1;
  expect(await count()).toBe(5);
  await closeBox(hall, session, NO_PAPER);
  await hall.deps.ballotBox.cast(session.id, 'a'.repeat(64), await session.seal());
  expect(await count()).toBe(5);
});

test('before the voting there are no ballots to count, and no session is no count', async () => {
  const hall = new Hall(tables);
  const session = await Session.prepare(hall);
  await session.start(session.armed());
  expect(await hall.ask('countBallots', { session: session.id })).toEqual({ electronic: 0 });
  expect(await hall.refusal('countBallots', { session: 'nowhere' })).toBe('404 session-unknown');
  for (const id of ['getMeeting', 'getManifest', 'getResult'] as const)
    expect(await hall.refusal(id, { session: 'nowhere' })).toBe('404 session-unknown');
  expect(await hall.refusal('getBoard', { session: 'nowhere', page: 0 })).toBe('404 session-unknown');
});

test('the public face of a meeting tells who has done what and shows no figure of a subject', async () => {
  const { hall, session } = await voted(2);
  const face = await hall.ask('getMeeting', { session: session.id });
  expect(face).toMatchObject({
    county: 'tuanfeng',
    unit: '回龙山工商所',
    state: 'voting',
    nowMs: hall.nowMs,
    manifestHash: session.hash,
    closesAt: null,
    counts: null,
    boardFrozen: false,
    outcome: null,
  });
  expect(face.tellers).toEqual(
    (['discipline', 'delegates', 'inspection'] as const).map((slot) => ({
      slot,
      ...{ enrolled: true, armed: true, boardSigned: false, paperEntered: false },
      ...{ sharesReleased: false, absent: false, result: null },
    })),
  );
});

test('a head that was written by something else is not read as if it were whole', async () => {
  const hall = new Hall(tables);
  await tables.client.send(
    new PutCommand({ TableName: 'Meetings', Item: { pk: 'strange', sk: 'HEAD', state: 'voting' } }),
  );
  const { status, problem } = await hall.send('getMeeting', { session: 'strange' });
  expect([status, problem?.type]).toEqual([500, 'urn:shuangshu:problem:unexpected']);
  expect(hall.log).toHaveLength(1);
});

// The last of this file: every refusal compares all items, and these are many.
test('sealed ballots come in pages of at most a megabyte, and the box is read once for all of them', async () => {
  const hall = new Hall(tables);
  const session = await Session.prepare(hall);
  await session.start(session.voting());
  const bytes = sealedBallotBytes(15);
  const howMany = ballotsPerPage(bytes) + 10;
  for (let start = 0; start < howMany; start += 100)
    await Promise.all(
      Array.from({ length: Math.min(100, howMany - start) }, () => {
        const id = Buffer.from(platformRandom(32)).toString('hex');
        return hall.deps.ballotBox.cast(session.id, id, platformRandom(bytes));
      }),
    );
  const { boardRoot: root } = await closeBox(hall, session, NO_PAPER);
  const before = tables.charges.filter(({ operation }) => operation === 'QueryCommand').length;
  const page = async (slot: 'discipline' | 'delegates', number: number) =>
    hall.ask('getSealedBallots', await session.signed(slot, 'getSealedBallots', { boardRoot: root, page: number }));
  const [first, second] = [await page('discipline', 0), await page('delegates', 1)];
  expect([first.ballots.length, second.ballots.length]).toEqual([howMany - 10, 10]);
  expect([first.pages, first.total, second.page]).toEqual([2, howMany, 1]);
  const size = JSON.stringify(first).length;
  expect(size).toBeLessThanOrEqual(MAX_PAGE_BYTES);
  expect(size).toBeGreaterThan(MAX_PAGE_BYTES - 2_000);
  expect(tables.charges.filter(({ operation }) => operation === 'QueryCommand').length - before).toBe(16);
  const missing = await session.signed('delegates', 'getSealedBallots', { boardRoot: root, page: 2 });
  expect(await hall.refusal('getSealedBallots', missing)).toBe('404 page-unknown');
});
