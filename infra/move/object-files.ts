import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { TakeBytes } from './object-lines.ts';

/** Where an object's bytes lie in an export: under their own hash, so that names, order and doubles tell nothing. */
export const objectPath = (folder: string, sha256: string): string => join(folder, 'objects', sha256);

/** Writes an object's bytes as they come; a file under its hash is whole. */
export const keepIn =
  (folder: string): TakeBytes =>
  async (body) => {
    await mkdir(join(folder, 'objects'), { recursive: true, mode: 0o700 });
    const temporary = join(folder, 'objects', 'incoming.partial');
    const file = await open(temporary, 'w', 0o600);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of body) {
        hash.update(chunk);
        bytes += chunk.length;
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    const sha256 = hash.digest('hex');
    await rename(temporary, objectPath(folder, sha256));
    return { bytes, sha256 };
  };
