/**
 * The table `Opinions`: what people said without their names. An item has a day and no finer time, no address, no agent, no number
 * in an order; its id is the hash of a secret that its author made, so ids say nothing and lie in no order of arrival.
 *
 * | access                               | key                                                     | cost                          |
 * | ------------------------------------ | ------------------------------------------------------- | ----------------------------- |
 * | leave an opinion                     | pk = `<session>#opinions`, sk = `<receipt hash>`, if new | 2 WCU per KB, in a transaction |
 * | … spend its proof of an invitation   | pk = `<session>#spent`, sk = `<token hash>`, if new     | 2 WCU in the same transaction |
 * | … its photos wait for the night      | pk = `photos#waiting`, sk = `<photo>`                   | 2 WCU each in the same        |
 * | an author's opinion, by receipt      | pk = `<session>#receipts`, sk = `<receipt hash>`, then the opinion's key | 1 RCU, then 1 RCU per 4 KB |
 * | take a receipt over                  | pk = `<session>#receipts`, sk = `<new hash>`, if new    | 2 WCU, in a transaction       |
 * | … which is no opinion's own          | the opinion's key of the new hash, if it is not there   | 2 WCU in the same             |
 * | … and once                           | the opinion's key, if its receipt is the first          | 2 WCU per KB in the same      |
 * | rate a reply once                    | the opinion's key, if that reply is not rated           | 2 WCU per KB, in a transaction |
 * | … it waits for the night             | pk = `ratings#waiting`, sk = `<rating id>`, if new      | 2 WCU in the same transaction |
 * | an opinion by its id                 | the opinion's key                                       | 1 RCU per 4 KB                |
 * | a page of a session's opinions       | Query pk = `<session>#opinions`                         | ½ RCU per 4 KB                |
 * | opinions by their ids                | BatchGetItem                                            | 1 RCU per 4 KB each           |
 * | collate, take out                    | each opinion, if it is where it was                     | 2 WCU per KB, in a transaction |
 * | which opinions an entry stands for   | pk = `<session>#collated`, sk = `<number>`              | 1 RCU per 4 KB                |
 * | discard                              | the opinion's key, if it is not collated                | 1 WCU per KB                  |
 * | forget the name given with it        | the opinion's key, if it is there                       | 1 WCU per KB                  |
 * | photos that wait for the night       | Query pk = `photos#waiting`                             | 1 RCU per 4 KB                |
 * | ratings that wait for the night      | Query pk = `ratings#waiting`                            | 1 RCU per 4 KB                |
 * | a rating was counted                 | delete its waiting item                                 | 1 WCU                         |
 *
 * A rating's id is made of the secret: it leads to no opinion, and what waits says neither whose it is nor of which day.
 *
 * A session's opinions lie in one partition, so that a page of them is one Query: a few hundred, far from its limits. An item
 * has at most 12 KB.
 */

import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import {
  OPINION_CHANNELS,
  OPINION_KINDS,
  type OpinionContent,
  RATINGS,
  type Rating,
  whatIsSaid,
} from '../../shared/process/opinions.ts';
import { lostARace } from './audit-log.ts';
import { queryPartition } from './query-pages.ts';
import { readEach } from './read-each.ts';
import { VersionedItems } from './versioned-items.ts';
import { type WaitingRating, WaitingRatings } from './waiting-ratings.ts';

const about = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unit') }),
  z.strictObject({ kind: z.literal('officer'), officer: z.string() }),
]);
const content = z.strictObject({
  kind: z.enum(OPINION_KINDS),
  about,
  text: z.string(),
  named: z.strictObject({ name: z.string(), contact: z.string() }).nullable(),
  channel: z.enum(OPINION_CHANNELS),
  invited: z.boolean(),
  day: z.string(),
});
const ratings = z.record(z.string(), z.enum(RATINGS));
const opinionItem = z.object({
  sk: f.hash,
  content,
  /** Names in the bucket of photos. */
  photos: z.array(z.string()),
  /** The number of the collated entry that stands for it. */
  collated: f.count.optional(),
  /** Why it was not taken up. */
  discarded: z.string().optional(),
  ratings,
  takenOver: ratings.optional(),
});
/** What another receipt than an opinion's first one opens. */
const receiptItem = z.object({ opinion: f.hash });
const waitingItem = z.object({ sk: z.string(), session: f.sessionId, opinion: f.hash, to: z.string().optional() });

