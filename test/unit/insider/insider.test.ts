import { beforeAll, expect, test } from 'vitest';
import { parseSealedBallot } from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { LEAKS } from '../../insider/leaks.ts';
import { strategiesFor } from '../../insider/matcher.ts';
import { isBlind, isDetected, measure } from '../../insider/measure.ts';
import { playHall } from '../../insider/played-hall.ts';
import { type SealedPool, sealedPool } from '../../insider/sealed-pool.ts';
import { SCORES_PER_BALLOT } from '../../simulation/issued-tokens.ts';

// The reduced form of `npm run insider`: two sizes of hall of four, 60 meetings of 1 000, by fixed seeds.
const MEETINGS = 60;
const LEARNING = 24;
const STRONG_LEAK = { learning: 10, meetings: 8 } as const;
const WEAK_LEAK = { learning: 60, meetings: 60 } as const;
const SIZES = [10, 30] as const;

const pools = new Map<number, SealedPool>();
beforeAll(async () => {
  for (const delegates of SIZES)
    pools.set(delegates, await sealedPool({ size: delegates + 10, seed: 2008, delegates }));
});
const poolOf = (delegates: number): SealedPool => {
  const pool = pools.get(delegates);
  if (pool === undefined) throw new Error('no pool of this size');
  return pool;
};

test.each(SIZES)(
  '%i delegates, 60 meetings (of 1 000): whoever has every table, log and list and a teller’s key guesses one ballot a meeting, as chance does',
  async (delegates) => {
    const measured = await measure({
      pool: poolOf(delegates),
      delegates,
      learning: LEARNING,
      meetings: MEETINGS,
      first: 1,
    });
    expect(measured).toSatisfy(isBlind);
  },
);

test.each(LEAKS)('the same matcher finds a planted leak: $name', async ({ leak, isWeak = false }) => {
  const how = isWeak ? WEAK_LEAK : STRONG_LEAK;
  const measured = await measure({ pool: poolOf(10), delegates: 10, leak, ...how, first: 1 });
  expect(measured).toSatisfy(isDetected);
});

test('one seed is one hall, with everything that is known of it', async () => {
  const pool = poolOf(10);
  const request = { pool, delegates: 10, seed: 3 };
  expect(await playHall(request)).toEqual(await playHall(request));
  const again = await sealedPool({ size: 3, seed: 2008, delegates: 10 });
  expect(again.ballots).toEqual(pool.ballots.slice(0, 3));
});

test('the matcher tries what stands in every table, list, log and document, and on the ballot itself, in pairs', async () => {
  const pool = poolOf(10);
  const hall = await playHall({ pool, delegates: 10, seed: 4 });
  const tried = strategiesFor([hall]);
  const names = {
    delegate: new Set(tried.map((each) => each.delegate)),
    ballot: new Set(tried.map((each) => each.ballot)),
  };
  expect([...names.delegate]).toEqual(
    expect.arrayContaining([
      ...['place on the list', 'seen drewAtMs', 'seen castAtMs', 'seen name', 'seen length of name'],
      ...['sk', 'place', 'blinded', 'blindSignature'].map((field) => `Registry CODES#S/H ${field}`),
      'Registry SESSION#S/STANDING#N place',
      'state 1 of Registry CODES#S/H place',
    ]),
  );
  expect([...names.ballot]).toEqual(
    expect.arrayContaining([
      ...['place on the board', 'scores', 'sum of scores', 'opened by inspection', 'ballot nonce', 'ballot ciphertext'],
      ...['sk', 'place', 'pk', 'ballot'].map((field) => `BallotBox S#H/H ${field}`),
      'place in S/discipline-inspection/sealed.json',
    ]),
  );
  expect([...hall.truth].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  for (const { sealed } of pool.ballots) expect(parseSealedBallot(sealed, SCORES_PER_BALLOT)).not.toBeNull();
});

test('a ballot is found in everything that is kept of it: box, board and its backup, export, shares of three tellers, three documents', async () => {
  const { evidence } = await playHall({ pool: poolOf(10), delegates: 10, seed: 4 });
  const kinds = new Set([...(evidence.ballots[0]?.keys() ?? [])].filter((name) => name.endsWith(' times')));
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      'BallotBox S#H/H times',
      'export of BallotBox S#H/H times',
      'state 1 of Meetings S/BOARD#H#N.receipts[] times',
      'Meetings S/BOARD#H#N.receipts[] times',
      ...SLOTS.map((slot) => `BallotBox S#shares/H#${slot}#N.shares[] times`),
      ...SLOTS.map((slot) => `document S/discipline-inspection/sealed.json.opened.${slot}[] times`),
      ...['board.json.board[]', 'sealed.json.ballots[]', 'result.json.board[]'].map(
        (list) => `document S/discipline-inspection/${list} times`,
      ),
    ]),
  );
});

test('what a function logs is in the insider’s hands: lines of faults, and of what tellers did', async () => {
  const { logs } = await playHall({ pool: poolOf(30), delegates: 30, seed: 4 });
  const operations = new Set(logs.map(({ operation }) => operation));
  expect([...operations]).toEqual(expect.arrayContaining(['signBoard', 'releaseShares', 'count']));
  expect(logs.filter(({ errorName }) => errorName !== undefined).length).toBeGreaterThan(0);
});
