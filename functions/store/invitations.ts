/**
 * Letters, replies, attendance, the delegates’ teller, the report on the preparation; part of the table `Registry` (see registry.ts).
 * Letters hold no name: a delegate's is in the round's lists, and `person` tells whether the number is still the same one's.
 *
 * | access                                   | key                                                    | units               |
 * | ---------------------------------------- | ------------------------------------------------------ | ------------------- |
 * | letters to 50 numbers, whoever has them  | pk = `SESSION#<session>`, sk = `LETTERS#<page>`        | 1 RCU per 4 KB (≤ 3) |
 * | mark letters, record a reply             | put if the page's version is the one read              | 1 WCU per KB (≤ 9)  |
 * | letters of a session, to forget people   | Query sk `LETTERS#`                                    | ½ RCU per 4 KB      |
 * | attendance                               | sk = `ATTENDANCE`                                      | 1 RCU, 1 WCU        |
 * | namings of the delegates' teller         | sk = `DELEGATES-TELLER`                                | 1 RCU, 1 WCU per KB |
 * | report on the preparation                | sk = `PREPARATION`                                     | ≤ 8 RCU, 1 WCU per KB |
 * | a report that was replaced               | sk = `PREPARATION#<version>`                           | 1 WCU per KB, once  |
 */

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { CHANNELS, type Letter, REPLIES } from '../../shared/process/invitations.ts';
import { ACKNOWLEDGING, type Preparation } from '../../shared/process/preparation.ts';
import {
  type ItemDecision,
  type ItemKey,
  type ItemOutcome,
  type Versioned,
  VersionedItems,
} from './versioned-items.ts';

const letter = z.strictObject({
  number: f.count,
  person: z.string(),
  sent: z.strictObject({ channel: z.enum(CHANNELS), by: z.string(), onDay: f.day }).nullable(),
  reply: z.enum(REPLIES).nullable(),
});
const letters: { parse(value: unknown): readonly Letter[] } = z.array(letter);

const attendance = z.strictObject({ delegates: f.count, observers: f.count });
export type Attendance = z.output<typeof attendance>;

const tellerChoice = z.strictObject({
  by: z.enum(['reply', 'lot']),
  teller: f.count,
  standIn: f.count,
  /** The list they were chosen from (`numbersOf`). */
  list: z.string().optional(),
  onDay: f.day,
  namedBy: z.string(),
  reason: z.string(),
  lot: z
    .strictObject({ seed: f.hash, listHash: f.hash, tellers: z.array(f.count), standIns: z.array(f.count) })
    .nullable(),
});
/** A naming of the delegates' teller, delegates by number. */
export type TellerChoice = z.output<typeof tellerChoice>;
const tellerChoices: { parse(value: unknown): readonly TellerChoice[] } = z.array(tellerChoice);

const text = z.string();
const preparation: { parse(value: unknown): Preparation } = z.strictObject({
  version: f.count,
  texts: z.strictObject({ opinions: text, delegates: text, reports: text, venue: text, risks: text }),
  submittedBy: z.strictObject({ subject: text, name: text }),
  onDay: f.day,
  acknowledged: z.array(z.strictObject({ role: z.enum(ACKNOWLEDGING), subject: text, name: text, onDay: f.day })),
});

const padded = (number: number): string => String(number).padStart(4, '0');
const keyOf = (session: string, sk: string) => ({ pk: `SESSION#${session}`, sk });
const LETTERS = 'LETTERS#';
const PAGES_AT_ONCE = 20;
const lettersKey = (session: string, page: number) => keyOf(session, `${LETTERS}${padded(page)}`);

type Decide<Value, Answer, Refused> = (
  current: Versioned<Value> | undefined,
) => ItemDecision<Value, Answer, Refused> | Promise<ItemDecision<Value, Answer, Refused>>;

export class Invitations {
  readonly #letters: VersionedItems<readonly Letter[]>;
  readonly #attendance: VersionedItems<Attendance>;
  readonly #tellers: VersionedItems<readonly TellerChoice[]>;
  readonly #preparations: VersionedItems<Preparation>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#letters = new VersionedItems(client, table, letters);
    this.#attendance = new VersionedItems(client, table, attendance);
    this.#tellers = new VersionedItems(client, table, tellerChoices);
    this.#preparations = new VersionedItems(client, table, preparation);
  }

  /** The letters to one page of numbers (1 to 50, 51 to 100 …), as far as anything was noted of them. */
  async readLetters(session: string, page: number): Promise<readonly Letter[]> {
    return (await this.#letters.read(lettersKey(session, page)))?.value ?? [];
  }

  changeLetters<Answer, Refused>(
    { session, page }: { readonly session: string; readonly page: number },
    decide: Decide<readonly Letter[], Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#letters.change(lettersKey(session, page), decide);
  }

  async readAttendance(session: string): Promise<Attendance | null> {
    return (await this.#attendance.read(keyOf(session, 'ATTENDANCE')))?.value ?? null;
  }

  async keepAttendance(session: string, signed: Attendance): Promise<void> {
    await this.#attendance.change(keyOf(session, 'ATTENDANCE'), () => ({ kind: 'write', value: signed, answer: null }));
  }

  /** Every naming, the latest last. */
  async readTellerChoices(session: string): Promise<readonly TellerChoice[]> {
    return (await this.#tellers.read(keyOf(session, 'DELEGATES-TELLER')))?.value ?? [];
  }

  changeTellerChoices<Answer, Refused>(
    session: string,
    decide: Decide<readonly TellerChoice[], Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#tellers.change(keyOf(session, 'DELEGATES-TELLER'), decide);
  }

  readPreparation(session: string): Promise<Versioned<Preparation> | undefined> {
    return this.#preparations.read(keyOf(session, 'PREPARATION'));
  }

  changePreparation<Answer, Refused>(
    session: string,
    decide: Decide<Preparation, Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#preparations.change(keyOf(session, 'PREPARATION'), decide);
  }

  /**
   * Forgets whose letters these were, on every page there is, however long the list is by now; what was sent and replied stays as
   * figures. Forgetting again changes nothing. ½ RCU per 4 KB, 1 WCU per KB once.
   */
  async forgetPeople(session: string): Promise<void> {
    const { pk } = keyOf(session, LETTERS);
    let after: string | undefined;
    do {
      const { items, next } = await this.#letters.list(pk, { prefix: LETTERS, limit: PAGES_AT_ONCE, after });
      for (const { sk, value } of items)
        if (value.some(({ person }) => person !== '')) await this.#forgetPage({ pk, sk });
      after = next ?? undefined;
    } while (after !== undefined);
  }

  async #forgetPage(key: ItemKey): Promise<void> {
    await this.#letters.change(key, (current) => ({
      kind: 'write',
      value: (current?.value ?? []).map((each) => ({ ...each, person: '' })),
      answer: null,
    }));
  }

  /** Keeps a report that another is about to replace, with the acknowledgements it had. */
  async keepReplaced(session: string, report: Preparation): Promise<void> {
    await this.#preparations.change(keyOf(session, `PREPARATION#${padded(report.version)}`), (current) =>
      current === undefined ? { kind: 'write', value: report, answer: null } : { kind: 'keep', answer: null },
    );
  }
}