/** Where an opinion stands with staff. */
export type OpinionState =
  | { readonly kind: 'new' }
  | { readonly kind: 'collated'; readonly number: number }
  | { readonly kind: 'discarded'; readonly reason: string };

/** By `<rectification item>#<number of the reply>`. */
type Ratings = Readonly<Record<string, Rating>>;

export interface StoredOpinion {
  /** Its id: the hash of its first receipt. */
  readonly opinion: string;
  readonly content: OpinionContent;
  readonly photos: readonly string[];
  readonly state: OpinionState;
  readonly ratings: Ratings;
  /** `null` while the first receipt opens it; then what that one had rated, which counts under an id of its own. */
  readonly takenOver: Ratings | null;
}

/** An opinion and whether the receipt in hand opens it: `false` once another one has replaced it. */
export interface HeldReceipt {
  readonly opinion: StoredOpinion;
  readonly opens: boolean;
}

export interface NewReceipt {
  readonly session: string;
  /** The opinion's id. */
  readonly opinion: string;
  readonly receiptHash: string;
}

/** `same`: this very receipt has replaced the first. `already`: another one has. `not-new`: it is a receipt already. */
export type TakingOver = 'taken-over' | 'same' | 'already' | 'not-new';

export interface NewOpinion {
  readonly session: string;
  readonly receiptHash: string;
  readonly content: OpinionContent;
  readonly photos: readonly string[];
  /** Hash of the token that proves an invitation; `null` without one. */
  readonly spent: string | null;
}

/**
 * `kept`: it is there now. `same`: this very opinion was there. `other`: another one has this receipt. `photo-taken`: a photo of it
 * is named by another opinion already.
 */
export type Leaving = 'kept' | 'same' | 'other' | 'token-spent' | 'photo-taken';

/** A photo whose opinion arrived since the last night. */
export interface WaitingPhoto {
  readonly photo: string;
  readonly session: string;
  readonly opinion: string;
  /** Its new name, once the night has chosen one. */
  readonly to: string | null;
}

/** An opinion that moves from one collated entry, or none, to another, or none. */
export interface Move {
  readonly session: string;
  readonly opinion: string;
  readonly from: number | null;
  readonly to: number | null;
}

export type TransactionPart = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export const OPINIONS_PER_PAGE = 50;

const WAITING = 'photos#waiting';
/** Each attempt that fails means that somebody else's change of the opinion went in. */
const MAX_ATTEMPTS = 25;
const keyOf = (session: string, receiptHash: string) => ({ pk: `${session}#opinions`, sk: receiptHash });
const receiptKey = (session: string, receiptHash: string) => ({ pk: `${session}#receipts`, sk: receiptHash });
const spentKey = (session: string, tokenHash: string) => ({ pk: `${session}#spent`, sk: tokenHash });
const entryKey = (session: string, number: number) => ({
  pk: `${session}#collated`,
  sk: String(number).padStart(4, '0'),
});

const itemIsNew = 'attribute_not_exists(pk)';
const opinionIsThere = 'attribute_exists(pk)';
const isInNoEntry = `${opinionIsThere} AND attribute_not_exists(collated)`;
const isInThatEntry = 'collated = :from';
const replyIsNotRated = `${opinionIsThere} AND attribute_not_exists(ratings.#reply)`;
const receiptIsTheFirst = `${opinionIsThere} AND attribute_not_exists(takenOver)`;
const receiptWasReplaced = 'attribute_exists(takenOver)';
const waitsAsRead = 'attribute_exists(pk)';
const hasNoNameYet = 'attribute_exists(pk) AND attribute_not_exists(#to)';
const photoIsTheOneRead = 'photos[INDEX] = :from';

