/**
 * Rectification items with their history; part of the table `Meetings` (see meetings.ts).
 *
 * | access                        | key                                   | cost                                        |
 * | ----------------------------- | ------------------------------------- | ------------------------------------------- |
 * | tally: all figures            | pk = session, sk = `RECTIFICATION`    | 1 RCU (≤ 4 KB)                              |
 * | an item                       | sk = `ITEM#<number>`                  | 1 RCU per 4 KB (2–20 KB, 396 KB at most)    |
 * | items, a page of 50           | Query between two of them             | ½ RCU per 4 KB                              |
 * | the item of a source          | sk = `ITEM-OF#<source>`               | 1 RCU                                       |
 * | which sources are items       | BatchGet of the same                  | 1 RCU each                                  |
 * | change an item                | item and tally in one transaction, each if its `version` is the one read | 2 WCU per KB |
 * | confirm an item               | the same, and its sources, each if it is new, and the collated entries among them, each as it was read | 2 WCU per KB, 2 a source |
 *
 * The tally is written with the item in one transaction: the figures of a session are one small read, however many items it
 * has, and never differ from the items.
 */

import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { hand, historyEntry } from '../../shared/contract/item-history.ts';
import { MAX_AUTHORS } from '../../shared/process/item-room.ts';
import { RATINGS } from '../../shared/process/opinions.ts';
import {
  EMPTY_TALLY,
  figuresOf,
  ITEM_KINDS,
  ITEM_STATES,
  type ItemSource,
  type PublicItem,
  publicItem,
  type RectificationFigures,
  type RectificationItem,
  type RectificationTally,
  sourceKey,
  tallyAfter,
} from '../../shared/process/rectification.ts';
import { ESCALATION_LEVELS } from '../../shared/process/round-config.ts';
import { lostARace } from './audit-log.ts';
import { type ItemKey, type ItemPage, type PutParts, type Versioned, VersionedItems } from './versioned-items.ts';

const actor = z.strictObject({ hand, subject: z.string(), name: z.string() });
const itemSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opinion'), collated: f.count }),
  z.strictObject({ kind: z.literal('question'), number: f.count }),
  z.strictObject({ kind: z.literal('score'), subject: z.string(), indicator: z.string() }),
]);
const reply = z.strictObject({
  number: f.count,
  text: z.string(),
  onDay: f.day,
  by: actor,
  evidence: z.array(z.string()),
  ratings: z.array(z.strictObject({ id: z.string(), rating: z.enum(RATINGS) })),
});
const evidence = z.strictObject({
  id: z.string(),
  fileName: z.string(),
  kind: z.string(),
  bytes: f.byteCount,
  state: z.enum(['announced', 'kept']),
});
const item = z.strictObject({
  number: f.count,
  kind: z.enum(ITEM_KINDS),
  wording: z.string(),
  about: z.string().nullable(),
  sources: z.array(itemSource),
  // Where it was not counted, as many as there can be: less is written, and nothing fails.
  authors: f.count.default(MAX_AUTHORS),
  state: z.enum(ITEM_STATES),
  withCommission: z.boolean(),
  responsible: z.string().nullable(),
  measure: z.string().nullable(),
  dueOn: f.day,
  ruleDueOn: f.day,
  calendarKnown: z.boolean(),
  asked: z.strictObject({ dueOn: f.day, reason: z.string() }).nullable(),
  firstReplyWorkingDays: f.count,
  firstReplyInTime: z.boolean().nullable(),
  reopened: f.count,
  replies: z.array(reply),
  evidence: z.array(evidence),
  escalations: z.array(z.strictObject({ level: z.enum(ESCALATION_LEVELS), dueOn: f.day, onDay: f.day })),
  history: z.array(historyEntry),
});
const tally = z.strictObject({
  items: f.count,
  fixed: f.count,
  closed: f.count,
  reopened: f.count,
  inTime: f.count,
  late: f.count,
  toCommission: f.count.default(0),
  due: z.record(f.day, z.strictObject({ open: f.count, unreplied: f.count })),
});
const itemOf = z.strictObject({ number: f.count });

/** What is decided on an item as it was read; asked again when somebody else wrote meanwhile, so it must be pure. */
export type ItemVerdict<Refused> =
  | { readonly kind: 'write'; readonly item: RectificationItem }
  | { readonly kind: 'keep' }
  | { readonly kind: 'refuse'; readonly refusal: Refused };

/** The item after a step, or why there was none; `undefined` when there is no such item. */
export type ItemAnswer<Refused> =
  | { readonly kind: 'done'; readonly item: Versioned<RectificationItem>; readonly tally: RectificationTally }
  | { readonly kind: 'refuse'; readonly refusal: Refused }
  | undefined;

/** An item that is new, and what is written of its sources in the same transaction. */
export interface NewItem {
  readonly item: RectificationItem;
  readonly alongside: readonly PutParts[];
}

/** What a transaction of 100 parts has room for beside tally and item: each source, and each part alongside. */
export const MAX_CONFIRMED_PARTS = 98;

