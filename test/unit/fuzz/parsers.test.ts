import { afterAll, describe, expect, test } from 'vitest';
import { keptInputs } from '../../fuzz/parsers/corpus.ts';
import type { ParserJob } from '../../fuzz/parsers/parser-worker.ts';
import { TARGETS } from '../../fuzz/parsers/targets.ts';
import { type Watched, WatchedWorker } from '../../fuzz/parsers/watched-worker.ts';

const SEED = 2008;
/** Mutants of each parser beside its seeds, its corpus and what is built to hurt. */
const MUTANTS = 36;
const MOST_MS = 4_000;

const workers: WatchedWorker[] = [];
const watched = (module: URL, hungMs?: number): WatchedWorker => {
  const worker = new WatchedWorker(module, hungMs);
  workers.push(worker);
  return worker;
};
afterAll(() => Promise.all(workers.map((worker) => worker.close())));

const job = (target: string, more: Partial<ParserJob> = {}): ParserJob => ({
  ...{ target, corpus: [...keptInputs(target)], seed: SEED, runs: MUTANTS, ms: MOST_MS, isGuided: false, weighed: 20 },
  ...more,
});

const findingsOf = (of: Watched): readonly string[] =>
  'hung' in of ? [of.hung.what] : of.hunted.found.map(({ what }) => what);

describe('reads or refuses whatever it is given, in time and holding nothing (reduced form of npm run fuzz):', () => {
  const worker = watched(new URL('../../fuzz/parsers/targets.ts', import.meta.url));
  test.each(TARGETS.map(({ name }) => name))('%s', async (name) => {
    const found = await worker.hunt(job(name));
    expect(findingsOf(found)).toEqual([]);
    expect('hunted' in found && found.hunted.refused).toBeGreaterThan(0);
  });
});

describe('the search itself finds', () => {
  const module = new URL('./planted-targets.ts', import.meta.url);
  const worker = watched(module, 1_500);
  const patient = watched(module);

  test('nothing where there is nothing', async () => {
    expect(findingsOf(await worker.hunt(job('sound')))).toEqual([]);
  });

  test.each([
    ['a JSON.parse that nobody guards', 'unguarded', /^SyntaxError/],
    ['a pattern that never comes back', 'hanging', /^did not come back/],
    ['what is held for good', 'holding', /^holds \d+\.\d MB more/],
    ['what is held of each input that is new', 'remembering', /^holds \d+\.\d MB more/],
    ['what needs more memory than there is', 'swelling', /^needs more than 512 MB|^did not come back/],
  ])('%s', async (_, name, words) => {
    const found = findingsOf(await worker.hunt(job(name, { ms: 1_000, weighed: 60 })));
    expect(found).toContainEqual(expect.stringMatching(words));
  });

  test.concurrent.each([
    ['what computes for more than two seconds', 'slow', [expect.stringMatching(/^took 2\.\d s$/)]],
    ['what waits for more than two seconds', 'waiting', [expect.stringMatching(/^came back after \d\.\d s$/)]],
    ['nothing where one reading alone was late', 'late once', []],
  ])('%s', async (_, name, found) => {
    expect(findingsOf(await watched(module).hunt(job(name, { ms: 1_000 })))).toEqual(found);
  });

  test('by coverage what chance alone does not', async () => {
    const search = { runs: 3_000, ms: 60_000 };
    const [blind, guided] = [
      await patient.hunt(job('locked', { ...search, isGuided: false })),
      await patient.hunt(job('locked', { ...search, isGuided: true })),
    ];
    expect(findingsOf(blind)).toEqual([]);
    expect(findingsOf(guided)).toContainEqual(expect.stringMatching(/^RangeError/));
  });
});
