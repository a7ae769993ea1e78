import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageHashes } from '../shared/contract/page-hashes.ts';

/** Where the built pages' hashes lie, beside them. */
export const HASHES_FILE = 'hashes.json';

const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The hashes of what lies in a folder of built pages, in the order of the paths; the file of hashes itself left out. */
export async function hashesOf(folder: string): Promise<PageHashes> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => path !== HASHES_FILE)
    .sort();
  const files: Record<string, string> = {};
  for (const path of paths) files[path] = sha256Hex(await readFile(join(folder, path)));
  return { v: 1, files };
}

/** The bytes of the file of hashes. */
export const hashesText = (hashes: PageHashes): string => `${JSON.stringify(hashes, null, 1)}\n`;