/** Told apart from a retry by this, so that leaving needs to read nothing. */
const digestOf = (content: OpinionContent): string => createHash('sha256').update(whatIsSaid(content)).digest('hex');

const stateOf = ({ collated, discarded }: z.output<typeof opinionItem>): OpinionState => {
  if (collated !== undefined) return { kind: 'collated', number: collated };
  return discarded === undefined ? { kind: 'new' } : { kind: 'discarded', reason: discarded };
};

const parseOpinion = (item: unknown): StoredOpinion => {
  const parsed = opinionItem.parse(item);
  const { sk, photos, ratings, takenOver = null } = parsed;
  return { opinion: sk, content: parsed.content, photos, ratings, takenOver, state: stateOf(parsed) };
};

const failedCondition = (error: unknown, part: number): error is TransactionCanceledException =>
  error instanceof TransactionCanceledException && error.CancellationReasons?.[part]?.Code === 'ConditionalCheckFailed';

/** The table `Opinions`: what people said without their names, at day granularity; no item of it meets a person. */
export class Opinions {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #entries: VersionedItems<readonly string[]>;
  readonly waitingRatings: WaitingRatings;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
    this.#entries = new VersionedItems(client, table, z.array(f.hash));
    this.waitingRatings = new WaitingRatings(client, table);
  }

  /**
   * Keeps an opinion under the hash of its receipt, once; its proof of an invitation is spent and its photos wait for the night in
   * the same transaction.
   */
  async leave({ session, receiptHash, content, photos, spent }: NewOpinion): Promise<Leaving> {
    const put = (Item: Record<string, unknown>): TransactionPart => ({
      Put: {
        TableName: this.#table,
        Item,
        ConditionExpression: itemIsNew,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    });
    const said = digestOf(content);
    const opinion = put({ ...keyOf(session, receiptHash), content, said, photos, ratings: {} });
    const token = spent === null ? [] : [put(spentKey(session, spent))];
    const waiting = photos.map((photo) => put({ pk: WAITING, sk: photo, session, opinion: receiptHash }));
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: [opinion, ...token, ...waiting] }));
      return 'kept';
    } catch (error) {
      // The document client leaves a cancellation's items in DynamoDB's own form.
      if (failedCondition(error, 0))
        return error.CancellationReasons?.[0]?.Item?.['said']?.S === said ? 'same' : 'other';
      if (spent !== null && failedCondition(error, 1)) return 'token-spent';
      const first = 1 + token.length;
      if (waiting.some((_, photo) => failedCondition(error, first + photo))) return 'photo-taken';
      // Also where the same opinion is being kept at this moment: whoever asks again is told.
      throw error;
    }
  }

  /** An opinion by its id; `undefined` when there is none. 1 RCU per 4 KB. */
  async read(session: string, opinion: string): Promise<StoredOpinion | undefined> {
    const item = await this.#get(keyOf(session, opinion));
    return item === undefined ? undefined : parseOpinion(item);
  }

  /**
   * The opinion of a receipt, also of one that was replaced; `undefined` when there is none. Two reads, one after the other,
   * whatever is there: 1 RCU, then 1 RCU per 4 KB.
   */
  async findHeld(session: string, receiptHash: string): Promise<HeldReceipt | undefined> {
    const item = await this.#get(receiptKey(session, receiptHash));
    const replacing = item === undefined ? undefined : receiptItem.parse(item);
    const opinion = await this.read(session, replacing?.opinion ?? receiptHash);
    if (opinion === undefined) return undefined;
    return { opinion, opens: replacing !== undefined || opinion.takenOver === null };
  }

  /** The opinion that a receipt opens; `undefined` when there is none. Costs what `findHeld` costs. */
  async findByReceipt(session: string, receiptHash: string): Promise<StoredOpinion | undefined> {
    const held = await this.findHeld(session, receiptHash);
    return held?.opens === true ? held.opinion : undefined;
  }

  /**
   * Another receipt opens an opinion from now on, and its first one nothing any more; once. The new hash must be nobody's: staff
   * know the hashes of opinions, and could otherwise lay their own under somebody's receipt. One transaction.
   */
  async takeOver({ session, opinion, receiptHash }: NewReceipt): Promise<TakingOver> {
    if (receiptHash === opinion) return 'not-new';
    const TableName = this.#table;
    const seen = { TableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
    const parts: TransactionPart[] = [
      { Put: { ...seen, Item: { ...receiptKey(session, receiptHash), opinion }, ConditionExpression: itemIsNew } },
      { ConditionCheck: { TableName, Key: keyOf(session, receiptHash), ConditionExpression: itemIsNew } },
      {
        Update: {
          ...seen,
          Key: keyOf(session, opinion),
          UpdateExpression: 'SET takenOver = ratings',
          ConditionExpression: receiptIsTheFirst,
        },
      },
    ];
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: parts }));
      return 'taken-over';
    } catch (error) {
      if (failedCondition(error, 0))
        return error.CancellationReasons?.[0]?.Item?.['opinion']?.S === opinion ? 'same' : 'not-new';
      if (failedCondition(error, 1)) return 'not-new';
      if (failedCondition(error, 2)) return 'already';
      // Also where another takes it over at this moment: whoever asks again is told.
      throw error;
    }
  }

  /** The opinions of these ids, consistently, in no order; those that are not there are left out. */
  async readMany(session: string, opinions: readonly string[]): Promise<readonly StoredOpinion[]> {
    const keys = opinions.map((opinion) => keyOf(session, opinion));
    return (await readEach(this.#client, { table: this.#table, keys, ConsistentRead: true })).map(parseOpinion);
  }

  /** One page of a session's opinions in the order of their ids, which is none. One Query. */
  async list(
    session: string,
    { limit, after }: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<{ readonly opinions: readonly StoredOpinion[]; readonly next: string | null }> {
    const { pk } = keyOf(session, '');
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
      }),
    );
    const next = LastEvaluatedKey === undefined ? null : f.hash.parse(LastEvaluatedKey['sk']);
    return { opinions: Items.map(parseOpinion), next };
  }

  /**
   * Keeps an author's word on one reply, the first time, and lets it wait for the night in the same transaction; gives the word that
   * stands. Nothing is kept under a receipt that was replaced since the opinion was read. Throws where there is no such opinion.
   */
  async rateOnce(
    { opinion: id, takenOver }: Pick<StoredOpinion, 'opinion' | 'takenOver'>,
    waiting: WaitingRating,
  ): Promise<Rating | 'receipt-replaced'> {
    const { session, item, reply, rating } = waiting;
    const key = `${item}#${reply}`;
    const Update = {
      TableName: this.#table,
      Key: keyOf(session, id),
      UpdateExpression: 'SET ratings.#reply = :rating',
      ConditionExpression: `${replyIsNotRated} AND ${takenOver === null ? receiptIsTheFirst : receiptWasReplaced}`,
      ExpressionAttributeNames: { '#reply': key },
      ExpressionAttributeValues: { ':rating': rating },
    };
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      if (await this.#write([{ Update }, { Put: this.waitingRatings.putting(waiting) }])) return rating;
      const opinion = await this.read(session, id);
      if (opinion === undefined) throw new Error('a rating of an opinion that is not there');
      if ((opinion.takenOver === null) !== (takenOver === null)) return 'receipt-replaced';
      const before = opinion.ratings[key];
      if (before !== undefined) return before;
    }
    throw new Error('an opinion changed too often under one rating');
  }

  /**
   * Forgets who gave their name with an opinion, and the digest of what was said with it, from which a name could be guessed. What
   * it says and how it came stays.
   */
  async forgetName(session: string, opinion: string): Promise<void> {
    await this.#update({
      Key: keyOf(session, opinion),
      UpdateExpression: 'SET content.named = :nobody REMOVE said',
      ConditionExpression: opinionIsThere,
      ExpressionAttributeValues: { ':nobody': null },
    });
  }

  /** Says why an opinion is not taken up; `false` when it stands in an entry, or is not there. */
  async discard({ session, opinion, reason }: { session: string; opinion: string; reason: string }): Promise<boolean> {
    return this.#update({
      Key: keyOf(session, opinion),
      UpdateExpression: 'SET discarded = :reason',
      ConditionExpression: isInNoEntry,
      ExpressionAttributeValues: { ':reason': reason },
    });
  }

  /** The opinions that a collated entry stands for, with the version of that list. */
  async ofEntry(
    session: string,
    number: number,
  ): Promise<{ readonly opinions: readonly string[]; readonly version: number }> {
    const read = await this.#entries.read(entryKey(session, number));
    return { opinions: read?.value ?? [], version: read?.version ?? 0 };
  }

  /** That an entry stands for these opinions from now on, as a part of a transaction. */
  entryPart(entry: { session: string; number: number; opinions: readonly string[]; version: number }): TransactionPart {
    const { session, number, opinions, version } = entry;
    return { Put: this.#entries.putting(entryKey(session, number), version, opinions) };
  }

  /** That an opinion moves, if it is still where it was, as a part of a transaction. What was discarded is so no more. */
  movePart({ session, opinion, from, to }: Move): TransactionPart {
    const values = { ...(from === null ? {} : { ':from': from }), ...(to === null ? {} : { ':to': to }) };
    return {
      Update: {
        TableName: this.#table,
        Key: keyOf(session, opinion),
        UpdateExpression: to === null ? 'REMOVE collated, discarded' : 'SET collated = :to REMOVE discarded',
        ConditionExpression: from === null ? isInNoEntry : isInThatEntry,
        ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
      },
    };
  }

  /** The photos that came since the last night, all of them, in the order of their random names. */
  async waitingPhotos(): Promise<readonly WaitingPhoto[]> {
    const items = await queryPartition(this.#client, this.#table, WAITING);
    return items.map((item) => {
      const { sk: photo, session, opinion, to = null } = waitingItem.parse(item);
      return { photo, session, opinion, to };
    });
  }

  /** Chooses the new name of a waiting photo, once: a run that is interrupted goes on with the same. `false` when one is chosen. */
  async namePhoto({ photo }: WaitingPhoto, to: string): Promise<boolean> {
    return this.#update({
      Key: { pk: WAITING, sk: photo },
      UpdateExpression: 'SET #to = :to',
      ConditionExpression: hasNoNameYet,
      ExpressionAttributeNames: { '#to': 'to' },
      ExpressionAttributeValues: { ':to': to },
    });
  }

  /** The opinion names the photo by its new name, and the photo waits no more: one transaction. `to` null drops the photo. */
  async settlePhoto({ photo, session, opinion }: WaitingPhoto, to: string | null): Promise<void> {
    const stored = await this.read(session, opinion);
    const place = stored?.photos.indexOf(photo) ?? -1;
    const named: TransactionPart[] =
      place < 0
        ? []
        : [
            {
              Update: {
                TableName: this.#table,
                Key: keyOf(session, opinion),
                UpdateExpression: to === null ? `REMOVE photos[${place}]` : `SET photos[${place}] = :to`,
                ConditionExpression: photoIsTheOneRead.replace('INDEX', String(place)),
                ExpressionAttributeValues: { ':from': photo, ...(to === null ? {} : { ':to': to }) },
              },
            },
          ];
    const Delete = { TableName: this.#table, Key: { pk: WAITING, sk: photo }, ConditionExpression: waitsAsRead };
    await this.#client.send(new TransactWriteCommand({ TransactItems: [...named, { Delete }] }));
  }

  async #get(Key: { readonly pk: string; readonly sk: string }): Promise<Record<string, unknown> | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { ...Key }, ConsistentRead: true }),
    );
    return Item;
  }

  async #write(parts: TransactionPart[]): Promise<boolean> {
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: parts }));
      return true;
    } catch (error) {
      if (lostARace(error)) return false;
      throw error;
    }
  }

  async #update(input: Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName'>): Promise<boolean> {
    try {
      await this.#client.send(new UpdateCommand({ TableName: this.#table, ...input }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
