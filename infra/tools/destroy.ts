/** `npm run destroy -- <id> [--counties DIR]`: takes a county's stacks away, never while a session is open, and leaves its data. */
import { parseArgs } from 'node:util';
import { readCounty } from '../county-files.ts';
import { DeployedTables } from '../deploying/deployed-tables.ts';
import { destroyCounty } from '../deploying/destroy-county.ts';
import { runCdk } from '../deploying/run-cdk.ts';
import { countiesFolder } from './counties-folder.ts';
import { runTool, UsageError } from './run-tool.ts';
import { askTerminal } from './terminal.ts';

const USAGE = `npm run destroy -- <id> [--counties DIR]

  --counties DIR  县文件所在目录，默认 infra/counties / folder of the county files

有大会在开时拒绝；表、桶、密钥都保留 / refused while a session is open; tables, buckets and keys stay
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { counties: { type: 'string' } }, allowPositionals: true });
  const [county, ...others] = positionals;
  if (county === undefined || others.length > 0) throw new UsageError('请给出一个县代号 / name one county');
  const folder = countiesFolder(values.counties);
  await destroyCounty({
    folder,
    settings: readCounty(folder, county),
    run: runCdk,
    tablesIn: (region) => new DeployedTables({ region }),
    ask: askTerminal,
    print: (text) => {
      process.stdout.write(`${text}\n`);
    },
  });
  return 0;
}

process.exitCode = await runTool(main, USAGE);
