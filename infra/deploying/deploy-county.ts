import type { CostInputs } from '../cost/model.ts';
import type { CountySettings } from '../county-settings.ts';
import { placeholdersOf } from '../new-county/placeholders.ts';
import { ToolRefusal } from '../tools/run-tool.ts';
import { dryRunReport, priceText } from './dry-run-report.ts';
import type { RunCdk } from './run-cdk.ts';
import { withSynthesis } from './synthesise.ts';
import { type Ask, isTyped } from './typed-answer.ts';

export interface Deploying {
  readonly folder: URL;
  readonly settings: CountySettings;
  readonly costs: CostInputs;
  readonly run: RunCdk;
  readonly ask: Ask;
  readonly print: (text: string) => void;
}

/** A deployed county cannot carry names that nobody owns. */
function refusePlaceholders(settings: CountySettings): void {
  const found = placeholdersOf(settings);
  if (found.length === 0) return;
  const lines = found.map(({ field, value }) => `  ${field}: ${value}`);
  throw new ToolRefusal(
    `infra/counties/${settings.county}.json 里还有占位的值，改好再部署 / still holds placeholders, change them first:\n${lines.join('\n')}`,
  );
}

/** Synthesises and says what would be created and what it costs. Asks no network. */
export async function dryRun({ folder, settings, costs, run, print }: Omit<Deploying, 'ask'>): Promise<void> {
  // A region without prices is told before half a minute of synthesis.
  priceText(settings, costs);
  await withSynthesis({ folder, county: settings.county }, run, async ({ stacks }) => {
    print(dryRunReport(settings, stacks, costs));
    const placeholders = placeholdersOf(settings).map(({ field }) => field);
    if (placeholders.length > 0) print(`\n部署之前要改 / to be changed before deploying: ${placeholders.join(', ')}`);
  });
}

/** Synthesises, shows what would change, asks, and deploys stack by stack; each has to be through before the next. */
export async function deployCounty({ folder, settings, costs, run, ask, print }: Deploying): Promise<void> {
  refusePlaceholders(settings);
  const price = priceText(settings, costs);
  await withSynthesis({ folder, county: settings.county }, run, async ({ assembly, stacks }) => {
    const names = stacks.map(({ name }) => name);
    if ((await run(['diff', '--app', assembly, ...names])) !== 0)
      throw new ToolRefusal('比较不了，什么也没改 / it could not be compared; nothing was changed');
    print(`\n${price}\n`);
    const question = `部署 ${names.join('、')}？输入 yes / deploy these, in this order? Type yes: `;
    if (!(await isTyped(ask, question, 'yes')))
      throw new ToolRefusal('没有部署，什么也没改 / not deployed; nothing was changed');
    for (const name of names)
      if ((await run(['deploy', '--app', assembly, '--exclusively', '--require-approval', 'never', name])) !== 0)
        throw new ToolRefusal(
          `${name} 没有部署成功，后面的没有开始；改好再运行一次 / was not deployed, and nothing after it was begun: set it right and run this again`,
        );
    print(`已部署 / deployed: ${names.join(', ')}\n接下来 / next: npm run preflight -- ${settings.county} <session>`);
  });
}
