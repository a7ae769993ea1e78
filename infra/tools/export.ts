/** `npm run export -- <county> --to DIR (--data DIR | --place FILE)`: writes a county that is at rest into a folder. */
import { exportCounty } from '../move/export-county.ts';
import { SERIES } from '../move/series.ts';
import { movingArguments, openPlace } from './moving-arguments.ts';
import { exitCodeOf } from './moving-exit.ts';

const USAGE = `用法 / Usage: npm run export -- <county> --to DIR (--data DIR | --place FILE)

  --to DIR      空目录；中断过的导出从断处继续 / an empty folder; an export that was broken off goes on
  --data DIR    本机一套（npm start）的数据目录，先停掉它 / data folder of a deployment on this machine, which is stopped first
  --place FILE  云上一套的表和桶 / tables and buckets of a deployed county; see docs/operations/export.md
`;

async function run(): Promise<void> {
  const settings = movingArguments(process.argv.slice(2), 'to');
  const place = await openPlace(settings);
  try {
    const { manifest, fingerprint } = await exportCounty({
      place,
      folder: settings.folder,
      nowMs: Date.now(),
      tell: ({ name, lines }) => process.stdout.write(`  ${name}  ${lines}\n`),
    });
    for (const name of SERIES) process.stdout.write(`${name.padEnd(10)}${manifest.series[name].lines}\n`);
    for (const session of manifest.keysLeftBehind)
      process.stdout.write(`${session}: 密钥不随行，导入后重新生成、重印表决卡 / its keys stay behind\n`);
    process.stdout.write(`指纹 fingerprint ${fingerprint}\n`);
  } finally {
    await place.close();
  }
}

process.exitCode = await exitCodeOf(run, USAGE);
