import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Digest } from './county-lines.ts';
import type { ExportManifest, Part } from './export-manifest.ts';
import { itemOfLine, keyOf, type TableKey } from './item-line.ts';
import { MoveRefusal } from './move-refusal.ts';
import { objectPath } from './object-files.ts';
import { objectOfLine } from './object-line.ts';
import { hashOfFile, partName, readPart } from './part-files.ts';
import { isTable, SERIES, type SeriesName } from './series.ts';
import { inByteOrder } from './survey.ts';

const missing = (name: string) =>
  new MoveRefusal('part-missing', {
    zh: `导出不全：没有 ${name}。`,
    en: `The export is incomplete: ${name} is missing.`,
  });

const damaged = (name: string, why: string) =>
  new MoveRefusal('part-damaged', {
    zh: `导出的 ${name} 已损坏（${why}）。`,
    en: `${name} of the export is damaged (${why}).`,
  });

const keyOfLine = (series: SeriesName, line: string): TableKey =>
  isTable(series) ? keyOf(JSON.parse(line)) : { pk: objectOfLine(line).key, sk: '' };

const isBefore = (left: TableKey, right: TableKey): boolean =>
  (inByteOrder(left.pk, right.pk) || inByteOrder(left.sk, right.sk)) < 0;

/** One series, its parts in their order. */
class SeriesCheck {
  readonly #folder: string;
  readonly #series: SeriesName;
  readonly #hash = createHash('sha256');
  #lines = 0;
  #last: TableKey | null = null;

  constructor(folder: string, series: SeriesName) {
    this.#folder = folder;
    this.#series = series;
  }

  async take({ name, lines, sha256 }: Part, place: number): Promise<void> {
    if (name !== partName(this.#series, place + 1)) throw damaged('manifest.json', `${name} is out of place`);
    const found = await hashOfFile(join(this.#folder, name));
    if (found === null) throw missing(name);
    if (found.sha256 !== sha256) throw damaged(name, 'sha256');
    const before = this.#lines;
    for await (const line of readPart(this.#folder, name)) await this.#takeLine(name, line);
    if (this.#lines - before !== lines) throw damaged(name, 'lines');
  }

  async #takeLine(name: string, line: string): Promise<void> {
    this.#lines += 1;
    this.#hash.update(`${line}\n`);
    const key = this.#keyIn(name, line);
    if (this.#last !== null && !isBefore(this.#last, key)) throw damaged(name, 'order');
    this.#last = key;
    if (!isTable(this.#series)) await this.#checkObject(line);
  }

  #keyIn(name: string, line: string): TableKey {
    try {
      if (isTable(this.#series)) itemOfLine(line);
      return keyOfLine(this.#series, line);
    } catch {
      // The cause would quote the line, which may hold what nobody is to read in a terminal.
      throw damaged(name, `line ${this.#lines}`);
    }
  }

  async #checkObject(line: string): Promise<void> {
    const { bytes, sha256 } = objectOfLine(line);
    const found = await hashOfFile(objectPath(this.#folder, sha256));
    if (found === null) throw missing(`objects/${sha256}`);
    if (found.sha256 !== sha256 || found.bytes !== bytes) throw damaged(`objects/${sha256}`, 'sha256');
  }

  digest(): Digest {
    return { lines: this.#lines, sha256: this.#hash.digest('hex') };
  }
}

/**
 * Reads a whole export before anything is written anywhere: every part and object is there, has its hash, its number of lines, and
 * lines that are items in the order of their keys.
 *
 * @throws MoveRefusal `part-missing`, `part-damaged`, each naming the part and quoting nothing of it
 */
export async function checkExport(folder: string, { series }: ExportManifest): Promise<void> {
  for (const name of SERIES) {
    const check = new SeriesCheck(folder, name);
    const { lines, sha256, parts } = series[name];
    for (const [place, part] of parts.entries()) await check.take(part, place);
    const found = check.digest();
    if (found.lines !== lines || found.sha256 !== sha256) throw damaged('manifest.json', name);
  }
}
