/** `npm run deploy -- <id> [--dry-run] [--counties DIR]`: synthesises a county, shows what changes, asks, and deploys it. */
import { parseArgs } from 'node:util';
import { readCostInputs } from '../cost/inputs.ts';
import { readCounty } from '../county-files.ts';
import { deployCounty, dryRun } from '../deploying/deploy-county.ts';
import { runCdk } from '../deploying/run-cdk.ts';
import { countiesFolder } from './counties-folder.ts';
import { runTool, UsageError } from './run-tool.ts';
import { askTerminal } from './terminal.ts';

const USAGE = `npm run deploy -- <id> [--dry-run] [--counties DIR]

  --dry-run       只看会建什么、每月多少钱，不联网 / says what would be created and its monthly price, without the network
  --counties DIR  县文件所在目录，默认 infra/counties / folder of the county files
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { 'dry-run': { type: 'boolean' }, counties: { type: 'string' } },
    allowPositionals: true,
  });
  const [county, ...others] = positionals;
  if (county === undefined || others.length > 0) throw new UsageError('请给出一个县代号 / name one county');
  const folder = countiesFolder(values.counties);
  const print = (text: string) => {
    process.stdout.write(`${text}\n`);
  };
  const plan = { folder, settings: readCounty(folder, county), costs: readCostInputs(), run: runCdk, print };
  if (values['dry-run'] === true) await dryRun(plan);
  else await deployCounty({ ...plan, ask: askTerminal });
  return 0;
}

process.exitCode = await runTool(main, USAGE);
