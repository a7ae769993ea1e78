/** `npm run import -- <county> --from DIR (--data DIR | --place FILE) [--fingerprint HASH]`: puts an export into an empty place. */
import { importCounty } from '../move/import-county.ts';
import { movingArguments, openPlace } from './moving-arguments.ts';
import { exitCodeOf } from './moving-exit.ts';

const USAGE = `用法 / Usage: npm run import -- <county> --from DIR (--data DIR | --place FILE) [--fingerprint HASH]

  --from DIR          导出所在的目录 / the folder of the export
  --data DIR          本机一套的数据目录，新的或空的 / data folder of a deployment on this machine, new or empty
  --place FILE        云上一套的表和桶，刚部署、还没有用过 / tables and buckets of a county that was deployed and never used
  --fingerprint HASH  导出时印出的指纹 / what the export printed at its end
`;

async function run(): Promise<void> {
  const settings = movingArguments(process.argv.slice(2), 'from');
  const place = await openPlace(settings);
  const { folder, fingerprint } = settings;
  try {
    const { manifest, written, already } = await importCounty({
      place,
      folder,
      ...(fingerprint === undefined ? {} : { fingerprint }),
      tell: (series, { written: now, same }) =>
        process.stdout.write(
          `${series.padEnd(10)}${now + same}${same === 0 ? '' : `  (${same} 已在 already there)`}\n`,
        ),
    });
    for (const session of manifest.keysLeftBehind)
      process.stdout.write(`${session}: 重新生成密钥、重印全部表决卡 / make its keys and print all its cards again\n`);
    process.stdout.write(`已导入并逐表核对 / imported, counts and hashes compared: ${written} + ${already}\n`);
  } finally {
    await place.close();
  }
}

process.exitCode = await exitCodeOf(run, USAGE);
