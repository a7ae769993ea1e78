import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROUGH } from '../../simulation/hazards.ts';
import { ignoring, MUTANTS } from '../../simulation/mutants.ts';
import { type Played, playSeed } from '../../simulation/play-seed.ts';
import { playRange } from '../../simulation/seed-lanes.ts';
import { shrink } from '../../simulation/shrink.ts';
import { PROMISES, type Promised } from '../../simulation/witness.ts';

// The reduced form of `npm run simulate`: fixed seeds, few of them. The whole is 10 000 seeds and 200 with everything made anew.
const POOLED = { first: 14, end: 26, stride: 1, made: 'pooled' } as const;
const FRESH = { first: 1, end: 3, stride: 1, made: 'fresh' } as const;
/** A phone draws between the desk's reading of its code and the writing of the paper that takes its place. */
const SEED_OF_THE_RACE = 92;
/** A mutant that is not found in these is not found; they begin with a teller who hurries. */
const MUTANT_SEEDS = { first: 18, end: 48 } as const;

test('12 meetings by fixed seeds (of 10 000): whatever is lost, doubled, late or crashed, every promise holds after every step', async () => {
  const { failures, announced, acknowledged, opened, papers, shown, desk } = await playRange(POOLED);
  expect(failures).toEqual([]);
  expect(announced).toBe(12);
  expect(acknowledged).toBeGreaterThan(30);
  // Every ballot of every meeting, however little of it is published.
  expect(opened).toBeGreaterThanOrEqual(acknowledged);
  expect(papers).toBeGreaterThan(40);
  expect(shown).toBeGreaterThan(3);
  // Codes and papers of the desk, in those of the meetings to which people come.
  for (const handedOut of Object.values(desk)) expect(handedOut).toBeGreaterThan(0);
});

test('two meetings (of 200) with every key and ballot made anew', async () => {
  const { failures, announced } = await playRange(FRESH);
  expect(failures).toEqual([]);
  expect(announced).toBe(2);
});

test('a teller whose entry of paper died and who then settles the same rows keeps nobody from counting', async () => {
  const { violations, faults, isAnnounced } = await playSeed({ seed: 671 });
  expect(faults).toContain('delegates enterPaper 1 6 GetCommand timed out after');
  expect([violations, isAnnounced]).toEqual([[], true]);
});

test('paper that is handed out in the moment of a drawing and the token are never both one delegate’s', async () => {
  expect((await playSeed({ seed: SEED_OF_THE_RACE })).violations).toEqual([]);
  // The one condition on which it rests: that the code is still as the desk read it.
  const mutant = ignoring('#state = :state');
  const { violations } = await playSeed({ seed: SEED_OF_THE_RACE, mutant });
  expect(violations[0]?.promised).toBe('issued-by-the-rule');
});

test('one seed is one meeting: played twice it is the same, fault by fault and answer by answer', async () => {
  const [first, again] = [await playSeed({ seed: 4 }), await playSeed({ seed: 4 })];
  expect(again).toEqual(first);
  expect(first.faults.length).toBeGreaterThan(20);
});

test.each(['pooled', 'fresh'] as const)(
  'one seed is one meeting in a process of its own too, down to every byte that is answered: %s',
  async (made) => {
    const here = await playSeed({ seed: 5, made });
    const replay = ['test/simulation/simulate.ts', '--seed', '5', '--made', made];
    const { stdout } = await promisify(execFile)(process.execPath, replay);
    expect(stdout).toContain(`trace ${here.trace}`);
    expect((await playSeed({ seed: 6, made })).trace).not.toBe(here.trace);
  },
);

test('every kind of fault strikes in these meetings', async () => {
  const faults = [];
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) faults.push(...(await playSeed({ seed })).faults);
  for (const kind of KINDS)
    expect(faults.filter((fault) => fault.endsWith(` ${kind}`)).length, kind).toBeGreaterThan(0);
  expect(Object.keys(ROUGH)).toHaveLength(10);
});

const KINDS = [
  ...['lost', 'answer lost', 'doubled', 'late', 'crash before', 'crash after', 'throttled'],
  ...['timed out before', 'timed out after', 'asked again', 'slow', 'stale'],
];

test.each(MUTANTS)('found within few seeds: $name', async ({ breaks, mutant }) => {
  for (let seed: number = MUTANT_SEEDS.first; seed < MUTANT_SEEDS.end; seed += 1) {
    const [violation] = (await playSeed({ seed, mutant })).violations;
    if (violation === undefined) continue;
    expect(breaks).toContain(violation.promised);
    return;
  }
  throw new Error(`not found in ${MUTANT_SEEDS.end - MUTANT_SEEDS.first} seeds`);
});

test('each promise has a mutant that breaks it; those of what is counted stand in mutant-count.test.ts', () => {
  const ofTheCount = ['result-is-what-was-meant', 'every-ballot-opens-as-meant'] as const;
  const broken = new Set<Promised>([...MUTANTS.flatMap(({ breaks }) => breaks), ...ofTheCount]);
  expect([...broken].sort()).toEqual([...PROMISES].sort());
});

test('a failing seed shrinks to fewer phones and faults that still break the same promise', async () => {
  const mutant = MUTANTS.find(({ name }) => name.startsWith('a step that ignores'))?.mutant;
  if (mutant === undefined) throw new Error('the mutant is gone');
  let failing: Played | undefined;
  for (let seed = 1; failing === undefined; seed += 1) {
    const played = await playSeed({ seed, mutant });
    if (played.violations.length > 0) failing = played;
  }
  const { played } = await shrink({ seed: failing.seed, mutant });
  expect(played.violations[0]?.promised).toBe(failing.violations[0]?.promised);
  expect(played.phones).toBeLessThan(failing.phones);
  expect(played.faults.length).toBeLessThan(failing.faults.length);
});
