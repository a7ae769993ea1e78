import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const mutant = z.looseObject({ status: z.string() });
const results = z.looseObject({ files: z.record(z.string(), z.looseObject({ mutants: z.array(mutant) })) });

/** What survived, or was not reached, is judged again: Stryker would try it on tests with new names alone. */
const UNDECIDED = ['Survived', 'NoCoverage'];

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
