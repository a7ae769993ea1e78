/**
 * Rectification items with their history; part of the table `Meetings` (see meetings.ts).
 *
 * | access                        | key                                   | cost                                        |
 * | ----------------------------- | ------------------------------------- | ------------------------------------------- |
 * | head: figures, where from     | pk = session, sk = `RECTIFICATION`    | 1 RCU per 4 KB (60 B an item)               |
 * | an item                       | sk = `ITEM#<number>`                  | 1 RCU per 4 KB (2–20 KB)                    |
 * | items, a page of 50           | Query between two of them             | ½ RCU per 4 KB                              |
 * | confirm or change an item     | item and head in one transaction, each if its `version` is the one read | 2 WCU per KB |
 *
 * The head holds of each item what the figures need, and is written with the item in one transaction: the figures of a session
 * are one read, however many items it has, and never differ from the items.
 */

import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { RATINGS } from '../../shared/process/opinions.ts';
import {
  digestOf,
  figuresOf,
  ITEM_KINDS,
  ITEM_STATES,
  type ItemDigest,
  type PublicItem,
  publicItem,
  type RectificationFigures,
  type RectificationItem,
  sourceKey,
} from '../../shared/process/rectification.ts';
import { ESCALATION_LEVELS } from '../../shared/process/round-config.ts';
import { lostARace } from './audit-log.ts';
import { type ItemKey, type Versioned, VersionedItems } from './versioned-items.ts';

const hand = z.enum(['unit', 'county', 'commission']);
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
const history = z.strictObject({
  onDay: f.day,
  what: z.enum([
    'confirmed',
    'measure-set',
    'deadline-asked',
    'deadline-granted',
    'replied',
    'returned',
    'accepted',
    'closed',
    'reopened',
    'to-commission',
    'escalated',
  ]),
  by: z.strictObject({ hand, name: z.string() }).nullable(),
  note: z.string().nullable(),
});
const item = z.strictObject({
  number: f.count,
  kind: z.enum(ITEM_KINDS),
  wording: z.string(),
  about: z.string().nullable(),
  sources: z.array(itemSource),
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
  history: z.array(history),
});
const head = z.strictObject({
  /** Of item 1, 2, 3 … */
  digests: z.array(
    z.strictObject({
      state: z.enum(ITEM_STATES),
      dueOn: f.day,
      reopened: f.count,
      firstReplyInTime: z.boolean().nullable(),
    }),
  ),
  /** The item that a source became, by `sourceKey`. */
  itemOf: z.record(z.string(), f.count),
});

export interface RectificationHead {
  readonly digests: readonly ItemDigest[];
  readonly itemOf: Readonly<Record<string, number>>;
}

/** What is decided on an item as it was read; asked again when somebody else wrote meanwhile, so it must be pure. */
export type ItemVerdict<Refused> =
  | { readonly kind: 'write'; readonly item: RectificationItem }
  | { readonly kind: 'keep' }
  | { readonly kind: 'refuse'; readonly refusal: Refused };

/** The item after a step, or why there was none; `undefined` when there is no such item. */
export type ItemAnswer<Refused> =
  | { readonly kind: 'done'; readonly item: Versioned<RectificationItem>; readonly head: RectificationHead }
  | { readonly kind: 'refuse'; readonly refusal: Refused }
  | undefined;

export interface PublicItems {
  readonly items: readonly PublicItem[];
  /** Pass as `after` for the next page; `null` at the end. */
  readonly next: string | null;
}

export const ITEMS_PER_PAGE = 50;
const ITEM = 'ITEM#';
const MAX_ATTEMPTS = 25;
const EMPTY_HEAD: Versioned<RectificationHead> = { value: { digests: [], itemOf: {} }, version: 0 };

const headKey = (session: string): ItemKey => ({ pk: session, sk: 'RECTIFICATION' });
const itemKey = (session: string, number: number): ItemKey => ({
  pk: session,
  sk: `${ITEM}${String(number).padStart(4, '0')}`,
});

