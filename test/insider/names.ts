import { readZipDirectory, readZipEntry } from '../../functions/http/zip-archive.ts';
import { hashesOf, partsOf, readingsOf } from './disguises.ts';
import type { FlatRecord } from './records.ts';

/** By what somebody is known, or a ballot. */
export interface Known {
  /** As they stand in a field of their own. */
  readonly names: readonly string[];
  /** Too short to name anybody as they stand: only their hashes do. */
  readonly short: readonly string[];
}

/** A shorter name turned round may be another's. */
const SHORTEST_REVERSED = 8;
/** Of a hash in hex; what is longer may begin as its like do. */
const HASH_IN_HEX = 64;

function* disguised({ names, short }: Known, session: string): Generator<string> {
  for (const text of [...names, ...short]) {
    for (const { key } of hashesOf(text, session)) yield key;
    if (text.length < SHORTEST_REVERSED) continue;
    if (text.length === HASH_IN_HEX) for (const { key } of readingsOf(text)) yield key;
    for (const { form, key } of partsOf(text)) if (form === 'reversed') yield key;
  }
}

/** What two are called names neither of them. */
function sharedIn(rows: readonly Known[]): ReadonlySet<string> {
  const [seen, shared] = [new Set<string>(), new Set<string>()];
  for (const { names } of rows)
    for (const name of new Set(names)) {
      if (seen.has(name)) shared.add(name);
      seen.add(name);
    }
  return shared;
}

/** What each text reads as, read once: most of them stand in many places. */
export class Readings {
  readonly #known = new Map<string, readonly string[]>();

  of(text: string): readonly string[] {
    const known = this.#known.get(text) ?? Array.from(readingsOf(text), ({ key }) => key);
    this.#known.set(text, known);
    return known;
  }

  /** Of each value of a record; a number stands for somebody only where the field says of whom it is. */
  *inRecord({ fields }: FlatRecord): Generator<readonly string[]> {
    for (const [field, value] of fields)
      yield typeof value === 'number' ? [`${field.split('.').at(-1)} ${value}`] : this.of(value);
  }
}

/** Whom a text stands for, by place on the list, or among the ballots: as it is, or hashed, encoded, or among other words. */
export class Names {
  readonly #places: ReadonlyMap<string, number>;

  constructor(rows: readonly Known[], session: string) {
    const places = new Map<string, number>();
    const shared = sharedIn(rows);
    const own = rows.map(({ names, short }) => ({ names: names.filter((name) => !shared.has(name)), short }));
    for (const [place, known] of own.entries()) for (const key of disguised(known, session)) places.set(key, place);
    for (const [place, { names }] of own.entries()) for (const name of names) places.set(name, place);
    this.#places = places;
  }

  placeOf(readings: readonly string[]): number | undefined {
    for (const key of readings) {
      const place = this.#places.get(key);
      if (place !== undefined) return place;
    }
    return undefined;
  }

  /** Who is named in a record, if it is exactly one. */
  namedIn(record: readonly (readonly string[])[]): number | undefined {
    const found = new Set<number>();
    for (const readings of record) {
      const place = this.placeOf(readings);
      if (place !== undefined) found.add(place);
    }
    const [only, ...others] = found;
    return others.length === 0 ? only : undefined;
  }
}

const WORD = /[\p{L}\p{N}+/_-]{2,}=*/gu;
const HAN = /\p{Script=Han}{2,}/u;
/** Characters that the name of a person has at most. */
const LONGEST_IN_HAN = 12;

/** Chinese is written without spaces: a name may begin and end anywhere. */
function* withinHan(text: string): Generator<string> {
  for (let start = 0; start < text.length - 1; start += 1)
    for (let end = start + 2; end <= Math.min(text.length, start + LONGEST_IN_HAN); end += 1)
      yield text.slice(start, end);
}

/** The parts of a workbook in which words stand; the others are how it looks. */
const PARTS_WITH_WORDS = /worksheets|sharedStrings|docProps/;

function textOf(body: Uint8Array | string): string {
  if (typeof body === 'string') return body;
  const parts = (readZipDirectory(body) ?? []).filter(({ name }) => PARTS_WITH_WORDS.test(name));
  return parts.map((part) => Buffer.from(readZipEntry(body, part)).toString('utf8')).join('\n');
}

/** Where a page or a workbook first speaks of whom: each word of it, in all its readings, with its place in the text. */
export function* wordsIn(body: Uint8Array | string, readings: Readings): Generator<[number, readonly string[]]> {
  for (const { 0: word, index } of textOf(body).matchAll(WORD)) {
    yield [index, readings.of(word)];
    if (HAN.test(word)) yield [index, [...withinHan(word)]];
  }
}
