import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, of each project: begun last, one of them would be waited for by a core that has nothing to do. */
export const SLOWEST: readonly string[] = [
  ...['insider/insider', 'fuzz/parsers', 'simulation/simulation', 'protocol/tampered-bundles'],
  ...['bad-input/bad-input', 'local/start', 'move/commands', 'logs/logs', 'move/moving', 'rehearsal/living-sample'],
  ...['contracts/neighbouring-versions', 'rehearsal/round', 'delegates/lists', 'drills/dead-network', 'local/rest-api'],
  ...['infra/preflight', 'infra/secrecy-rules', 'infra/refusals', 'infra/template-rules', 'infra/deploying'],
  ...['infra/new-county', 'infra/grants', 'infra/partitions'],
  ...['journeys/whole-meeting', 'journeys/vote-embedded', 'journeys/vote-page', 'journeys/hall-screen'],
  ...['journeys/teller-embedded', 'journeys/console-round-up', 'journeys/console-downloads'],
];

/** The slowest files first, in the order above; the others as Vitest would have them. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = SLOWEST.findIndex((end) => moduleId.endsWith(`/${end}.test.ts`));
      return place < 0 ? SLOWEST.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
