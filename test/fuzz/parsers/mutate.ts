import { readZipDirectory, readZipEntry } from '../../../functions/http/zip-archive.ts';
import { type Bytes, concat } from '../../../shared/protocol/bytes.ts';
import type { Chance } from '../chance.ts';
import { type Entry, packLying } from './lying-zip.ts';
import { mutateJson } from './mutate-json.ts';
import { bytesOf, type Target } from './target.ts';

/** What mutants of a target are made of. */
export interface Stock {
  readonly target: Pick<Target, 'shape' | 'words' | 'maxBytes'>;
  /** Inputs that are known, at least one. */
  readonly corpus: readonly Bytes[];
}

const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff] as const;
/** Characters with a name for trouble: halves of pairs as some write them (CESU-8), of no width, of another direction, outside the first plane. */
const CHARACTERS = [
  '\u202e',
  '\u200b',
  '\ufeff',
  '\ufffe',
  '𠮷',
  '𪚥',
  'ﷺ',
  'ı',
  '\0',
  '\u2028',
  '\u0301',
  '\u{10ffff}',
] as const;
const BROKEN = [[0xed, 0xa0, 0xbd], [0xc0, 0x80], [0xff], [0xf4, 0x90, 0x80, 0x80], [0xe5, 0x9b]] as const;

type Change = (bytes: Bytes, chance: Chance, stock: Stock) => Bytes;

const place = (bytes: Bytes, chance: Chance): number => chance.below(bytes.length + 1);

const insert = (bytes: Bytes, at: number, what: Uint8Array): Bytes => concat(bytes.slice(0, at), what, bytes.slice(at));

/** A word as bytes: one written with `\xff` means that byte. */
const wordBytes = (word: string, shape: Target['shape']): Bytes =>
  shape === 'bytes' ? new Uint8Array(Buffer.from(word, 'latin1')) : bytesOf(word);

const cutOut = (bytes: Bytes, chance: Chance): Bytes => {
  const from = chance.below(bytes.length);
  const length = 1 + chance.below(chance.once(4) ? bytes.length : 16);
  return concat(bytes.slice(0, from), bytes.slice(from + length));
};

const BYTE_CHANGES: readonly Change[] = [
  (bytes, chance) => {
    const at = chance.below(bytes.length);
    return concat(bytes.slice(0, at), Uint8Array.of((bytes[at] ?? 0) ^ (1 << chance.below(8))), bytes.slice(at + 1));
  },
  (bytes, chance) => {
    const changed = new Uint8Array(bytes);
    changed[chance.below(changed.length)] = chance.below(256);
    return changed;
  },
  (bytes, chance) => {
    const number = new Uint8Array(4);
    new DataView(number.buffer).setUint32(0, chance.of(NUMBERS), chance.once(2));
    const size = chance.of([2, 4]);
    const at = place(bytes, chance);
    return concat(bytes.slice(0, at), number.slice(0, size), bytes.slice(at + size));
  },
  cutOut,
  (bytes, chance) => bytes.slice(0, place(bytes, chance)),
  (bytes, chance) => {
    const from = chance.below(bytes.length);
    return insert(bytes, place(bytes, chance), bytes.slice(from, from + 1 + chance.below(64)));
  },
  (bytes, chance) => {
    const from = chance.below(bytes.length);
    const piece = bytes.slice(from, from + 1 + chance.below(8));
    const times = 1 + chance.below(200);
    return insert(bytes, from, concat(...Array.from({ length: times }, () => piece)));
  },
  (bytes, chance, { corpus }) => {
    const other = chance.of(corpus);
    return concat(bytes.slice(0, place(bytes, chance)), other.slice(place(other, chance)));
  },
];

const TEXT_CHANGES: readonly Change[] = [
  ...BYTE_CHANGES,
  (bytes, chance) => insert(bytes, place(bytes, chance), bytesOf(chance.of(CHARACTERS))),
  (bytes, chance) => insert(bytes, place(bytes, chance), Uint8Array.from(chance.of(BROKEN))),
];

const withWord: Change = (bytes, chance, { target: { words, shape } }) => {
  if (words.length === 0) return bytes;
  const word = wordBytes(chance.of(words), shape);
  const at = place(bytes, chance);
  return chance.once(2) ? insert(bytes, at, word) : concat(bytes.slice(0, at), word, bytes.slice(at + word.length));
};

const inText: Change = (bytes, chance, stock) =>
  bytes.length === 0 || chance.once(3) ? withWord(bytes, chance, stock) : chance.of(TEXT_CHANGES)(bytes, chance, stock);

/** The parts of an archive as the product reads it, each with what its directory says. */
function partsOf(bytes: Bytes): readonly Entry[] {
  return (readZipDirectory(bytes) ?? []).flatMap((entry) => {
    const content = readZipEntry(bytes, entry);
    return typeof content === 'string' ? [] : [{ name: entry.name, content: new Uint8Array(content), deflated: true }];
  });
}

const LIES: readonly ((entry: Entry, chance: Chance) => Partial<Entry>)[] = [
  (_, chance) => ({ declaredBytes: chance.of(NUMBERS) }),
  (_, chance) => ({ crc: chance.below(2 ** 31) }),
  () => ({ encrypted: true }),
  (_, chance) => ({ method: chance.of([0, 1, 8, 9, 12, 99]) }),
  (_, chance) => ({ offset: chance.of(NUMBERS) }),
  ({ name }, chance) => ({
    name: chance.of([name.toUpperCase(), `/${name}`, `../${name}`, `${name}\0`, 'xl/vbaProject.bin']),
  }),
];

/** A part with altered content, or an archive that lies of it. */
const inArchive: Change = (bytes, chance, stock) => {
  const parts = partsOf(bytes);
  if (parts.length === 0 || chance.once(8)) return chance.of(BYTE_CHANGES)(bytes, chance, stock);
  const at = chance.below(parts.length);
  const changed = parts.map((part, index) => {
    if (index !== at) return part;
    if (chance.once(6)) return { ...part, ...chance.of(LIES)(part, chance) };
    return { ...part, content: inText(new Uint8Array(part.content), chance, stock) };
  });
  const repeated = chance.once(20) ? [...changed, chance.of(changed)] : changed;
  return packLying(repeated.filter(() => !chance.once(40)));
};

const CHANGE_OF: Readonly<Record<Target['shape'], Change>> = {
  bytes: (bytes, chance, stock) =>
    bytes.length === 0 || chance.once(5)
      ? withWord(bytes, chance, stock)
      : chance.of(BYTE_CHANGES)(bytes, chance, stock),
  text: inText,
  json: (bytes, chance, stock) =>
    chance.once(4) ? inText(bytes, chance, stock) : (mutateJson(bytes, chance) ?? inText(bytes, chance, stock)),
  zip: inArchive,
};

const MOST_CHANGES = 4;

/** One of the corpus, altered up to four times, or up to `most`. */
export function mutate(stock: Stock, chance: Chance, most: number = MOST_CHANGES): Bytes {
  let bytes = chance.of(stock.corpus);
  const times = 1 + chance.below(most);
  for (let time = 0; time < times; time += 1) bytes = CHANGE_OF[stock.target.shape](bytes, chance, stock);
  return bytes.slice(0, stock.target.maxBytes);
}
