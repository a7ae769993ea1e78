import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';

const mutant = z.looseObject({ status: z.string() });
const results = z.looseObject({ files: z.record(z.string(), z.looseObject({ mutants: z.array(mutant) })) });

/** What survived, or was not reached, is judged again: Stryker would try it on tests with new names alone. */
const UNDECIDED = ['Survived', 'NoCoverage'];

/** Of the machine that ran it, or different in each run. */
const OF_ONE_RUN = ['projectRoot', 'config', 'framework'];
const OF_ONE_MUTANT = ['statusReason', 'duration', 'testsCompleted'];

const keptOf = (area: string): URL => new URL(`kept/${area}.json.br`, import.meta.url);

const without = (names: readonly string[], value: object) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

/** What an earlier run found out about an area, if nobody has run it here yet: from the repository to where Stryker looks. */
export function takeOver(area: string, path: string, kept = keptOf(area)): void {
  if (existsSync(path) || !existsSync(kept)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, brotliDecompressSync(readFileSync(kept)));
}

/** Keeps in the repository what a run found out: which tests found which mutant, with the text of both; nothing of the machine. */
export function keep(area: string, path: string, kept = keptOf(area)): void {
  const found = results.parse(JSON.parse(readFileSync(path, 'utf8')));
  const files = Object.entries(found.files).map(([name, file]) => [
    name,
    { ...file, mutants: file.mutants.map((each) => without(OF_ONE_MUTANT, each)) },
  ]);
  const text = JSON.stringify({ ...without(OF_ONE_RUN, found), files: Object.fromEntries(files) });
  mkdirSync(new URL('.', kept), { recursive: true });
  writeFileSync(kept, brotliCompressSync(text));
}

/** Takes out of an earlier run's file, if there is one, all but what the tests found. */
export function forgetSurvivors(path: string): void {
  if (!existsSync(path)) return;
  const earlier = results.parse(JSON.parse(readFileSync(path, 'utf8')));
  const files = Object.entries(earlier.files).map(([name, file]) => [
    name,
    { ...file, mutants: file.mutants.filter(({ status }) => !UNDECIDED.includes(status)) },
  ]);
  writeFileSync(path, JSON.stringify({ ...earlier, files: Object.fromEntries(files) }));
}
