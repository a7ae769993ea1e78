/** `npm run county -- new <id> [--yes] [--partition aws|aws-cn] [--counties DIR]`: asks for a county's settings and writes its file. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InterviewBrokenOff, interview } from '../new-county/interview.ts';
import { lineConversation } from '../new-county/line-conversation.ts';
import { placeholdersOf } from '../new-county/placeholders.ts';
import { newSettings, writeCounty } from '../new-county/write-county.ts';
import { countiesFolder } from './counties-folder.ts';
import { runTool, ToolRefusal, UsageError } from './run-tool.ts';

const USAGE = `npm run county -- new <id> [--yes] [--partition aws|aws-cn] [--counties DIR]

  --yes             不问，全用默认值 / takes every default without asking
  --partition NAME  分区，默认 aws / partition, aws unless given
  --counties DIR    县文件所在目录，默认 infra/counties / folder of the county files
`;

function readArguments() {
  const { values, positionals } = parseArgs({
    options: { yes: { type: 'boolean' }, partition: { type: 'string' }, counties: { type: 'string' } },
    allowPositionals: true,
  });
  const [verb, county, ...others] = positionals;
  if (verb !== 'new' || county === undefined || others.length > 0)
    throw new UsageError('请给出 new 和一个县代号 / say new, and one id');
  return {
    county,
    partition: values.partition ?? 'aws',
    folder: countiesFolder(values.counties),
    asks: values.yes !== true,
  };
}

async function askForSettings(from: ReturnType<typeof newSettings>) {
  const conversation = lineConversation(process.stdin, process.stdout);
  try {
    return await interview(from, conversation);
  } catch (error) {
    if (error instanceof InterviewBrokenOff) throw new ToolRefusal(error.message);
    throw error;
  } finally {
    conversation.close();
  }
}

async function main(): Promise<number> {
  const { county, partition, folder, asks } = readArguments();
  const defaults = newSettings(folder, { county, partition });
  const settings = asks ? await askForSettings(defaults) : defaults;
  const file = writeCounty(folder, settings);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`已写好 / written: ${fileURLToPath(file)}`);
  const placeholders = placeholdersOf(settings);
  if (placeholders.length > 0) print('部署之前要改 / to be changed before it is deployed:');
  for (const { field, value } of placeholders) print(`  ${field}: ${value}`);
  print(`接下来 / next: npm run deploy -- ${county} --dry-run`);
  return 0;
}

process.exitCode = await runTool(main, USAGE);
