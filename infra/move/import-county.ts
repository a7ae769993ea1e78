import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import { checkExport } from './check-export.ts';
import { digestOfPlace } from './county-lines.ts';
import type { CountyPlace } from './county-place.ts';
import { readManifest } from './export-folder.ts';
import { type ExportManifest, fingerprintOf } from './export-manifest.ts';
import { MoveRefusal } from './move-refusal.ts';
import { readPart } from './part-files.ts';
import { isBucket, isTable, SERIES, type SeriesName } from './series.ts';
import { surveyOf } from './survey.ts';
import { type Putting, Target } from './target.ts';

export interface ImportOptions {
  readonly place: CountyPlace;
  /** Absolute path of a whole export. */
  readonly folder: string;
  /** What the export printed at its end; compared where it is given. */
  readonly fingerprint?: string;
  /** Told of each series that lies in the target. */
  readonly tell: (series: SeriesName, counts: Readonly<Record<Putting, number>>) => void;
}

export interface Imported {
  readonly manifest: ExportManifest;
  /** What was put now, and what an import that was broken off had put. */
  readonly written: number;
  readonly already: number;
}

/** Puts that are under way at once. */
const AT_ONCE = 16;

async function openExport({ place, folder, fingerprint }: ImportOptions) {
  const manifest = await readManifest(folder, place.county);
  if (manifest.contractVersion > CONTRACT_VERSION)
    throw new MoveRefusal('export-foreign', {
      zh: `导出来自更新的版本（合同 ${manifest.contractVersion}），这里是 ${CONTRACT_VERSION}：先升级。`,
      en: `The export is of a newer version (contract ${manifest.contractVersion}, here ${CONTRACT_VERSION}): deploy that first.`,
    });
  const own = await fingerprintOf(manifest);
  if (fingerprint !== undefined && fingerprint !== own)
    throw new MoveRefusal('fingerprint-other', {
      zh: `这份导出的指纹是 ${own}，不是所给的那个。`,
      en: `The fingerprint of this export is ${own}, not the one given.`,
    });
  await checkExport(folder, manifest);
  return { manifest, own };
}

const differs = (where: string) =>
  new MoveRefusal('target-other', {
    zh: `目标与导出不一致：${where}。目标不能使用，请新建表和桶再导入。`,
    en: `The target is not what the export holds: ${where}. Do not use it; import into new tables and buckets.`,
  });

async function putSeries(
  target: Target,
  name: SeriesName,
  { manifest, folder }: { manifest: ExportManifest; folder: string },
) {
  const counts: Record<Putting, number> = { written: 0, same: 0, other: 0 };
  const put = (line: string): Promise<Putting> => {
    if (isTable(name)) return target.putItem(name, line);
    if (isBucket(name)) return target.putObject(name, line, folder);
    throw new Error('a series that is neither a table nor a bucket');
  };
  for (const part of manifest.series[name].parts) {
    let waiting: string[] = [];
    const putWaiting = async () => {
      for (const putting of await Promise.all(waiting.map(put))) counts[putting] += 1;
      waiting = [];
      if (counts.other > 0) throw differs(part.name);
    };
    for await (const line of readPart(folder, part.name)) if (waiting.push(line) === AT_ONCE) await putWaiting();
    await putWaiting();
  }
  return counts;
}

/** Reads the target whole and compares counts and hashes with the export's. */
async function compare(place: CountyPlace, { series }: ExportManifest): Promise<void> {
  const survey = await surveyOf(place);
  for (const name of SERIES) {
    const { lines, sha256 } = series[name];
    const found = await digestOfPlace(place, name, survey);
    if (found.lines !== lines || found.sha256 !== sha256) throw differs(name);
  }
}

/**
 * Puts a whole export into an empty place, item by item in the order of their keys, and compares counts and hashes at the end. An
 * import that was broken off goes on: what lies there already is compared and not put again.
 *
 * @throws MoveRefusal before anything is written when the export is incomplete, damaged or another county's, or the place is not
 * empty; `target-other` when the place is not what was exported
 */
export async function importCounty(options: ImportOptions): Promise<Imported> {
  const { place, folder, tell } = options;
  const { manifest, own } = await openExport(options);
  const target = new Target(place);
  await target.claim(own);
  let [written, already] = [0, 0];
  for (const name of SERIES) {
    const counts = await putSeries(target, name, { manifest, folder });
    written += counts.written;
    already += counts.same;
    tell(name, counts);
  }
  await compare(place, manifest);
  await target.release();
  return { manifest, written, already };
}
