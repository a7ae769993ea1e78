/**
 * Collated opinions of a session, in the wording of staff; part of the table `Meetings` (see meetings.ts). Nothing here names an
 * opinion, a receipt or a time: which opinions an entry stands for is in the table `Opinions` alone.
 *
 * | access                    | key                                      | cost                              |
 * | ------------------------- | ---------------------------------------- | --------------------------------- |
 * | how far the collation is  | pk = session, sk = `COLLATION`           | 1 RCU                             |
 * | an entry                  | sk = `COLLATED#<number>`                 | 1 RCU; 1 WCU per KB               |
 * | a page of entries         | Query between two of them                | ½ RCU per 4 KB                    |
 * | collate                   | both, with the opinions, in one transaction | 2 WCU per KB and 2 an opinion  |
 * | take up                   | an entry, with the item that rests on it, if its version is the one read | 2 WCU per KB |
 */

import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { type CollatedItem, type CollationHead, NEW_COLLATION, withItem } from '../../shared/process/collation.ts';
import { OPINION_KINDS } from '../../shared/process/opinions.ts';
import { lostARace } from './audit-log.ts';
import type { TransactionPart } from './opinions.ts';
import {
  type ItemDecision,
  type ItemOutcome,
  type ItemPage,
  type PutParts,
  type Versioned,
  VersionedItems,
} from './versioned-items.ts';

const head = z.strictObject({ numbers: f.count, questions: f.count, suggestions: f.count, isFinished: z.boolean() });
const item = z.strictObject({
  number: f.count,
  kind: z.enum(OPINION_KINDS),
  about: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('unit') }),
    z.strictObject({ kind: z.literal('officer'), officer: z.string() }),
  ]),
  topic: z.string(),
  wording: z.string(),
  opinions: f.count,
  photos: z.array(z.string()),
  status: z.enum(['listed', 'in-rectification', 'withdrawn']),
  rectification: z.string().nullable(),
});

const ENTRY = 'COLLATED#';
const headKey = (session: string) => ({ pk: session, sk: 'COLLATION' });
const entryKey = (session: string, number: number) => ({
  pk: session,
  sk: `${ENTRY}${String(number).padStart(4, '0')}`,
});

export const COLLATED_PER_PAGE = 100;

/** An entry that is written together with the opinions that move. */
export interface CollationStep {
  readonly session: string;
  readonly head: Versioned<CollationHead>;
  /** `undefined` for a new entry. */
  readonly before: Versioned<CollatedItem> | undefined;
  readonly after: CollatedItem;
  /** What moves in the table `Opinions`. */
  readonly moves: readonly TransactionPart[];
}

/** An entry as it was read, and the number of the item that rests on it. */
export interface TakenUp {
  readonly session: string;
  readonly entry: Versioned<CollatedItem>;
  readonly rectification: string;
}

export class Collated {
  readonly #client: DynamoDBDocumentClient;
  readonly #heads: VersionedItems<CollationHead>;
  readonly #items: VersionedItems<CollatedItem>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#heads = new VersionedItems(client, table, head);
    this.#items = new VersionedItems(client, table, item);
  }

  /** One page of the collated list by number, withdrawn entries included. One Query, ½ RCU per 4 KB. */
  list(session: string, page: { readonly after?: string | undefined } = {}): Promise<ItemPage<CollatedItem>> {
    return this.#items.list(session, { prefix: ENTRY, limit: COLLATED_PER_PAGE, after: page.after });
  }

  read(session: string, number: number): Promise<Versioned<CollatedItem> | undefined> {
    return this.#items.read(entryKey(session, number));
  }

  /** How far the collation is; version 0 where nothing was collated yet. */
  async readHead(session: string): Promise<Versioned<CollationHead>> {
    return (await this.#heads.read(headKey(session))) ?? { value: NEW_COLLATION, version: 0 };
  }

  /** Changes what concerns one entry alone: its photos. Whatever `decide` reads is read after the entry, anew at each attempt. */
  change<Answer, Refused>(
    session: string,
    number: number,
    decide: (
      current: Versioned<CollatedItem> | undefined,
    ) => ItemDecision<CollatedItem, Answer, Refused> | Promise<ItemDecision<CollatedItem, Answer, Refused>>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#items.change(entryKey(session, number), decide);
  }

  /** That nothing is left to collate. `undefined`, and nothing written, when somebody collated meanwhile. */
  async finish(session: string, head: Versioned<CollationHead>): Promise<CollationHead | undefined> {
    const value = { ...head.value, isFinished: true };
    const outcome = await this.#heads.change<CollationHead | undefined, never>(headKey(session), (current) =>
      (current?.version ?? 0) === head.version
        ? { kind: 'write', value, answer: value }
        : { kind: 'keep', answer: undefined },
    );
    return outcome.kind === 'done' ? outcome.answer : undefined;
  }

  /**
   * Writes an entry, the figures and what moves in one transaction. `undefined`, and nothing written, when somebody changed one of
   * them meanwhile: read anew and decide anew.
   */
  async write({ session, head, before, after, moves }: CollationStep): Promise<CollationHead | undefined> {
    const figures = withItem(head.value, { before: before?.value, after });
    const TransactItems: TransactionPart[] = [
      { Put: this.#heads.putting(headKey(session), head.version, figures) },
      { Put: this.#items.putting(entryKey(session, after.number), before?.version ?? 0, after) },
      ...moves,
    ];
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems }));
      return figures;
    } catch (error) {
      if (lostARace(error)) return undefined;
      throw error;
    }
  }

  /** That a rectification item rests on an entry from now on, so that it changes no more; a part of the transaction that makes the item. */
  takingUp({ session, entry, rectification }: TakenUp): PutParts {
    const taken: CollatedItem = { ...entry.value, status: 'in-rectification', rectification };
    return this.#items.putting(entryKey(session, entry.value.number), entry.version, taken);
  }
}
