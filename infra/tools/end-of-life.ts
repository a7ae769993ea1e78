/** `npm run end-of-life -- <county> --place FILE`: prints the script that ends a county's data; it runs nothing. */
import { parseArgs } from 'node:util';
import { CountyFileError, readCounty } from '../county-files.ts';
import { endOfLifePlan, endOfLifeScript } from '../end-of-life/end-of-life-plan.ts';
import { readPlaceFile } from '../move/deployed-place.ts';
import { UsageError } from './moving-arguments.ts';
import { exitCodeOf } from './moving-exit.ts';

const USAGE = `用法 / Usage: npm run --silent end-of-life -- <county> --place FILE > end.sh

  --place FILE  部署还在时记下的表和桶 / tables and buckets, noted while the county was deployed; see docs/operations/export.md
`;

function readArguments() {
  try {
    return parseArgs({ options: { place: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : '');
  }
}

async function run(): Promise<void> {
  const { values, positionals } = readArguments();
  const [county, ...others] = positionals;
  if (county === undefined || others.length > 0) throw new UsageError('说出一个县 / name one county');
  if (values.place === undefined) throw new UsageError('--place: 表和桶 / tables and buckets');
  try {
    const settings = readCounty(new URL('../counties/', import.meta.url), county);
    const plan = endOfLifePlan({ settings, place: readPlaceFile(county, values.place) });
    process.stdout.write(endOfLifeScript(plan, county));
  } catch (error) {
    if (error instanceof CountyFileError) throw new UsageError(error.message);
    throw error;
  }
}

process.exitCode = await exitCodeOf(run, USAGE);
