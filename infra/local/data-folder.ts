import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileIfThere, writeFileAtomically } from './atomic-file.ts';
import { acquireLock, type FolderLock } from './folder-lock.ts';
import { StartRefusal } from './start-refusal.ts';

/** Where everything that outlives a restart is kept. All paths are absolute. */
export interface DataFolder {
  readonly path: string;
  readonly lock: FolderLock;
  readonly engineFile: string;
  readonly storageFolder: string;
  readonly issuerFolder: string;
  readonly certificateFolder: string;
  readonly wrappingKeyFile: string;
  readonly noticesFile: string;
}

const MARKER = 'shuangshu-data.json';
const MARKER_TEXT = `${JSON.stringify({ product: 'shuangshu', layout: 1 })}\n`;
const LOCK = 'lock.json';

/** All that we ever make in the folder, besides marker and lock; `--fresh` removes these and nothing else. */
const OURS = ['engine', 'storage', 'issuer', 'certificate', 'wrapping.key', 'notices.jsonl'] as const;

const foreign = (path: string) =>
  new StartRefusal(
    'data-folder-foreign',
    `目录 ${path} 里有别的文件，不是本系统的数据目录；请用 --data 另选一个。\nThe folder ${path} holds something else and is not ours: choose another with --data.`,
  );

async function refuseForeign(path: string): Promise<void> {
  const marker = await readFileIfThere(join(path, MARKER));
  if (marker === undefined) {
    if ((await readdir(path)).length > 0) throw foreign(path);
    await writeFileAtomically(join(path, MARKER), MARKER_TEXT);
  } else if (marker.toString('utf8') !== MARKER_TEXT) throw foreign(path);
}

const layoutOf = (path: string, lock: FolderLock): DataFolder => ({
  path,
  lock,
  engineFile: join(path, 'engine', 'dynamodb.db'),
  storageFolder: join(path, 'storage'),
  issuerFolder: join(path, 'issuer'),
  certificateFolder: join(path, 'certificate'),
  wrappingKeyFile: join(path, 'wrapping.key'),
  noticesFile: join(path, 'notices.jsonl'),
});

/**
 * Opens the data folder, making it when absent, and locks it until `lock.release()`. `keep: 'nothing'` empties it first
 * of what we made, and of nothing else.
 *
 * @throws StartRefusal `data-folder-foreign` when it holds files without our marker, `data-folder-in-use` when another
 * start has it
 */
export async function openDataFolder(path: string, { keep }: { keep: 'all' | 'nothing' }): Promise<DataFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await refuseForeign(path);
  const lock = await acquireLock(join(path, LOCK));
  if (keep === 'nothing') await wipe(path);
  await mkdir(join(path, 'engine'), { recursive: true, mode: 0o700 });
  return layoutOf(path, lock);
}

async function wipe(path: string): Promise<void> {
  for (const name of OURS) await rm(join(path, name), { recursive: true, force: true });
}

/** Removes a closed data folder, if nothing but ours is in it. */
export async function removeDataFolder(path: string): Promise<void> {
  await wipe(path);
  await rm(join(path, MARKER), { force: true });
  if ((await readdir(path)).length === 0) await rm(path, { recursive: true });
}
