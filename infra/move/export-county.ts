import { join } from 'node:path';
import { countyLines, type Digest, digestOf, digestOfPlace } from './county-lines.ts';
import type { CountyPlace } from './county-place.ts';
import { finishExport, noteProgress, openExportFolder } from './export-folder.ts';
import {
  type ExportManifest,
  type ExportProgress,
  exportManifest,
  fingerprintOf,
  type Part,
  type SeriesManifest,
} from './export-manifest.ts';
import { refuseUnlessAtRest } from './may-leave.ts';
import { MoveRefusal } from './move-refusal.ts';
import { keepIn } from './object-files.ts';
import { hashOfFile, isPartOf, lastLine, PART_BYTES, partName, readPart, writePart } from './part-files.ts';
import { SERIES, type SeriesName } from './series.ts';
import { type Survey, surveyOf } from './survey.ts';

export interface ExportOptions {
  readonly place: CountyPlace;
  /** Absolute path of an empty folder, or of one in which an export was broken off. */
  readonly folder: string;
  readonly nowMs: number;
  /** Told of each part that is whole. */
  readonly tell: (part: Part) => void;
  /** Default: 4 MB. */
  readonly partBytes?: number;
}

export interface Exported {
  readonly manifest: ExportManifest;
  readonly fingerprint: string;
}

async function* linesOfParts(folder: string, parts: readonly Part[]): AsyncGenerator<string> {
  for (const { name } of parts) yield* readPart(folder, name);
}

/** What an export that was broken off has already must still be what it wrote. */
async function checkParts(folder: string, { parts }: ExportProgress): Promise<void> {
  for (const { name, sha256 } of parts)
    if ((await hashOfFile(join(folder, name)))?.sha256 !== sha256)
      throw new MoveRefusal('part-damaged', {
        zh: `${name} 已损坏：清空目录 ${folder}，重新导出。`,
        en: `${name} is damaged: empty the folder ${folder} and export again.`,
      });
}

/** Writes what is missing of a series, part by part, each noted when it is whole. */
async function writeSeries(
  name: SeriesName,
  { place, folder, tell, partBytes = PART_BYTES }: ExportOptions,
  { survey, progress }: { readonly survey: Survey; readonly progress: ExportProgress },
): Promise<ExportProgress> {
  let noted = progress;
  const already = noted.parts.filter((part) => isPartOf(name, part.name));
  const last = already.at(-1);
  const after = last === undefined ? null : await lastLine(folder, last.name);
  const lines = countyLines(place, { name, survey, after, take: keepIn(folder) });
  for (let number = already.length + 1; ; number += 1) {
    const part = await writePart({ folder, name: partName(name, number), lines, partBytes });
    if (part === null) break;
    noted = { ...noted, parts: [...noted.parts, part] };
    await noteProgress(folder, noted);
    tell(part);
  }
  noted = { ...noted, finished: [...noted.finished, name] };
  await noteProgress(folder, noted);
  return noted;
}

const isSame = (left: Digest, right: Digest): boolean => left.lines === right.lines && left.sha256 === right.sha256;

/**
 * Reads the county a second time and compares. Nothing changed between the first reading of the last series and the second of the
 * first one then, so that all series are of one moment.
 */
async function compared(
  { place, folder, nowMs }: ExportOptions,
  progress: ExportProgress,
): Promise<ExportManifest['series']> {
  const survey = await surveyOf(place);
  refuseUnlessAtRest(survey, { county: place.county, nowMs });
  const entries: [SeriesName, SeriesManifest][] = [];
  for (const name of SERIES) {
    const parts = progress.parts.filter((part) => isPartOf(name, part.name));
    const written = await digestOf(linesOfParts(folder, parts));
    if (!isSame(written, await digestOfPlace(place, name, survey)))
      throw new MoveRefusal('source-changed', {
        zh: `导出期间 ${name} 变了：停止受理，清空目录 ${folder}，重新导出。`,
        en: `${name} changed during the export: stop the county's API, empty the folder ${folder} and export again.`,
      });
    entries.push([name, { ...written, parts }]);
  }
  return exportManifest.shape.series.parse(Object.fromEntries(entries));
}

/**
 * Writes a county that is at rest into a folder, goes on where an export was broken off, and reads everything once more to compare.
 * The folder is an export once it has `manifest.json`; the format is in docs/operations/export.md.
 *
 * @throws MoveRefusal when the county is not at rest, changed meanwhile, or the folder cannot be used
 */
export async function exportCounty(options: ExportOptions): Promise<Exported> {
  const { place, folder, nowMs } = options;
  const { county } = place;
  let progress = await openExportFolder(folder, county);
  const survey = await surveyOf(place);
  refuseUnlessAtRest(survey, { county, nowMs });
  await checkParts(folder, progress);
  await noteProgress(folder, progress);
  for (const name of SERIES)
    if (!progress.finished.includes(name)) progress = await writeSeries(name, options, { survey, progress });
  const manifest: ExportManifest = {
    format: 'shuangshu-export',
    version: 1,
    county,
    contractVersion: progress.contractVersion,
    keysLeftBehind: survey.sessions
      .filter(({ state, keysMade }) => state === 'prepared' && keysMade)
      .map(({ session }) => session),
    series: await compared(options, progress),
  };
  await finishExport(folder, manifest);
  return { manifest, fingerprint: await fingerprintOf(manifest) };
}