export interface Confirmed {
  readonly item: RectificationItem;
  readonly tally: RectificationTally;
}

export interface PublicItems {
  readonly items: readonly PublicItem[];
  /** Pass as `after` for the next page; `null` at the end. */
  readonly next: string | null;
}

export const ITEMS_PER_PAGE = 50;
const ITEM = 'ITEM#';
const ITEM_OF = 'ITEM-OF#';
const MAX_ATTEMPTS = 25;

const tallyKey = (session: string): ItemKey => ({ pk: session, sk: 'RECTIFICATION' });
const itemKey = (session: string, number: number): ItemKey => ({
  pk: session,
  sk: `${ITEM}${String(number).padStart(4, '0')}`,
});
const sourceItemKey = (session: string, source: ItemSource): ItemKey => ({
  pk: session,
  sk: `${ITEM_OF}${sourceKey(source)}`,
});

export class RectificationItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #tallies: VersionedItems<RectificationTally>;
  readonly #items: VersionedItems<RectificationItem>;
  readonly #itemsOf: VersionedItems<{ readonly number: number }>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#tallies = new VersionedItems<RectificationTally>(client, table, tally);
    this.#items = new VersionedItems<RectificationItem>(client, table, item);
    this.#itemsOf = new VersionedItems(client, table, itemOf);
  }

  async readTally(session: string): Promise<Versioned<RectificationTally>> {
    return (await this.#tallies.read(tallyKey(session))) ?? { value: EMPTY_TALLY, version: 0 };
  }

  read(session: string, number: number): Promise<Versioned<RectificationItem> | undefined> {
    return this.#items.read(itemKey(session, number));
  }

  /** A page of items in the order of their confirmation. */
  list(session: string, after?: string): Promise<ItemPage<RectificationItem>> {
    return this.#items.list(session, { prefix: ITEM, limit: ITEMS_PER_PAGE, after });
  }

  /** The same page as everybody may read it. */
  async listPublic(session: string, after?: string): Promise<PublicItems> {
    const { items, next } = await this.list(session, after);
    return { items: items.map(({ value }) => publicItem(value)), next };
  }

  /** The figures of a session on a day, in one read. */
  async figures(session: string, today: string): Promise<RectificationFigures> {
    return figuresOf((await this.readTally(session)).value, today);
  }

  /** The number of the item that a source became; `undefined` when it became none. */
  async itemOf(session: string, source: ItemSource): Promise<number | undefined> {
    return (await this.#itemsOf.read(sourceItemKey(session, source)))?.value.number;
  }

  /** Which of these sources became items, by `sourceKey`. 1 RCU a source. */
  async takenOf(session: string, sources: readonly ItemSource[]): Promise<ReadonlySet<string>> {
    const keys = new Set(sources.map((source) => sourceItemKey(session, source).sk));
    const taken = await this.#itemsOf.readMany(session, [...keys]);
    return new Set([...taken.keys()].map((sk) => sk.slice(ITEM_OF.length)));
  }

  /**
   * Puts a new item under the next number, and with it what its sources become. `undefined`, and nothing written, when somebody
   * confirmed an item or changed a source meanwhile: read the sources anew and decide anew.
   */
  async confirm(session: string, make: (number: number) => NewItem): Promise<Confirmed | undefined> {
    const read = await this.readTally(session);
    const { item: made, alongside } = make(read.value.items + 1);
    const next = tallyAfter(read.value, { before: undefined, after: made });
    const { number } = made;
    const written = await this.#write([
      this.#tallies.putting(tallyKey(session), read.version, next),
      this.#items.putting(itemKey(session, number), 0, made),
      ...made.sources.map((source) => this.#itemsOf.putting(sourceItemKey(session, source), 0, { number })),
      ...alongside,
    ]);
    return written ? { item: made, tally: next } : undefined;
  }

  /** One step of an item: read, decide, write item and tally if nobody changed either meanwhile, else decide anew. */
  async change<Refused>(
    session: string,
    number: number,
    decide: (read: Versioned<RectificationItem>) => ItemVerdict<Refused>,
  ): Promise<ItemAnswer<Refused>> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const read = { tally: await this.readTally(session), item: await this.read(session, number) };
      if (read.item === undefined) return undefined;
      const verdict = decide(read.item);
      if (verdict.kind === 'refuse') return verdict;
      if (verdict.kind === 'keep') return { kind: 'done', item: read.item, tally: read.tally.value };
      const next = tallyAfter(read.tally.value, { before: read.item.value, after: verdict.item });
      const written = await this.#write([
        this.#tallies.putting(tallyKey(session), read.tally.version, next),
        this.#items.putting(itemKey(session, number), read.item.version, verdict.item),
      ]);
      if (written) return { kind: 'done', item: { value: verdict.item, version: read.item.version + 1 }, tally: next };
    }
    throw new Error('an item changed too often under one step');
  }

  async #write(puts: readonly PutParts[]): Promise<boolean> {
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: puts.map((Put) => ({ Put })) }));
      return true;
    } catch (error) {
      if (lostARace(error)) return false;
      throw error;
    }
  }
}
