import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Bytes } from '../../../shared/protocol/bytes.ts';

const CORPUS = new URL('../corpus/', import.meta.url);
/** What is kept is read at every test. */
const LARGEST_KEPT_BYTES = 12_000;

const folderOf = (target: string): URL => new URL(`${target}/`, CORPUS);

/** The inputs that are kept for a parser: each found something once, or reached a part of the product that no other had. */
export function keptInputs(target: string): readonly Bytes[] {
  const folder = folderOf(target);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => new Uint8Array(readFileSync(new URL(name, folder))));
}

/** Under its own hash, without an ending: no other tool takes it for a file of its kind. */
export function keepInput(folder: URL, input: Uint8Array): string {
  mkdirSync(folder, { recursive: true });
  const name = createHash('sha256').update(input).digest('hex').slice(0, 16);
  writeFileSync(new URL(name, folder), input);
  return name;
}

/** Keeps what a search has reached; how many were small enough. */
export function keepNews(target: string, news: readonly Uint8Array[]): number {
  const small = news.filter(({ length }) => length <= LARGEST_KEPT_BYTES);
  for (const input of small) keepInput(folderOf(target), input);
  return small.length;
}
