import { beforeAll, expect, test } from 'vitest';
import { parseSealedBallot } from '../../../shared/protocol/sealed-ballot.ts';
import { LEAKS } from '../../insider/leaks.ts';
import { strategiesFor } from '../../insider/matcher.ts';
import { isBlind, isDetected, measure } from '../../insider/measure.ts';
import { playHall } from '../../insider/played-hall.ts';
import { type SealedPool, sealedPool } from '../../insider/sealed-pool.ts';
import { SCORES_PER_BALLOT } from '../../simulation/issued-tokens.ts';

// The reduced form of `npm run insider`: two sizes of hall of four, 100 meetings of 1 000, by fixed seeds.
const MEETINGS = 100;
const LEAK_MEETINGS = 20;
const LEARNING = 10;

let pool: SealedPool;
beforeAll(async () => {
  pool = await sealedPool(60, 2008);
});

test.each([10, 30])(
  '%i delegates, 100 meetings (of 1 000): whoever has every table, log and list and a teller’s key guesses one ballot a meeting, as chance does',
  async (delegates) => {
    const measured = await measure({ pool, delegates, learning: LEARNING, meetings: MEETINGS, first: 1 });
    expect(measured).toSatisfy(isBlind);
  },
);

test.each(LEAKS)('the same matcher finds a planted leak: $name', async ({ leak }) => {
  const measured = await measure({ pool, delegates: 10, leak, learning: LEARNING, meetings: LEAK_MEETINGS, first: 1 });
  expect(measured).toSatisfy(isDetected);
});

test('one seed is one hall, with everything that is known of it', async () => {
  const request = { pool, delegates: 10, seed: 3 };
  expect(await playHall(request)).toEqual(await playHall(request));
  const again = await sealedPool(3, 2008);
  expect(again.ballots).toEqual(pool.ballots.slice(0, 3));
});

test('the matcher tries what stands in every table, on the ballot itself and on the list, in pairs', async () => {
  const { evidence, truth } = await playHall({ pool, delegates: 10, seed: 4 });
  const tried = strategiesFor(evidence);
  const names = {
    delegate: new Set(tried.map((each) => each.delegate)),
    ballot: new Set(tried.map((each) => each.ballot)),
  };
  expect([...names.delegate]).toEqual(
    expect.arrayContaining([
      'place on the list',
      'seen drewAtMs',
      'seen castAtMs',
      'code sk',
      'code blinded',
      'code blindSignature',
    ]),
  );
  expect([...names.ballot]).toEqual(
    expect.arrayContaining(['place in the table', 'place on the board', 'item sk', 'ballot nonce', 'share', 'scores']),
  );
  expect(new Set(truth).size).toBe(10);
  for (const { sealed } of pool.ballots) expect(parseSealedBallot(sealed, SCORES_PER_BALLOT)).not.toBeNull();
});
