import type { RequestOf, ResponseOf } from '../../../shared/contract/operations.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import type { Rating } from '../../../shared/process/opinions.ts';
import { type Random, toB64u } from '../../../shared/protocol/bytes.ts';
import {
  makeReceiptSecret,
  opinionReceiptHash,
  parseOpinionFragment,
} from '../../../shared/protocol/opinion-receipt.ts';
import { ANYONE, type Ask, clerkOf, INSPECTION } from './ask.ts';
import type { SampleEntry, SampleVoice } from './living-sample-words.ts';

/** Somebody who left an opinion: nobody knows who, and what they hold is the receipt. */
export interface Author {
  readonly session: string;
  /** In b64u, as the author's address carries it. */
  readonly secret: string;
  /** What the server keeps of it; staff name the opinion by it. */
  readonly opinion: string;
}

export interface Collected {
  readonly session: string;
  readonly unit: string;
  /** The reading key on every poster. */
  readonly key: string;
}

type Collated = ResponseOf<'collate'>;
type Content = Pick<SampleEntry, 'kind'> & SampleVoice;

const ABOUT_UNIT = { kind: 'unit' } as const;

/** Opens the opinion page and reads what its poster says. */
export async function openDoor(ask: Ask, { session, unit }: Pick<Collected, 'session' | 'unit'>): Promise<Collected> {
  const { url } = await ask(clerkOf(unit), 'openOpinionPage', { session });
  const door = parseOpinionFragment(new URL(url).hash);
  if (door === null) throw new Error('a poster that leads nowhere');
  return { session, unit, key: door.key };
}

async function newAuthor(session: string, random: Random): Promise<Author> {
  if (!isSessionId(session)) throw new Error('not a session');
  const secret = makeReceiptSecret(random);
  return { session, secret: toB64u(secret), opinion: await opinionReceiptHash({ session, secret }) };
}

/** Leaves an opinion on the page behind the poster, or lets the unit's clerk write it down. */
export async function leaveOpinion(
  ask: Ask,
  { session, unit, key }: Collected,
  { kind, text, channel, photos = [], proof, random }: Content & { readonly random: Random },
): Promise<Author> {
  const author = await newAuthor(session, random);
  const said = { session, kind, about: ABOUT_UNIT, text, named: null, receiptHash: author.opinion };
  const invited = proof === undefined ? {} : { proof };
  if (channel === 'page') await ask(ANYONE, 'leaveOpinion', { ...said, key, photos: [...photos], ...invited });
  else await ask(clerkOf(unit), 'recordOpinion', { ...said, channel });
  return author;
}

/** The inspection office makes one entry of what several said. */
export const collateOpinions = (
  ask: Ask,
  { session, kind, topic, wording }: Omit<SampleEntry, 'voices'> & { readonly session: string },
  authors: readonly Author[],
): Promise<Collated> =>
  ask(INSPECTION, 'collate', {
    ...{ session, kind, topic, wording, about: ABOUT_UNIT },
    opinions: authors.map(({ opinion }) => opinion),
  });

/** A collated entry and those who wrote what it stands for. */
export interface HeardEntry {
  readonly number: number;
  readonly kind: SampleEntry['kind'];
  readonly authors: readonly Author[];
}

/** Everybody says what they have to say, and the inspection office collates it. */
export async function playOpinions(
  ask: Ask,
  collected: Collected,
  { entries, random }: { readonly entries: readonly SampleEntry[]; readonly random: Random },
): Promise<readonly HeardEntry[]> {
  const { session } = collected;
  const heard: HeardEntry[] = [];
  for (const entry of entries) {
    const { kind, topic, wording } = entry;
    const authors: Author[] = [];
    for (const voice of entry.voices) authors.push(await leaveOpinion(ask, collected, { kind, ...voice, random }));
    const { number } = await collateOpinions(ask, { session, kind, topic, wording }, authors);
    heard.push({ number, kind, authors });
  }
  return heard;
}

/** Whose opinions an item rests on. */
export function authorsOf(
  sources: RequestOf<'confirmItem'>['sources'],
  heard: readonly HeardEntry[],
): readonly Author[] {
  const numbers = sources.flatMap((source) => (source.kind === 'opinion' ? [source.collated] : []));
  return heard.filter(({ number }) => numbers.includes(number)).flatMap(({ authors }) => authors);
}

/** An author's word on a reply; the night counts it. */
export const rateAs = (
  ask: Ask,
  { session, secret }: Author,
  rated: { readonly item: number; readonly reply: number; readonly rating: Rating },
): Promise<ResponseOf<'rateReply'>> => ask(ANYONE, 'rateReply', { session, secret, ...rated });
