import { randomUUID } from 'node:crypto';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import { readFileIfThere, writeFileAtomically } from './atomic-file.ts';
import { isRunning, markOf, type ProcessMark } from './running-process.ts';
import { StartRefusal } from './start-refusal.ts';

/** The exclusive right to a data folder. */
export interface FolderLock {
  /** The child processes of a holder that died without ending them; still running when the lock was taken over. */
  readonly orphans: readonly ProcessMark[];
  /** Writes down a child process, so that the next start can end it should this one be killed. */
  noteChild(pid: number): Promise<void>;
  release(): Promise<void>;
}

interface LockRecord {
  readonly token: string;
  readonly holder: ProcessMark;
  readonly children: readonly ProcessMark[];
}

const isMark = (value: unknown): value is ProcessMark =>
  typeof value === 'object' && value !== null && 'pid' in value && Number.isSafeInteger(value.pid);

function parseRecord(text: string): LockRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    if (!('token' in value && 'holder' in value && 'children' in value)) return undefined;
    const { token, holder, children } = value;
    if (typeof token !== 'string' || !isMark(holder) || !Array.isArray(children)) return undefined;
    return { token, holder, children: children.filter(isMark) };
  } catch {
    // Torn by a power cut: whoever wrote it is gone.
    return undefined;
  }
}

const inUse = (path: string, pid: number) =>
  new StartRefusal(
    'data-folder-in-use',
    `数据目录正被另一个进程（pid ${pid}）使用（${path}）；先停掉它，或用 --data 另选目录。\nThe data folder is in use by process ${pid} (${path}): stop that one, or choose another folder with --data.`,
  );

/** Creates the file only if there is none, whole from its first moment (a hard link of a finished file). */
async function createWhole(path: string, text: string): Promise<'created' | 'exists'> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeFile(temporary, text, { mode: 0o600 });
  try {
    await link(temporary, path);
    return 'created';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return 'exists';
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Sets a dead holder's lock aside. Of two starts doing so at once, the later one may catch the lock that the earlier
 * one has just made: it then puts it back and gives way.
 */
async function setAside(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}.stale`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  const moved = (await readFileIfThere(aside))?.toString('utf8');
  if (moved !== stale) await rename(aside, path);
  else await rm(aside, { force: true });
}

/** @throws StartRefusal `data-folder-in-use` while the process that wrote the lock still runs */
export async function acquireLock(path: string): Promise<FolderLock> {
  const token = randomUUID();
  const holder = markOf(process.pid);
  let children: readonly ProcessMark[] = [];
  const text = () => JSON.stringify({ token, holder, children } satisfies LockRecord);
  let orphans: readonly ProcessMark[] = [];
  while ((await createWhole(path, text())) === 'exists') {
    const found = (await readFileIfThere(path))?.toString('utf8');
    if (found === undefined) continue;
    const record = parseRecord(found);
    if (record !== undefined && isRunning(record.holder)) throw inUse(path, record.holder.pid);
    orphans = record?.children.filter(isRunning) ?? [];
    await setAside(path, found);
  }
  return {
    orphans,
    noteChild: async (pid) => {
      children = [...children, markOf(pid)];
      await writeFileAtomically(path, text());
    },
    release: async () => {
      const current = (await readFileIfThere(path))?.toString('utf8');
      if (current !== undefined && parseRecord(current)?.token === token) await rm(path, { force: true });
    },
  };
}
