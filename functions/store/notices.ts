/**
 * Notices of overdue items and their delivery; part of the table `Registry` (see registry.ts). Shown in the console and sent by
 * the notifier. A notice holds a number, a level and days: no text of anybody, no address.
 *
 * | access                          | key                                                        | cost               |
 * | ------------------------------- | ---------------------------------------------------------- | ------------------ |
 * | put a notice, once              | pk = `NOTICES#<session>`, sk = `NOTICE#<days down>#<item>#<level>` | 1 RCU, 1 WCU   |
 * | claim its sending, say it went  | the same                                                   | 1 RCU, 1 WCU each  |
 * | notices of a session, a page    | Query of the partition                                     | ½ RCU per 4 KB     |
 */

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { ESCALATION_LEVELS } from '../../shared/process/round-config.ts';
import { type ItemPage, VersionedItems } from './versioned-items.ts';

const notice = z.strictObject({
  item: f.count,
  level: z.enum(ESCALATION_LEVELS),
  dueOn: f.day,
  onDay: f.day,
  delivery: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('waiting') }),
    z.strictObject({ kind: z.literal('sending'), sinceMs: f.timeMs }),
    z.strictObject({ kind: z.literal('sent') }),
    /** Nobody has an address for this level: the console alone shows it. */
    z.strictObject({ kind: z.literal('shown') }),
  ]),
});
export type StoredNotice = z.output<typeof notice>;

/** Which notice: of one level about one deadline of one item, told on one day. */
export interface NoticeName {
  readonly session: string;
  readonly item: number;
  readonly level: StoredNotice['level'];
  readonly dueOn: string;
  readonly onDay: string;
}

/** The same for the same notice: the channel may drop the second. */
export const noticeId = ({ session, item, level, dueOn }: NoticeName): string => `${session}#${item}#${dueOn}#${level}`;

const NOTICE = 'NOTICE#';
const partition = (session: string): string => `NOTICES#${session}`;

/** Days count down, so that the newest comes first. */
const countdown = (day: string): string => String(99_999_999 - Number(day.replaceAll('-', '')));

const keyOf = ({ session, item, level, dueOn, onDay }: NoticeName) => ({
  pk: partition(session),
  sk: `${NOTICE}${countdown(onDay)}#${String(item).padStart(4, '0')}#${dueOn}#${level}`,
});

export const NOTICES_PER_PAGE = 50;

/** A run that claimed a sending and died is taken over after this long; a Lambda function ends sooner. */
export const CLAIM_MS = 900_000;

export class Notices {
  readonly #items: VersionedItems<StoredNotice>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#items = new VersionedItems(client, table, notice);
  }

  /**
   * Puts the notice unless it is there, and claims its sending: `true` for one caller of all who ask at once, and again only when
   * whoever claimed it has not said within `CLAIM_MS` that it went.
   */
  async claim(name: NoticeName, nowMs: number): Promise<boolean> {
    const { item, level, dueOn, onDay } = name;
    const claimed = { item, level, dueOn, onDay, delivery: { kind: 'sending', sinceMs: nowMs } } as const;
    const outcome = await this.#items.change<boolean, never>(keyOf(name), (current) => {
      const delivery = current?.value.delivery;
      const isFree =
        delivery === undefined ||
        delivery.kind === 'waiting' ||
        (delivery.kind === 'sending' && nowMs - delivery.sinceMs >= CLAIM_MS);
      return isFree ? { kind: 'write', value: claimed, answer: true } : { kind: 'keep', answer: false };
    });
    return outcome.kind === 'done' && outcome.answer;
  }

  /** Says what became of a claimed sending: it went, nobody has an address, or it failed and waits for the next run. */
  async settle(name: NoticeName, delivery: 'sent' | 'shown' | 'waiting'): Promise<void> {
    await this.#items.change<null, never>(keyOf(name), (current) =>
      current === undefined
        ? { kind: 'keep', answer: null }
        : { kind: 'write', value: { ...current.value, delivery: { kind: delivery } }, answer: null },
    );
  }

  /** A page of a session's notices, newest first. One Query. */
  list(session: string, after?: string): Promise<ItemPage<StoredNotice>> {
    return this.#items.list(partition(session), { prefix: NOTICE, limit: NOTICES_PER_PAGE, after });
  }
}
