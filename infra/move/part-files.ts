import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Part } from './export-manifest.ts';
import { isTable, type SeriesName } from './series.ts';

/** A part ends behind the line that passes it. */
export const PART_BYTES = 4 * 2 ** 20;

/** Where the part of a number lies below the export's folder. Numbers follow the keys, not the time. */
export const partName = (series: SeriesName, number: number): string =>
  `${isTable(series) ? 'tables' : 'buckets'}/${series}-${String(number).padStart(5, '0')}.jsonl`;

/** Whether a part is of a series. */
export const isPartOf = (series: SeriesName, name: string): boolean =>
  name.startsWith(partName(series, 0).replace(/\d+\.jsonl$/, ''));

export interface PartToWrite {
  readonly folder: string;
  readonly name: string;
  /** Read up to the end of the part and no further. */
  readonly lines: AsyncIterator<string>;
  readonly partBytes: number;
}

/** Writes one part, whole from its first moment; `null` when there was no line left for it. */
export async function writePart({ folder, name, lines, partBytes }: PartToWrite): Promise<Part | null> {
  let next = await lines.next();
  if (next.done === true) return null;
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(`${path}.partial`, 'w', 0o600);
  const hash = createHash('sha256');
  let [count, bytes] = [0, 0];
  try {
    while (next.done !== true) {
      const text = `${next.value}\n`;
      hash.update(text);
      await file.writeFile(text);
      count += 1;
      bytes += Buffer.byteLength(text);
      if (bytes >= partBytes) break;
      next = await lines.next();
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.partial`, path);
  return { name, lines: count, sha256: hash.digest('hex') };
}

/** The lines of a part, without their ends. Only LF ends one: a text may hold any other end of a line that Unicode has. */
export async function* readPart(folder: string, name: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(join(folder, name), 'utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** The last line of a part. */
export async function lastLine(folder: string, name: string): Promise<string> {
  let last = '';
  for await (const line of readPart(folder, name)) last = line;
  return last;
}

/** SHA-256 of a file's bytes, in hexadecimal, and how many there are; `null` where there is no such file. */
export async function hashOfFile(path: string): Promise<{ readonly bytes: number; readonly sha256: string } | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}
