import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileIfThere, writeFileAtomically } from '../local/atomic-file.ts';
import {
  type ExportManifest,
  type ExportProgress,
  exportManifest,
  exportProgress,
  MANIFEST_FILE,
  newProgress,
  PROGRESS_FILE,
} from './export-manifest.ts';
import { MoveRefusal } from './move-refusal.ts';

const textIn = async (folder: string, name: string): Promise<string | undefined> =>
  (await readFileIfThere(join(folder, name)))?.toString('utf8');

const parsedOr = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const foreign = (folder: string) =>
  new MoveRefusal('folder-foreign', {
    zh: `目录 ${folder} 里有别的东西：请换一个空目录。`,
    en: `The folder ${folder} holds something else: choose an empty one.`,
  });

/**
 * Opens a folder for an export, mode 0700: an empty one, or one in which an export of this county was broken off.
 *
 * @throws MoveRefusal `export-there`, `folder-foreign`
 */
export async function openExportFolder(folder: string, county: string): Promise<ExportProgress> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  if (names.includes(MANIFEST_FILE))
    throw new MoveRefusal('export-there', {
      zh: `目录 ${folder} 里已有一份完整的导出：请换一个空目录。`,
      en: `The folder ${folder} holds a whole export already: choose an empty one.`,
    });
  const text = await textIn(folder, PROGRESS_FILE);
  if (text === undefined) {
    if (names.length > 0) throw foreign(folder);
    return newProgress(county);
  }
  const progress = exportProgress.safeParse(parsedOr(text));
  if (!progress.success || progress.data.county !== county) throw foreign(folder);
  return progress.data;
}

export const noteProgress = (folder: string, progress: ExportProgress): Promise<void> =>
  writeFileAtomically(join(folder, PROGRESS_FILE), `${JSON.stringify(progress)}\n`);

/** Makes the export whole. */
export async function finishExport(folder: string, manifest: ExportManifest): Promise<void> {
  await writeFileAtomically(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(join(folder, PROGRESS_FILE), { force: true });
}

/**
 * The manifest of a whole export of this county.
 *
 * @throws MoveRefusal `export-incomplete`, `export-foreign`
 */
export async function readManifest(folder: string, county: string): Promise<ExportManifest> {
  const text = await textIn(folder, MANIFEST_FILE);
  if (text === undefined && (await textIn(folder, PROGRESS_FILE)) !== undefined)
    throw new MoveRefusal('export-incomplete', {
      zh: `${folder} 里的导出没有做完：再运行一次 npm run export。`,
      en: `The export in ${folder} is not finished: run npm run export again.`,
    });
  const parsed = exportManifest.safeParse(parsedOr(text ?? ''));
  if (!parsed.success)
    throw new MoveRefusal('export-foreign', {
      zh: `${join(folder, MANIFEST_FILE)} 不是本系统的导出。`,
      en: `${join(folder, MANIFEST_FILE)} is no export of ours.`,
    });
  if (parsed.data.county !== county)
    throw new MoveRefusal('export-foreign', {
      zh: `${folder} 是 ${parsed.data.county} 的导出，不是 ${county} 的。`,
      en: `${folder} is an export of ${parsed.data.county}, not of ${county}.`,
    });
  return parsed.data;
}
