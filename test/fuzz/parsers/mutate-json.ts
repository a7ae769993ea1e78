import type { Bytes } from '../../../shared/protocol/bytes.ts';
import type { Chance } from '../chance.ts';
import { bytesOf, jsonIn } from './target.ts';

/** Values as JSON texts, for what `JSON.stringify` would not write. */
const VALUES = [
  ...['null', 'true', 'false', '0', '-0', '-1', '1.5', '1e999', '1e-999', '9007199254740993', '255', '""', '[]', '{}'],
  ...['"\\ud83d"', '"\\u0000"', '"\\u202e"', '"𠮷"', '"ﷺ"', '"__proto__"', '{"__proto__":{"v":1}}', '[[[[[[]]]]]]'],
  ...['"a/b"', '"2031-02-30"', '"1/0"', '"0/0"', '"𝟙"', '{"length":1}', '{"toJSON":1}'],
] as const;
const NAMES = ['__proto__', 'constructor', 'toJSON', 'length', '', '\u0000', 'v', 'session'] as const;

type Path = readonly (string | number)[];

/** A path to a value, chosen going down. */
function pathInto(value: unknown, chance: Chance): Path {
  const path: (string | number)[] = [];
  let at = value;
  while (typeof at === 'object' && at !== null && !chance.once(4)) {
    const names: readonly (string | number)[] = Array.isArray(at) ? [...at.keys()] : Object.keys(at);
    if (names.length === 0) break;
    const name = chance.of(names);
    path.push(name);
    at = Reflect.get(at, name);
  }
  return path;
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
    value,
  );

type Rewriting = (written: string, chance: Chance) => string;

const nested: Rewriting = (written, chance) => {
  const depth = 1 + chance.below(60);
  return '['.repeat(depth) + written + ']'.repeat(depth);
};

const longer: Rewriting = (written, chance) =>
  written.startsWith('"') ? `"${written.slice(1, -1).repeat(1 + chance.below(30))}"` : `[${written},${written}]`;

/** What takes the place of one value, given as it is written. */
const REWRITINGS: readonly Rewriting[] = [
  (_, chance) => chance.of(VALUES),
  (_, chance) => chance.of(VALUES),
  (_, chance) => String(chance.below(2 ** 31) - 2 ** 30),
  nested,
  longer,
  (written, chance) => `{${JSON.stringify(chance.of(NAMES))}:${written}}`,
  (written, chance) =>
    written.startsWith('{') ? written.replace('{', `{${JSON.stringify(chance.of(NAMES))}:1,`) : written,
  // The first field once more, behind all others.
  (written) =>
    /^\{"[^"\\]*":/.test(written) ? `${written.slice(0, -1)},${written.slice(1, written.indexOf(':'))}:1}` : written,
  (written) => `"${Buffer.from(written).toString('base64url')}"`,
  (written, chance) => {
    const at = chance.below(written.length);
    return /^"[A-Za-z0-9_-]+"$/.test(written) && at > 0 && at < written.length - 1
      ? `${written.slice(0, at)}A${written.slice(at + 1)}`
      : written;
  },
];

/** Writes a value with the text of another in the place that the path leads to, or without it. */
function write(value: unknown, path: Path, replacement: string | null): string {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== 'object' || value === null) return replacement ?? 'null';
  const isList = Array.isArray(value);
  const names: readonly (string | number)[] = isList ? [...value.keys()] : Object.keys(value);
  const fields = names.flatMap((name) => {
    if (name === first && rest.length === 0 && replacement === null) return [];
    const child: unknown = Reflect.get(value, name);
    const written = name === first ? write(child, rest, replacement) : JSON.stringify(child);
    return [isList ? written : `${JSON.stringify(name)}:${written}`];
  });
  return isList ? `[${fields.join()}]` : `{${fields.join()}}`;
}

function altered(value: unknown, chance: Chance): string {
  const path = pathInto(value, chance);
  const written = (at: Path): string => JSON.stringify(valueAt(value, at)) ?? 'null';
  if (chance.once(8)) return write(value, path, null);
  if (chance.once(6)) return write(value, path, written(pathInto(value, chance)));
  return write(value, path, chance.of(REWRITINGS)(written(path), chance));
}

/** A JSON text with one value altered, left out, or put where another stands; `null` when it is no JSON, or too deep to be written. */
export function mutateJson(bytes: Bytes, chance: Chance): Bytes | null {
  const json = jsonIn(bytes);
  if (json === undefined) return null;
  try {
    return bytesOf(altered(json.value, chance));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
