import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { BallotBox, receiptHex } from '../../../functions/store/ballot-box.ts';
import { sealedBallotBytes } from '../../../shared/protocol/sealed-ballot.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { useTables } from './tables.ts';

const tables = useTables();
const box = () => new BallotBox(tables.client, 'BallotBox');
const someId = () => randomBytes(32).toString('hex');
const someBallot = (scores: number) => new Uint8Array(randomBytes(sealedBallotBytes(scores)));
const someSignature = () => randomBytes(64).toString('base64url');
let sessions = 0;
const newSession = () => `box-${++sessions}`;

/** The unit with 3 indicators and 30 officers with 6. */
const LARGEST_OF_ONE_UNIT = 183;
const LONGEST_SESSION = 's'.repeat(64);

test('a ballot is put once: the same bytes are the same ballot, other bytes under its token are refused and leave it', async () => {
  const [session, id, ballot] = [newSession(), someId(), someBallot(33)];
  expect(await box().cast(session, id, ballot)).toBe('kept');
  const before = await tables.everything();
  expect(await box().cast(session, id, ballot)).toBe('same');
  expect(await box().cast(session, id, someBallot(33))).toBe('other');
  expect(await tables.everything()).toBe(before);
  expect(await box().readBallots(session)).toEqual([ballot]);
});

test('of two ballots cast under one token at once, one is kept and the other is told so', async () => {
  const [session, id] = [newSession(), someId()];
  const ballots = [someBallot(33), someBallot(33)];
  const castings = await Promise.all(ballots.map((ballot) => box().cast(session, id, ballot)));
  expect([...castings].sort()).toEqual(['kept', 'other']);
  expect(await box().readBallots(session)).toEqual([ballots[castings.indexOf('kept')]]);
});

test('a ballot of 30 officers with 6 indicators and the unit with 3 costs one write unit, also under the longest session id', async () => {
  expect(await box().cast(LONGEST_SESSION, someId(), someBallot(LARGEST_OF_ONE_UNIT))).toBe('kept');
  expect(tables.charges.at(-1)).toEqual({ operation: 'PutItemCommand', units: 1 });
});

test('a ballot of 31 officers under the longest session id still costs one write unit; 35 cost two', async () => {
  await box().cast(LONGEST_SESSION, someId(), someBallot(3 + 31 * 6));
  expect(tables.charges.at(-1)).toEqual({ operation: 'PutItemCommand', units: 1 });
  await box().cast(LONGEST_SESSION, someId(), someBallot(3 + 35 * 6));
  expect(tables.charges.at(-1)).toEqual({ operation: 'PutItemCommand', units: 2 });
});

test('an item holds the sealed ballot under its id and nothing else', async () => {
  const [session, id, ballot] = [newSession(), someId(), someBallot(33)];
  await box().cast(session, id, ballot);
  const item = { pk: `${session}#${id.slice(0, 1)}`, sk: id, ballot: Buffer.from(ballot).toString('base64url') };
  const items = JSON.parse(await tables.everything())
    .flat()
    .map((text: string) => JSON.parse(text));
  expect(items.filter(({ pk }: { pk: string }) => pk.startsWith(`${session}#`))).toEqual([item]);
});

test('ballots are counted and read over every partition, also when one is larger than a page of the engine', async () => {
  const session = newSession();
  const ballots = Array.from({ length: 1_300 }, () => someBallot(LARGEST_OF_ONE_UNIT));
  // All but 16 in one partition: 1.3 MB, where a query gives at most 1 MB.
  const ids = ballots.map((_, index) => (index < 16 ? index.toString(16) : 'a') + someId().slice(1));
  for (let start = 0; start < ballots.length; start += 100)
    await Promise.all(
      ballots.slice(start, start + 100).map((ballot, place) => box().cast(session, ids[start + place] ?? '', ballot)),
    );
  expect(await box().countBallots(session)).toBe(1_300);
  const read = await box().readBallots(session);
  expect(new Set(read.map(receiptHex))).toEqual(new Set(ballots.map(receiptHex)));
  expect(read).toHaveLength(1_300);
});

test('the ballots of one session are not those of another whose id begins alike', async () => {
  const session = newSession();
  await box().cast(`${session}-b`, someId(), someBallot(33));
  expect(await box().countBallots(session)).toBe(0);
  expect(await box().readBallots(session)).toEqual([]);
});

