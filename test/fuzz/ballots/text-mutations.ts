import { toB64u } from '../../../shared/protocol/bytes.ts';
import type { Chance } from '../chance.ts';
import type { Material, RealBallot } from './material.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const JSON_SPACE = [' ', '\n', '\t', '\r'] as const;

/**
 * The body of a request whose ballot, read leniently, is a good one that nobody has cast: in another length, encoding or wrapping.
 * `null` where this ballot has no such form.
 */
export type TextMutation = (real: RealBallot, material: Material, chance: Chance) => string | null;

const body = ({ session }: Material, ballot: unknown): string => JSON.stringify({ session: session.id, ballot });

/** A change of the text that stands for the ballot. */
const written = (change: (text: string, chance: Chance) => string): TextMutation => {
  return ({ sealed }, material, chance) => {
    const text = toB64u(sealed);
    const changed = change(text, chance);
    return changed === text ? null : body(material, changed);
  };
};

/** A change of the ballot's length. */
const sized = (change: (bytes: Uint8Array, chance: Chance) => Uint8Array): TextMutation => {
  return ({ sealed }, material, chance) => body(material, toB64u(new Uint8Array(change(sealed, chance))));
};

const inserted = (text: string, chance: Chance, what: string): string => {
  const at = chance.below(text.length + 1);
  return text.slice(0, at) + what + text.slice(at);
};

const fullWidth = (text: string, chance: Chance): string => {
  const at = chance.below(text.length);
  const code = text.charCodeAt(at);
  return text.slice(0, at) + String.fromCharCode(code + 0xfee0) + text.slice(at + 1);
};

/** A body put together by hand: what no writer of JSON writes. */
const raw = (change: (ballot: string, start: string, chance: Chance) => string): TextMutation => {
  return ({ sealed }, { session }, chance) => change(toB64u(sealed), `{"session":"${session.id}"`, chance);
};

export const TEXT_MUTATIONS: Readonly<Record<string, TextMutation>> = {
  'another version': ({ sealed }, material, chance) => {
    const version = chance.below(256);
    return version === 1 ? null : body(material, toB64u(Uint8Array.of(version, ...sealed.subarray(1))));
  },
  shortened: sized((bytes, chance) => bytes.subarray(0, chance.below(bytes.length))),
  lengthened: sized((bytes, chance) => Uint8Array.of(...bytes, ...chance.bytes(1 + chance.below(40)))),
  'a byte left out': sized((bytes, chance) => {
    const at = chance.below(bytes.length);
    return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1));
  }),
  'written twice': sized((bytes) => Uint8Array.of(...bytes, ...bytes)),
  'without a share': sized((bytes) => bytes.subarray(0, bytes.length - 114)),
  padding: written((text, chance) => text + '='.repeat(1 + chance.below(3))),
  'the other alphabet': written((text) => text.replaceAll('-', '+').replaceAll('_', '/')),
  'spare bits': written((text, chance) => {
    const last = ALPHABET.indexOf(text.slice(-1));
    return text.slice(0, -1) + (ALPHABET[last + 1 + chance.below(3)] ?? '_');
  }),
  'space in it': written((text, chance) => inserted(text, chance, chance.of(JSON_SPACE))),
  'a character from nowhere': written((text, chance) =>
    inserted(text, chance, chance.of(['\0', '.', '%', '\u200b', '\ufeff', '𠮷', 'é', '"', '\\'])),
  ),
  'a full-width character': written(fullWidth),
  'percent signs': written((text) => text.replaceAll('-', '%2D').replaceAll('_', '%5F')),
  'hexadecimal digits': ({ sealed }, material) => body(material, Buffer.from(sealed).toString('hex')),
  'half of a surrogate pair': raw((ballot, start) => `${start},"ballot":"${ballot}\\ud83d"}`),
  'another type': ({ sealed }, material, chance) => {
    const text = toB64u(sealed);
    return body(material, chance.of([[text], { text }, [...sealed], null, true, 1, { length: text.length }]));
  },
  'another field': raw(
    (ballot, start, chance) =>
      `${start},${JSON.stringify(chance.of(['Ballot', 'ballots', 'ballot ', '__proto__', 'constructor', '']))}:"${ballot}"}`,
  ),
  'a field too many': raw(
    (ballot, start, chance) =>
      `${start},"ballot":"${ballot}",${JSON.stringify(chance.of(['token', 'slot', '__proto__', 'toString']))}:${chance.of(['1', '{}', 'null', '"x"'])}}`,
  ),
  'twice, the broken one last': raw((ballot, start) => `${start},"ballot":"${ballot}","ballot":"${ballot}A"}`),
  'broken JSON': raw((ballot, start, chance) => {
    const text = `${start},"ballot":"${ballot}"}`;
    const at = chance.below(text.length);
    return chance.once(2) ? text.slice(0, at) : `${text}${chance.of(['}', ',', '\u0000', '{}', 'x'])}`;
  }),
  'deeply nested': raw((ballot, start, chance) => {
    const depth = 1 + chance.below(4_000);
    return `${start},"ballot":${'['.repeat(depth)}"${ballot}"${']'.repeat(depth)}}`;
  }),
  'under another session': ({ sealed }, { session, foreignSession }, chance) => {
    const { id } = session;
    const other = chance.of([
      foreignSession,
      `${id}-`,
      id.toUpperCase(),
      `${id}\0`,
      ` ${id}`,
      '',
      '../',
      'x'.repeat(65),
    ]);
    return JSON.stringify({ session: other, ballot: toB64u(sealed) });
  },
};
