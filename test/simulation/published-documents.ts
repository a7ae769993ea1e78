import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import type { Slot } from '../../shared/protocol/slots.ts';

/** Where a simulated county's documents lie: by key. */
export type StoredDocuments = ReadonlyMap<string, string | Uint8Array>;

/** What says itself whose words it carries. */
const BUNDLES = ['result.json', 'sealed.json'];
const NAMES = [...BUNDLES, 'board.json', 'result.xlsx', 'result.html'];

const bundle = z.object({ signatures: z.array(z.object({ slot: f.slot })) });
const isOf = (text: string | Uint8Array | undefined, edition: string): boolean =>
  bundle
    .parse(JSON.parse(z.string().parse(text)))
    .signatures.map(({ slot }) => slot)
    .join('-') === edition;

export interface Published {
  readonly session: string;
  /** The tellers whose words are announced, in slot order. */
  readonly words: readonly Slot[];
  /** The tellers who were answered that their word is kept. */
  readonly heard: ReadonlySet<Slot>;
}

/** Looks at the documents that are announced, again only where one of them was written anew. */
export class PublishedDocuments {
  readonly #documents: StoredDocuments;
  #seen: readonly unknown[] = [];

  constructor(documents: StoredDocuments) {
    this.#documents = documents;
  }

  /** What is not there although the head announces it, or somebody was told so; empty when all is well. */
  missing({ session, words, heard }: Published): readonly string[] {
    const edition = words.join('-');
    const bodies = NAMES.map((name) => this.#documents.get(`${session}/${edition}/${name}`));
    const looked = [edition, heard.size, ...bodies];
    if (looked.every((each, place) => each === this.#seen[place])) return [];
    this.#seen = looked;
    const absent = NAMES.filter((_, place) => bodies[place] === undefined);
    if (absent.length > 0) return absent;
    return [
      ...[...heard].filter((slot) => !words.includes(slot)).map((slot) => `the word of ${slot}`),
      ...BUNDLES.filter((_, place) => !isOf(bodies[place], edition)),
    ];
  }
}
