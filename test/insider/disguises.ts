import { hash } from 'node:crypto';

/** A text as it may stand somewhere else, and how it was made from the one that is known. */
export interface Disguise {
  /** Empty for the text as it is. */
  readonly form: string;
  /** Two disguises are of one text when these are equal: of a hash its beginning, in hex, however it was written and cut. */
  readonly key: string;
}

/** Of a hash as many characters in hex are looked at: one that is cut to 12 or more is known by them. */
const BEGINNING = 12;
const HEX = /^(?:[0-9a-f]{2})+$/i;
const BASE64 = /^[\w+/-]+={0,2}$/;
/** Characters of Base64 that hold the beginning of a hash. */
const BEGINNING_IN_BASE64 = 8;
/** Longer ones are no names: they are hashed without salt, and have no parts. */
const LONGEST_NAME = 128;
/** A shorter text names nobody once it is cut or turned round. */
const SHORTEST_PART = 4;
const MOST_WORDS = 6;
/** A name with a label before it, joined by what may also be a character of Base64. */
const LABELLED = /^\p{L}+[_-](.{12,})$/u;

const sha256 = (input: string | Uint8Array): string => hash('sha256', input, 'hex').slice(0, BEGINNING);

/** The ways to put what everybody knows of a meeting beside a text before it is hashed. */
const SALTED: Readonly<Record<string, (session: string, text: string) => string>> = {
  'session, text': (session, text) => session + text,
  'text, session': (session, text) => text + session,
  'session#text': (session, text) => `${session}#${text}`,
  'text#session': (session, text) => `${text}#${session}`,
  'session:text': (session, text) => `${session}:${text}`,
  'text:session': (session, text) => `${text}:${session}`,
};

/** Hashes of a text, alone and with the session beside it, as somebody makes them who means well. */
export function* hashesOf(text: string, session: string): Generator<Disguise> {
  yield { form: 'SHA-256', key: sha256(text) };
  if (text.length > BEGINNING && HEX.test(text))
    yield { form: 'SHA-256 of the bytes', key: sha256(Buffer.from(text, 'hex')) };
  if (text.length > LONGEST_NAME) return;
  for (const [form, salted] of Object.entries(SALTED))
    yield { form: `SHA-256 of ${form}`, key: sha256(salted(session, text)) };
  for (const name of ['sha1', 'md5']) yield { form: name, key: hash(name, text, 'hex').slice(0, BEGINNING) };
}

/** A text that was written in hex or Base64, if one comes out of it. */
function decoded(text: string, encoding: 'hex' | 'base64'): string | undefined {
  if (text.length > LONGEST_NAME) return undefined;
  const plain = Buffer.from(text, encoding).toString('utf8');
  return /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(plain) && !plain.includes('\uFFFD') ? plain : undefined;
}

/** Characters by which it is seen how a text is written. */
const SEEN = 32;

/** What stands in hex or Base64: the beginning of a hash, or a text. */
function* unwrapped(text: string): Generator<Disguise> {
  if (text.length < SHORTEST_PART) return;
  const seen = text.length > SEEN ? text.slice(0, SEEN) : text;
  if (HEX.test(seen)) {
    if (text.length > BEGINNING) yield { form: 'beginning', key: text.slice(0, BEGINNING).toLowerCase() };
    const plain = decoded(text, 'hex');
    if (plain !== undefined) yield { form: 'from hex', key: plain };
  } else if (BASE64.test(seen)) {
    const beginning = Buffer.from(text.slice(0, BEGINNING_IN_BASE64), 'base64').toString('hex');
    if (text.length > BEGINNING) yield { form: 'beginning, from Base64', key: beginning.slice(0, BEGINNING) };
    const plain = decoded(text, 'base64');
    if (plain !== undefined) yield { form: 'from Base64', key: plain };
  }
}

/** The text itself, its words, and what is written in each; enough to know a name again wherever it stands alone. */
export function* readingsOf(text: string): Generator<Disguise> {
  yield { form: '', key: text };
  yield* unwrapped(text);
  if (text.length > 2 * LONGEST_NAME) return;
  const labelled = LABELLED.exec(text)?.[1];
  if (labelled !== undefined) {
    yield { form: 'behind a label', key: labelled };
    for (const inner of unwrapped(labelled)) yield { form: `${inner.form}, behind a label`, key: inner.key };
  }
  const words = text.split(/[^\p{L}\p{N}+=_-]+/u);
  if (words.length === 1) return;
  for (const [place, word] of words.slice(0, MOST_WORDS).entries()) {
    const form = `word ${place + 1}`;
    yield { form, key: word };
    for (const inner of unwrapped(word)) yield { form: `${inner.form} of ${form}`, key: inner.key };
  }
}

/** Parts of a text, and the text turned round: what a few characters give away. */
export function* partsOf(text: string): Generator<Disguise> {
  if (text.length < SHORTEST_PART || text.length > LONGEST_NAME) return;
  yield { form: 'reversed', key: [...text].reverse().join('') };
  for (const length of [SHORTEST_PART, 2 * SHORTEST_PART])
    if (text.length > length) {
      yield { form: `last ${length}`, key: text.slice(-length) };
      yield { form: `first ${length}`, key: text.slice(0, length) };
    }
  const [number, ...others] = text.match(/\d+/g) ?? [];
  if (number !== undefined && others.length === 0 && number.length < 16)
    yield { form: 'number', key: String(Number(number)) };
}
