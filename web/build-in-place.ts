import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const readIfThere = async (path: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** The files of a folder and of those in it, as paths from it; none of a folder that is not there. */
async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Moves a file to its place, whole or not at all; what is there already in the same bytes stays untouched. */
async function put(from: string, to: string): Promise<void> {
  if ((await readIfThere(to))?.equals(await readFile(from)) === true) return;
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

/**
 * Lets files be made in a folder beside `outFolder`, and then changes in place what has changed. So what reads it meanwhile, another
 * synthesis or a server that starts, finds every file whole, and after a build of the same source every file as it was. `parts` are
 * the folders in it that are made anew: files in them that are not made any more go.
 */
export async function buildInPlace<Result>(
  { outFolder, parts }: { readonly outFolder: string; readonly parts: readonly string[] },
  make: (folder: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(dirname(outFolder), { recursive: true });
  const made = await mkdtemp(`${outFolder}.building-`);
  try {
    const result = await make(made);
    const files = await filesIn(made);
    for (const file of files) await put(join(made, file), join(outFolder, file));
    for (const part of parts)
      for (const file of await filesIn(join(outFolder, part)))
        if (!files.includes(join(part, file))) await rm(join(outFolder, part, file), { force: true });
    return result;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}
