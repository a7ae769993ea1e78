import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDataFolder, removeDataFolder } from '../../../infra/local/data-folder.ts';
import { markOf } from '../../../infra/local/running-process.ts';
import { loadWrappingKey } from '../../../infra/local/wrapping-key.ts';

async function newFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'shuangshu-data-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}
const keepAll = { keep: 'all' } as const;

/** The pid of a process that has just ended. */
function deadPid(): number {
  const { pid } = spawnSync(process.execPath, ['--version']);
  return pid;
}
const lockText = (holder: object) => JSON.stringify({ token: 'another', holder, children: [] });

describe('the lock', () => {
  test('a second start on the same folder is refused with the pid of the first', async () => {
    const path = await newFolder();
    await openDataFolder(path, keepAll);
    await expect(openDataFolder(path, keepAll)).rejects.toMatchObject({
      code: 'data-folder-in-use',
      message: expect.stringContaining(`pid ${process.pid}`),
    });
  });

  test('after its release the folder opens again', async () => {
    const path = await newFolder();
    await (await openDataFolder(path, keepAll)).lock.release();
    await expect(openDataFolder(path, keepAll)).resolves.toMatchObject({ path });
  });

  test('of a process that died is taken over', async () => {
    const path = await newFolder();
    await (await openDataFolder(path, keepAll)).lock.release();
    await writeFile(join(path, 'lock.json'), lockText({ pid: deadPid() }));
    const taken = await openDataFolder(path, keepAll);
    expect(await readFile(join(path, 'lock.json'), 'utf8')).toContain(`"pid":${process.pid}`);
    expect(taken.lock.orphans).toEqual([]);
  });

  test('of a dead process whose pid the system gave to another is taken over', async () => {
    const path = await newFolder();
    await (await openDataFolder(path, keepAll)).lock.release();
    await writeFile(join(path, 'lock.json'), lockText({ ...markOf(process.pid), startTicks: '1' }));
    await expect(openDataFolder(path, keepAll)).resolves.toMatchObject({ path });
  });

  test('that a power cut left torn is taken over', async () => {
    const path = await newFolder();
    await (await openDataFolder(path, keepAll)).lock.release();
    await writeFile(join(path, 'lock.json'), '{"token":"x","hol');
    await expect(openDataFolder(path, keepAll)).resolves.toMatchObject({ path });
  });

  test('of several starts at once over a stale lock exactly one gets it', async () => {
    const path = await newFolder();
    await (await openDataFolder(path, keepAll)).lock.release();
    await writeFile(join(path, 'lock.json'), lockText({ pid: deadPid() }));
    const starts = await Promise.allSettled(Array.from({ length: 8 }, () => openDataFolder(path, keepAll)));
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('names the children of a dead holder that still run', async () => {
    const path = await newFolder();
    await (await openDataFolder(path, keepAll)).lock.release();
    const children = [markOf(process.pid), { pid: deadPid() }];
    await writeFile(join(path, 'lock.json'), JSON.stringify({ token: 'x', holder: { pid: deadPid() }, children }));
    const { lock } = await openDataFolder(path, keepAll);
    expect(lock.orphans).toEqual([markOf(process.pid)]);
  });
});

describe('starting anew', () => {
  test('removes what we made and nothing else', async () => {
    const path = await newFolder();
    const { lock, wrappingKeyFile, storageFolder } = await openDataFolder(path, keepAll);
    const before = await loadWrappingKey(wrappingKeyFile);
    await mkdir(storageFolder);
    await writeFile(join(path, 'my-notes.txt'), 'mine');
    await lock.release();

    await openDataFolder(path, { keep: 'nothing' });
    expect((await readdir(path)).sort()).toEqual(['engine', 'lock.json', 'my-notes.txt', 'shuangshu-data.json']);
    expect(await loadWrappingKey(wrappingKeyFile)).not.toEqual(before);
  });

  test.each([keepAll, { keep: 'nothing' } as const])(
    'refuses a folder of someone else and touches nothing (%o)',
    async (how) => {
      const path = await newFolder();
      await mkdir(join(path, 'storage'));
      await writeFile(join(path, 'storage', 'thesis.txt'), 'mine');
      await expect(openDataFolder(path, how)).rejects.toMatchObject({ code: 'data-folder-foreign' });
      expect(await readdir(path)).toEqual(['storage']);
      expect(await readFile(join(path, 'storage', 'thesis.txt'), 'utf8')).toBe('mine');
    },
  );

  test('does not wipe a folder that another start has', async () => {
    const path = await newFolder();
    const { wrappingKeyFile } = await openDataFolder(path, keepAll);
    const before = await loadWrappingKey(wrappingKeyFile);
    await expect(openDataFolder(path, { keep: 'nothing' })).rejects.toMatchObject({ code: 'data-folder-in-use' });
    expect(await loadWrappingKey(wrappingKeyFile)).toEqual(before);
  });
});

test('a temporary folder is removed whole, unless something else is in it', async () => {
  const path = await newFolder();
  await (await openDataFolder(path, keepAll)).lock.release();
  await writeFile(join(path, 'mine.txt'), 'mine');
  await removeDataFolder(path);
  expect(await readdir(path)).toEqual(['mine.txt']);
  await rm(join(path, 'mine.txt'));
  await removeDataFolder(path);
  await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
});

describe('the wrapping key', () => {
  test('has 32 bytes, is kept, and is readable by its owner alone', async () => {
    const path = join(await newFolder(), 'wrapping.key');
    const key = await loadWrappingKey(path);
    expect(key).toHaveLength(32);
    expect(await loadWrappingKey(path)).toEqual(key);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('cut short is an error, never replaced: wrapped keys would be lost', async () => {
    const path = join(await newFolder(), 'wrapping.key');
    await writeFile(path, 'short');
    await expect(loadWrappingKey(path)).rejects.toThrow('must hold 32 bytes');
    expect(await readFile(path, 'utf8')).toBe('short');
  });
});
