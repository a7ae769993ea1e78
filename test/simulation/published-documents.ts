import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { jcsText } from '../../shared/protocol/jcs.ts';
import type { Slot } from '../../shared/protocol/slots.ts';

/** Where a simulated county's documents lie: by key. */
export type StoredDocuments = ReadonlyMap<string, string | Uint8Array>;

/** What says itself whose words it carries. */
const BUNDLES = ['result.json', 'sealed.json'];
const NAMES = [...BUNDLES, 'board.json', 'result.xlsx', 'result.html'];

const bundle = z.object({ signatures: z.array(z.object({ slot: f.slot })), result: z.json() });
const isOf = (text: string | Uint8Array | undefined, { edition, result }: Expected): boolean => {
  const read = bundle.parse(JSON.parse(z.string().parse(text)));
  return read.signatures.map(({ slot }) => slot).join('-') === edition && jcsText(read.result) === result;
};

interface Expected {
  readonly edition: string;
  readonly result: string | undefined;
}

export interface Published {
  readonly session: string;
  /** The tellers whose words are announced, in slot order. */
  readonly words: readonly Slot[];
  /** The tellers who were answered that their word is kept. */
  readonly heard: ReadonlySet<Slot>;
  /** The result that was signed, in JCS. */
  readonly result: string | undefined;
}

/** Looks at the documents that are announced, again only where one of them was written anew. */
export class PublishedDocuments {
  readonly #documents: StoredDocuments;
  #seen: readonly unknown[] = [];

  constructor(documents: StoredDocuments) {
    this.#documents = documents;
  }

  /** What is not there although the head announces it, or somebody was told so; empty when all is well. */
  missing({ session, words, heard, result }: Published): readonly string[] {
    const edition = words.join('-');
    const bodies = NAMES.map((name) => this.#documents.get(`${session}/${edition}/${name}`));
    const looked = [edition, heard.size, result, ...bodies];
    if (looked.every((each, place) => each === this.#seen[place])) return [];
    this.#seen = looked;
    const absent = NAMES.filter((_, place) => bodies[place] === undefined);
    if (absent.length > 0) return absent;
    return [
      ...[...heard].filter((slot) => !words.includes(slot)).map((slot) => `the word of ${slot}`),
      ...BUNDLES.filter((_, place) => !isOf(bodies[place], { edition, result })),
    ];
  }
}
