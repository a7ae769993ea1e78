/**
 * When and where a meeting is held, as the invitation says; part of the table `Meetings` (see meetings.ts).
 *
 * | access             | key                         | cost                         |
 * | ------------------ | --------------------------- | ---------------------------- |
 * | read               | pk = session, sk = `VENUE`  | 1 RCU                        |
 * | save               | put if its version is the one read | 1 WCU per KB (≤ 4)    |
 */

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { publicVenue } from '../../shared/contract/reports-reading.ts';
import { type ItemDecision, type ItemOutcome, type Versioned, VersionedItems } from './versioned-items.ts';

const venue = z.strictObject({
  ...publicVenue.shape,
  /** The unit's, for questions about the meeting. */
  phone: z.string(),
  /** What else the letter says; empty when nothing. */
  note: z.string(),
});
export type Venue = z.output<typeof venue>;
export type PublicVenue = z.output<typeof publicVenue>;

const keyOf = (session: string) => ({ pk: session, sk: 'VENUE' });

export class Venues {
  readonly #items: VersionedItems<Venue>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#items = new VersionedItems(client, table, venue);
  }

  read(session: string): Promise<Versioned<Venue> | undefined> {
    return this.#items.read(keyOf(session));
  }

  /** What delegates read of it on their phones; `null` before it was saved. */
  async readPublic(session: string): Promise<PublicVenue | null> {
    const found = await this.read(session);
    if (found === undefined) return null;
    const { onDay, startsAt, place, directions } = found.value;
    return { onDay, startsAt, place, directions };
  }

  change<Answer, Refused>(
    session: string,
    decide: (current: Versioned<Venue> | undefined) => ItemDecision<Venue, Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#items.change(keyOf(session), decide);
  }
}