test('the ballots of a board come in its order, and one that landed after the close is not among them', async () => {
  const session = newSession();
  const ballots = Array.from({ length: 5 }, () => someBallot(33));
  for (const ballot of ballots) await box().cast(session, someId(), ballot);
  const [late, ...onBoard] = ballots;
  const board = onBoard.map(receiptHex).sort();
  const read = await box().readBoardBallots(session, board);
  expect(read.map(receiptHex)).toEqual(board);
  expect(board).not.toContain(receiptHex(late ?? new Uint8Array()));
});

test('a board with a ballot that is not in the box is an impossible state', async () => {
  const board = [receiptHex(someBallot(33))];
  await expect(box().readBoardBallots(newSession(), board)).rejects.toThrow('a ballot of the board is not in the box');
});

test('a page of shares is kept once; the same again is well, another is refused and leaves the first', async () => {
  const page = { session: newSession(), boardRoot: 'f'.repeat(64), slot: 'discipline', page: 3 } as const;
  const shares = [randomBytes(33).toString('base64url'), null];
  const [signature, another] = [someSignature(), someSignature()];
  expect(await box().putSharePage(page, { shares, signature })).toBe(true);
  expect(await box().putSharePage(page, { shares, signature: another })).toBe(true);
  expect(await box().putSharePage(page, { shares: [null, null], signature })).toBe(false);
  expect(await box().getSharePage(page)).toEqual({ shares, signature });
});

test('the largest page of shares fits an item', async () => {
  const page = { session: newSession(), boardRoot: 'f'.repeat(64), slot: 'delegates', page: 0 } as const;
  const shares = Array.from({ length: 5_000 }, () => randomBytes(33).toString('base64url'));
  const handedIn = { shares, signature: someSignature() };
  expect(await box().putSharePage(page, handedIn)).toBe(true);
  expect(await box().getSharePage(page)).toEqual(handedIn);
});

const typed = { entry: 'e'.repeat(64), slot: 'delegates', as: 'entry' } as const;

test('a pile of paper ballots as large as a request may be is kept in parts and read whole', async () => {
  const session = newSession();
  // 1 000 000 bytes of JSON is the limit of the request: 1 300 ballots of 183 scores with many at 不了解.
  const ballots = Array.from({ length: 1_300 }, (_, row) =>
    row % 100 === 7 ? null : Array.from({ length: 183 }, (_, column) => ((row + column) % 3 === 0 ? 255 : 10)),
  );
  const bytes = JSON.stringify(ballots).length;
  expect(bytes).toBeGreaterThan(700_000);
  expect(bytes).toBeLessThan(1_000_000);
  await box().putPaper(session, typed, { ballots, signature: someSignature() });
  expect(await box().getPaper(session, 'e'.repeat(64))).toEqual(ballots);
});

test('an empty pile is an entry too', async () => {
  const session = newSession();
  await box().putPaper(session, typed, { ballots: [], signature: someSignature() });
  expect(await box().getPaper(session, 'e'.repeat(64))).toEqual([]);
});

test('two tellers who typed the same have one entry with a signature each, and each keeps the first', async () => {
  const [session, entry] = [newSession(), 'e'.repeat(64)];
  const [first, second, again] = [someSignature(), someSignature(), someSignature()];
  const ballots = [[1, 2], null];
  const by = (slot: Slot) => ({ entry, slot, as: 'entry' }) as const;
  await box().putPaper(session, by('discipline'), { ballots, signature: first });
  await box().putPaper(session, by('inspection'), { ballots, signature: second });
  await box().putPaper(session, by('discipline'), { ballots, signature: again });
  expect(await box().getPaper(session, entry)).toEqual(ballots);
  expect(await box().getPaperSignature(session, by('discipline'))).toBe(first);
  expect(await box().getPaperSignature(session, by('inspection'))).toBe(second);
});

test('one teller’s entry and settlement of the same rows are two words, each under its own signature', async () => {
  const session = newSession();
  const [entry, settlement] = [someSignature(), someSignature()];
  const settled = { ...typed, as: 'settlement' } as const;
  await box().putPaper(session, typed, { ballots: [[1, 2]], signature: entry });
  await box().putPaper(session, settled, { ballots: [[1, 2]], signature: settlement });
  expect(await box().getPaperSignature(session, typed)).toBe(entry);
  expect(await box().getPaperSignature(session, settled)).toBe(settlement);
});
