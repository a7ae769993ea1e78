import { expect, test } from 'vitest';
import { momentsOf, onceEverywhere } from '../../simulation/crash-places.ts';
import { QUIET } from '../../simulation/hazards.ts';
import { type Played, playSeed, type SeedOptions } from '../../simulation/play-seed.ts';
import { NOTHING, playMissingCrashes, playRange } from '../../simulation/seed-lanes.ts';

// The reduced form of what `npm run simulate` does after its seeds, which names every write that was reached under all other faults.

/** Between them every operation of a meeting that writes: a teller objects, one types other paper, one is recorded absent. */
const SEEDS = [16, 14, 107] as const;
const WRITING = [
  ...['castBallot', 'checkIn', 'closeBoard', 'count', 'enterPaper', 'issuePaper', 'objectToResult', 'openVoting'],
  ...['recordAbsent', 'recordIssuing', 'reissue', 'releaseShares', 'setClosingTime', 'settlePaper'],
  ...['signArming', 'signBoard', 'signResult'],
];

async function playSafely(options: SeedOptions): Promise<Played> {
  const played = await playSeed({ hazards: QUIET, phones: 3, ...options });
  expect([options, played.violations, played.isAnnounced]).toEqual([options, [], true]);
  return played;
}

test('before and after each write of each operation a process ends, and the meeting ends as it was meant', async () => {
  const [operations, crashed] = [new Set<string>(), new Set<string>()];
  for (const seed of SEEDS) {
    const writes = momentsOf((await playSafely({ seed })).reached);
    // Many in one meeting: every call is made again until it gets through, and meets the next one.
    for (const each of (await playSafely({ seed, crash: onceEverywhere })).crashed) crashed.add(each);
    for (const crash of writes.filter((each) => !crashed.has(each)))
      for (const each of (await playSafely({ seed, crash })).crashed) crashed.add(each);
    expect(writes.filter((each) => !crashed.has(each))).toEqual([]);
    for (const write of writes) operations.add(write.split(' ')[0] ?? '');
  }
  expect([...operations].sort()).toEqual(WRITING);
});

test('a crash that chance left out is played, alone and once, in the seed that comes to its place', async () => {
  const { reached, crashed } = await playRange({ first: 1, end: 2, stride: 1, made: 'pooled' });
  const [wanted] = [...reached.keys()].filter((crash) => !crashed.has(crash));
  if (wanted === undefined) throw new Error('chance left no crash out');
  const only = { ...NOTHING, reached: new Map([[wanted, 1]]), crashed };
  expect(await playMissingCrashes(only)).toEqual([{ crash: wanted, seed: 1, didCrash: true, failures: [] }]);
  expect(await playMissingCrashes({ ...only, crashed: new Set([wanted]) })).toEqual([]);
});
