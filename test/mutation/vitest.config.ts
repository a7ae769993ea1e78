import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { MUTATION_AREAS } from './areas.ts';

/** These take seconds each; most mutants die of another test before. */
const SLOW_FILES = ['bundle.test.ts', 'blind-signature.test.ts', 'announcing.test.ts', 'settling-paper.test.ts'];
/** Each of these begins with tables of its own. */
const WITH_AN_ENGINE = '/test/integration/';

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      SLOW_FILES.findIndex((end) => moduleId.endsWith(`/${end}`)) + (moduleId.includes(WITH_AN_ENGINE) ? 10 : 0);
    return [...files].sort((one, other) => rank(one) - rank(other) || (one.moduleId < other.moduleId ? -1 : 1));
  }
}

const TABLES = fileURLToPath(new URL('../integration/ballot/tables.ts', import.meta.url));
const MEMORY_TABLES = fileURLToPath(new URL('memory-tables.ts', import.meta.url));

const area = MUTATION_AREAS.find(({ name }) => name === process.env['MUTATION_AREA']);
if (area === undefined) throw new Error('MUTATION_AREA names no area');

export default defineConfig({
  plugins: [
    {
      name: 'tables-in-memory',
      enforce: 'pre',
      resolveId: (source, importer) =>
        area.isInMemory === true && importer !== undefined && resolve(dirname(importer), source) === TABLES
          ? MEMORY_TABLES
          : null,
    },
  ],
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: [...area.tests],
    exclude: [...(area.leftOut ?? [])],
    testTimeout: 60_000,
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