export class RectificationItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #heads: VersionedItems<RectificationHead>;
  readonly #items: VersionedItems<RectificationItem>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#heads = new VersionedItems<RectificationHead>(client, table, head);
    this.#items = new VersionedItems<RectificationItem>(client, table, item);
  }

  async readHead(session: string): Promise<Versioned<RectificationHead>> {
    return (await this.#heads.read(headKey(session))) ?? EMPTY_HEAD;
  }

  read(session: string, number: number): Promise<Versioned<RectificationItem> | undefined> {
    return this.#items.read(itemKey(session, number));
  }

  /** A page of items in the order of their confirmation. */
  async list(session: string, after?: string) {
    return this.#items.list(session, { prefix: ITEM, limit: ITEMS_PER_PAGE, after });
  }

  /** The same page as everybody may read it. */
  async listPublic(session: string, after?: string): Promise<PublicItems> {
    const { items, next } = await this.list(session, after);
    return { items: items.map(({ value }) => publicItem(value)), next };
  }

  /** The figures of a session on a day, in one read. */
  async figures(session: string, today: string): Promise<RectificationFigures> {
    return figuresOf((await this.readHead(session)).value.digests, today);
  }

  /**
   * Puts a new item under the next number. `make` is given the head as it stands and the number; what it gives instead of an
   * item is handed back, and nothing is written.
   */
  async confirm<Refused>(
    session: string,
    make: (head: RectificationHead, number: number) => RectificationItem | { readonly instead: Refused },
  ): Promise<{ readonly item: RectificationItem; readonly head: RectificationHead } | { readonly instead: Refused }> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const read = await this.readHead(session);
      const made = make(read.value, read.value.digests.length + 1);
      if ('instead' in made) return made;
      const next = withItem(read.value, made);
      if (await this.#write(session, { head: read, item: undefined }, { head: next, item: made }))
        return { item: made, head: next };
    }
    throw new Error('the items of a session changed too often under one step');
  }

  /** One step of an item: read, decide, write item and head if nobody changed either meanwhile, else decide anew. */
  async change<Refused>(
    session: string,
    number: number,
    decide: (read: Versioned<RectificationItem>) => ItemVerdict<Refused>,
  ): Promise<ItemAnswer<Refused>> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const read = { head: await this.readHead(session), item: await this.read(session, number) };
      if (read.item === undefined) return undefined;
      const verdict = decide(read.item);
      if (verdict.kind === 'refuse') return verdict;
      if (verdict.kind === 'keep') return { kind: 'done', item: read.item, head: read.head.value };
      const next = { head: withItem(read.head.value, verdict.item), item: verdict.item };
      if (await this.#write(session, read, next))
        return { kind: 'done', item: { value: next.item, version: read.item.version + 1 }, head: next.head };
    }
    throw new Error('an item changed too often under one step');
  }

  async #write(
    session: string,
    read: { readonly head: Versioned<RectificationHead>; readonly item: Versioned<RectificationItem> | undefined },
    next: { readonly head: RectificationHead; readonly item: RectificationItem },
  ): Promise<boolean> {
    const TransactItems = [
      { Put: this.#heads.putting(headKey(session), read.head.version, next.head) },
      { Put: this.#items.putting(itemKey(session, next.item.number), read.item?.version ?? 0, next.item) },
    ];
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (lostARace(error)) return false;
      throw error;
    }
  }
}

/** The head with an item's digest, and where it came from, put into place. */
function withItem(read: RectificationHead, next: RectificationItem): RectificationHead {
  const digests = [...read.digests];
  digests[next.number - 1] = digestOf(next);
  const sources = next.sources.map((source) => [sourceKey(source), next.number] as const);
  return { digests, itemOf: { ...read.itemOf, ...Object.fromEntries(sources) } };
}
