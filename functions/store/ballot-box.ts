/**
 * The table `BallotBox`: sealed ballots, opened shares and entries of paper ballots, and nothing about people. No item has a
 * time, an order of arrival or anything of a request.
 *
 * | access                     | key                                             | cost                                     |
 * | -------------------------- | ----------------------------------------------- | ---------------------------------------- |
 * | cast a ballot              | pk = `<session>#<first hex digit of id>`, sk = id | 1 WCU up to 183 scores (≤ 1 KB), else 2 |
 * | count the ballots          | 16 queries, `Select=COUNT`, eventual            | ½ RCU per 4 KB of ballots, at least 8    |
 * | read all ballots           | 16 queries, consistent, paged                   | 1 RCU per 4 KB of ballots, at least 16   |
 * | hand in a page of shares   | pk = `<session>#shares`, sk = `<root>#<slot>#<page>` | ≤ 240 WCU (5 000 shares)            |
 * | read a page of shares      | the same                                        | ≤ 60 RCU                                 |
 * | enter paper ballots        | pk = `<session>#paper`, sk = `<entry>#<part>`   | ≤ 300 WCU a part, at most 4 parts        |
 * | read an entry              | the same                                        | ≤ 75 RCU a part                          |
 * | sign an entry              | pk = `<session>#paper`, sk = `<entry>#<slot>`   | 1 WCU; 1 RCU                             |
 *
 * The largest items, of the 400 KB that DynamoDB allows: 5 000 shares of 47 characters are 235 KB; a part of a paper entry 300 KB,
 * and the 1 MB that a request may bring makes 4 parts; a ballot of 370 scores, the most, 1 050 bytes and its keys.
 *
 * Shares and entries are kept with the signature of the request that brought them, the first one where it was repeated: other
 * tellers believe no page without it. Two tellers who typed the same have one entry and two signatures.
 *
 * A session's ballots lie in 16 partitions, so that a hall casting at once is spread; an id is a hash, so the spread is even.
 * A ballot that the condition refuses costs its write unit as well.
 */

import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { type Bytes, equalBytes } from '../../shared/protocol/bytes.ts';
import type { ShareTexts } from '../../shared/protocol/opening.ts';
import type { PaperRow } from '../../shared/protocol/paper.ts';
import type { Slot } from '../../shared/protocol/slots.ts';
import { queryPages } from './query-pages.ts';

/** `kept`: it is in the box now. `same`: these very bytes were there. `other`: another ballot of this token was there. */
export type Casting = 'kept' | 'same' | 'other';

/** A page of a share set in the store. */
export interface SharePage {
  readonly session: string;
  readonly boardRoot: string;
  readonly slot: Slot;
  readonly page: number;
}

/** A page as it was handed in. `signature`: b64u, of the request that brought it. */
export interface HandedIn {
  readonly shares: ShareTexts;
  readonly signature: string;
}

/**
 * A teller's word on a pile, by the hash of its payload. What was typed and what was settled are signed differently, and one teller may
 * sign both over the same rows: an entry that died before the meeting knew of it, then the settlement.
 */
export interface PaperWord {
  readonly entry: string;
  readonly slot: Slot;
  readonly as: 'entry' | 'settlement';
}

const PARTITIONS = [...'0123456789abcdef'];
const idIsUnused = 'attribute_not_exists(pk)';
/** An entry's JSON is cut here: it is ASCII, so a part is well under the 400 KB of an item. */
const PAPER_PART_CHARACTERS = 300_000;

const ballotPartition = (session: string, digit: string): string => `${session}#${digit}`;
const shareKey = ({ session, boardRoot, slot, page }: SharePage) => ({
  pk: `${session}#shares`,
  sk: `${boardRoot}#${slot}#${String(page).padStart(4, '0')}`,
});
const paperKey = (session: string, entry: string, part: number | Slot | `${Slot}#settled`) => ({
  pk: `${session}#paper`,
  sk: `${entry}#${part}`,
});
const signatureKey = (session: string, { entry, slot, as }: PaperWord) =>
  paperKey(session, entry, as === 'entry' ? slot : `${slot}#settled`);

const ballotItem = z.object({ ballot: z.instanceof(Uint8Array) });
const shareItem = z.object({ shares: z.string(), signature: f.ecdsaSignature });
const shareTexts = z.array(f.openedShare);
const paperItem = z.object({ json: z.string(), parts: z.int().min(1) });
const paperSignature = z.object({ signature: f.ecdsaSignature });
const paperBallots = z.array(z.union([z.array(f.scoreCode), z.null()]));

