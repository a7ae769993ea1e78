import { createHash } from 'node:crypto';
import { leavesOf } from './ground/loot.ts';

/** What an id may be made of: every text, and the bytes that it stands for. */
function seedsOf(text: string): readonly Buffer[] {
  const isHex = /^(?:[0-9a-f]{2})+$/.test(text);
  return [Buffer.from(text), ...(isHex ? [Buffer.from(text, 'hex')] : [])];
}

const digest = (...parts: readonly Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** What is hashed first, and what is hashed with it. */
interface About {
  readonly session: string;
  readonly item: number;
  readonly reply: number;
}

/** Everything that may stand before or behind a seed: nothing, the label, the session, the place of the reply in every writing. */
function surroundings({ session, item, reply }: About): readonly Buffer[] {
  const places = ['/', '#', '.', ':', ''].map((between) => [item, reply].join(between));
  const texts = [
    '',
    ...[session, ...places, String(item)].flatMap((each) => [each, `${each}/`, `/${each}`, `#${each}`]),
    `${session}/${item}/${reply}/`,
    `shuangshu rating v1/${session}/${item}/${reply}/`,
    'dissatisfied',
  ];
  return [...new Set(texts)].map((text) => Buffer.from(text));
}

/**
 * Ids that somebody makes of what stands with one opinion: of each value alone, of each two of them, of their hashes, with anything
 * public before or behind them; each as an id is written.
 */
export function idsMadeOf(opinion: object, about: About): ReadonlySet<string> {
  const plain = leavesOf(opinion).flatMap(([, leaf]) => seedsOf(String(leaf)));
  const hashed = plain.map((seed) => digest(seed));
  const pairs = plain.flatMap((left) => plain.map((right) => Buffer.concat([left, right])));
  const ids = new Set<string>();
  const around = surroundings(about);
  const add = (made: Buffer) => void ids.add(made.subarray(0, 16).toString('base64url'));
  const label = Buffer.from(`shuangshu rating v1/${about.session}/${about.item}/${about.reply}/`);
  for (const seed of [...plain, ...hashed])
    for (const each of around)
      for (const before of [Buffer.alloc(0), label]) {
        add(digest(before, each, seed));
        add(digest(before, seed, each));
      }
  for (const pair of pairs) for (const before of [Buffer.alloc(0), label]) add(digest(before, pair));
  return ids;
}
