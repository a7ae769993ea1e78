import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildPages } from '../../../web/build.ts';
import { buildInPlace } from '../../../web/build-in-place.ts';

let base: string;
let out: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'shuangshu-in-place-'));
  out = join(base, 'dist');
});
afterEach(() => rm(base, { recursive: true, force: true }));

const identityOf = async (name: string) => {
  const { ino, mtimeMs } = await stat(join(out, name));
  return { ino, mtimeMs };
};

it('a build of the same source leaves every file as it was, and nothing beside', async () => {
  await buildPages(out, ['hall']);
  const before = await identityOf('hall/main.js');
  await buildPages(out, ['hall']);
  expect(await identityOf('hall/main.js')).toEqual(before);
  expect(await readdir(base)).toEqual(['dist']);
});

it('what is not made any more goes, of the pages that were built alone', async () => {
  await buildPages(out, ['hall', 'verify']);
  await writeFile(join(out, 'hall', 'old.js'), 'old');
  await writeFile(join(out, 'verify', 'old.js'), 'old');
  await buildPages(out, ['hall']);
  expect(await readdir(join(out, 'hall'))).not.toContain('old.js');
  expect(await readdir(join(out, 'verify'))).toContain('old.js');
});

it('a changed file is replaced, and until a build is through the one before is whole', async () => {
  const place = { outFolder: out, parts: ['.'] };
  await buildInPlace(place, (folder) => writeFile(join(folder, 'page'), 'before'));
  await buildInPlace(place, async (folder) => {
    await writeFile(join(folder, 'page'), 'after');
    expect(await readFile(join(out, 'page'), 'utf8')).toBe('before');
  });
  expect(await readFile(join(out, 'page'), 'utf8')).toBe('after');
});

it('a build that fails changes nothing and leaves nothing', async () => {
  const place = { outFolder: out, parts: ['.'] };
  await buildInPlace(place, (folder) => writeFile(join(folder, 'page'), 'before'));
  const failing = buildInPlace(place, async (folder) => {
    await writeFile(join(folder, 'page'), 'half');
    throw new Error('no source');
  });
  await expect(failing).rejects.toThrow('no source');
  expect([await readFile(join(out, 'page'), 'utf8'), await readdir(base)]).toEqual(['before', ['dist']]);
});