export class BallotBox {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * Puts a sealed ballot under the id of its token (hex) unless one is there. One conditional PutItem: 1 WCU for items up to
   * 1 KB, that is 183 scores.
   */
  async cast(session: string, id: string, ballot: Uint8Array): Promise<Casting> {
    const Item = { pk: ballotPartition(session, id.slice(0, 1)), sk: id, ballot };
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item,
          ConditionExpression: idIsUnused,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return 'kept';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // The document client leaves an exception's item in DynamoDB's own form.
      const stored = error.Item?.['ballot']?.B;
      if (stored === undefined) throw new Error('the ballot that was there was not returned');
      return equalBytes(stored, ballot) ? 'same' : 'other';
    }
  }

  /** How many ballots a session has, eventually consistent. ½ RCU per 4 KB of ballots: 44 RCU for 500, 880 for 10 000. */
  async countBallots(session: string): Promise<number> {
    const counts = await Promise.all(
      PARTITIONS.map(async (digit) => {
        let count = 0;
        for await (const page of this.#pages(session, digit, { Select: 'COUNT' })) count += page.Count ?? 0;
        return count;
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Every ballot of a session, by strongly consistent reads of all partitions, in no order that says anything. */
  async readBallots(session: string): Promise<readonly Bytes[]> {
    const partitions = await Promise.all(
      PARTITIONS.map(async (digit) => {
        const ballots: Bytes[] = [];
        for await (const { Items = [] } of this.#pages(session, digit, { ConsistentRead: true }))
          ballots.push(...Items.map((item) => new Uint8Array(ballotItem.parse(item).ballot)));
        return ballots;
      }),
    );
    return partitions.flat();
  }

  /**
   * The ballots of a fixed board, in its order. A ballot that landed after the close is not on the board and is left out.
   * Throws when one of the board is not in the box. Costs a reading of all ballots.
   */
  async readBoardBallots(session: string, board: readonly string[]): Promise<readonly Bytes[]> {
    const byReceipt = new Map((await this.readBallots(session)).map((ballot) => [receiptHex(ballot), ballot]));
    return board.map((receipt) => {
      const ballot = byReceipt.get(receipt);
      if (ballot === undefined) throw new Error('a ballot of the board is not in the box');
      return ballot;
    });
  }

  /**
   * Keeps one page of a teller's opened shares; `false` when other shares were kept as this page before. The same shares under
   * another signature are the same page, which keeps its first one.
   */
  async putSharePage(page: SharePage, { shares, signature }: HandedIn): Promise<boolean> {
    const text = JSON.stringify(shares);
    const { kept, stored } = await this.#putIfNew({ ...shareKey(page), shares: text, signature });
    return kept || shareItem.parse(stored).shares === text;
  }

  async getSharePage(page: SharePage): Promise<HandedIn> {
    const item = await this.#get(shareKey(page));
    if (item === undefined) throw new Error('a page of shares that was recorded is missing');
    const { shares, signature } = shareItem.parse(item);
    return { shares: shareTexts.parse(JSON.parse(shares)), signature };
  }

  /**
   * Keeps a pile of paper ballots under the hash of the payload that brought it, and the signature of who brought it. The same again
   * changes nothing, and the first signature of a word stays.
   */
  async putPaper(
    session: string,
    word: PaperWord,
    { ballots, signature }: { readonly ballots: readonly PaperRow[]; readonly signature: string },
  ): Promise<void> {
    const text = JSON.stringify(ballots);
    const parts = Math.ceil(text.length / PAPER_PART_CHARACTERS);
    for (let part = 0; part < parts; part += 1) {
      const json = text.slice(part * PAPER_PART_CHARACTERS, (part + 1) * PAPER_PART_CHARACTERS);
      await this.#putIfNew({ ...paperKey(session, word.entry, part), json, parts });
    }
    await this.#putIfNew({ ...signatureKey(session, word), signature });
  }

  /** The signature of a word that its teller handed in. */
  async getPaperSignature(session: string, word: PaperWord): Promise<string> {
    return paperSignature.parse(await this.#get(signatureKey(session, word))).signature;
  }

  async getPaper(session: string, entry: string): Promise<readonly PaperRow[]> {
    let text = '';
    for (let part = 0, parts = 1; part < parts; part += 1) {
      const item = paperItem.parse(await this.#get(paperKey(session, entry, part)));
      text += item.json;
      parts = item.parts;
    }
    return paperBallots.parse(JSON.parse(text));
  }

  #pages(session: string, digit: string, options: Pick<QueryCommandInput, 'Select' | 'ConsistentRead'>) {
    return queryPages(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': ballotPartition(session, digit) },
      ...options,
    });
  }

  async #get(Key: { readonly pk: string; readonly sk: string }): Promise<Record<string, unknown> | undefined> {
    const found = await this.#client.send(new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }));
    return found.Item;
  }

  async #putIfNew(
    Item: { readonly pk: string; readonly sk: string } & Record<string, unknown>,
  ): Promise<{ readonly kept: boolean; readonly stored?: Record<string, unknown> | undefined }> {
    try {
      await this.#client.send(new PutCommand({ TableName: this.#table, Item, ConditionExpression: idIsUnused }));
      return { kept: true };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { kept: false, stored: await this.#get({ pk: Item.pk, sk: Item.sk }) };
    }
  }
}

/** A ballot's receipt. On thousands of ballots the synchronous hash is several times faster than WebCrypto's. */
export const receiptHex = (ballot: Uint8Array): string => createHash('sha256').update(ballot).digest('hex');
