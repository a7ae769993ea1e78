import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const mutant = z.looseObject({ status: z.string(), static: z.boolean().optional() });
const results = z.looseObject({ files: z.record(z.string(), z.looseObject({ mutants: z.array(mutant) })) });

/**
 * Whether Stryker may take a result over as long as the source and the test that decided it are the same. Of what changes while a
 * module loads it keeps no list of tests, and so would never try it on new ones; nor what no test reached before.
 */
const mayStand = ({ status, static: isStatic = false }: z.output<typeof mutant>): boolean =>
  status !== 'NoCoverage' && !(isStatic && status === 'Survived');

/** Takes out of an earlier run's file, if there is one, what has to be judged anew. */
export function forgetUnreached(path: string): void {
  if (!existsSync(path)) return;
  const earlier = results.parse(JSON.parse(readFileSync(path, 'utf8')));
  const files = Object.entries(earlier.files).map(([name, file]) => [
    name,
    { ...file, mutants: file.mutants.filter(mayStand) },
  ]);
  writeFileSync(path, JSON.stringify({ ...earlier, files: Object.fromEntries(files) }));
}
