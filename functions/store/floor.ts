/**
 * Agenda, questions with their answers, the statement; part of the table `Meetings` (see meetings.ts).
 *
 * | access                         | key                                       | cost                          |
 * | ------------------------------ | ----------------------------------------- | ----------------------------- |
 * | head: agenda, current, counts  | pk = session, sk = `FLOOR`                | 1 RCU per 4 KB; 1 WCU per KB  |
 * | what is on the floor now       | sk = `FLOOR-NOW`                          | ½ RCU; 1 WCU per KB (≤ 2)     |
 * | a question                     | sk = `QUESTION#<number>`                  | 1 RCU per 4 KB; 1 WCU per KB  |
 * | questions, a page of 50        | Query between two of them                 | ½ RCU per 4 KB                |
 * | all questions, to count them   | the same, page by page, four at the most  | 1 RCU per 4 KB                |
 * | a version of the statement     | sk = `STATEMENT#<hash>`                   | 1 WCU per KB; ½ RCU per 4 KB  |
 */

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { floorQuestion } from '../../shared/contract/floor-question.ts';
import * as f from '../../shared/contract/formats.ts';
import {
  type FloorHead,
  type FloorNow,
  type FloorQuestion,
  floorNow,
  NEW_FLOOR,
  type PublicFloor,
  STATEMENT_KINDS,
} from '../../shared/process/floor.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs } from '../../shared/protocol/jcs.ts';
import {
  type ItemDecision,
  type ItemOutcome,
  type ItemPage,
  type Versioned,
  VersionedItems,
} from './versioned-items.ts';

const head = z.strictObject({
  agenda: z.array(z.string()),
  current: f.count.nullable(),
  called: f.count.nullable(),
  putAs: z.array(z.string()),
  answered: f.count,
  statements: z.array(f.hash),
});
const now = z.strictObject({
  agendaItem: z.string().nullable(),
  question: z.string().nullable(),
  /** The version of the head that this was made from. */
  of: f.count,
});
const statementMedia = z.strictObject({
  key: z.string(),
  fileName: z.string(),
  kind: z.enum(STATEMENT_KINDS),
  bytes: f.byteCount,
});
const statement = z.strictObject({
  speaker: z.string(),
  text: z.string(),
  media: statementMedia.nullable(),
  onDay: z.string(),
});
export type Statement = z.output<typeof statement>;

const headKey = (session: string) => ({ pk: session, sk: 'FLOOR' });
const nowKey = (session: string) => ({ pk: session, sk: 'FLOOR-NOW' });
const QUESTION = 'QUESTION#';
const questionKey = (session: string, number: number) => ({
  pk: session,
  sk: `${QUESTION}${String(number).padStart(4, '0')}`,
});
const statementKey = (session: string, hash: string) => ({ pk: session, sk: `STATEMENT#${hash}` });

/** More than a meeting takes: all of them in one Query. */
export const QUESTIONS_PER_PAGE = 100;

export class Floor {
  readonly #heads: VersionedItems<FloorHead>;
  readonly #questions: VersionedItems<FloorQuestion>;
  readonly #now: VersionedItems<z.output<typeof now>>;
  readonly #statements: VersionedItems<Statement>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#heads = new VersionedItems(client, table, head);
    this.#questions = new VersionedItems(client, table, floorQuestion);
    this.#now = new VersionedItems(client, table, now);
    this.#statements = new VersionedItems(client, table, statement);
  }

  /** The head; version 0 and the usual agenda where nobody has touched it. */
  async readHead(session: string): Promise<Versioned<FloorHead>> {
    return (await this.#heads.read(headKey(session))) ?? { value: NEW_FLOOR, version: 0 };
  }

  /** One step of the head; what is on the floor now follows it. */
  async changeHead<Answer, Refused>(
    session: string,
    decide: (current: Versioned<FloorHead>) => ItemDecision<FloorHead, Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    const outcome = await this.#heads.change(headKey(session), (current) =>
      decide(current ?? { value: NEW_FLOOR, version: 0 }),
    );
    if (outcome.kind === 'done') await this.#show(session);
    return outcome;
  }

  readQuestion(session: string, number: number): Promise<Versioned<FloorQuestion> | undefined> {
    return this.#questions.read(questionKey(session, number));
  }

  changeQuestion<Answer, Refused>(
    session: string,
    number: number,
    decide: (current: Versioned<FloorQuestion> | undefined) => ItemDecision<FloorQuestion, Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#questions.change(questionKey(session, number), decide);
  }

  /** A page of questions in their order. */
  listQuestions(session: string, after?: string): Promise<ItemPage<FloorQuestion>> {
    return this.#questions.list(session, { prefix: QUESTION, limit: QUESTIONS_PER_PAGE, after });
  }

  /** All questions in their order, consistently: a meeting has at most 200. */
  everyQuestion(session: string): Promise<readonly FloorQuestion[]> {
    return this.#questions.every(session, { prefix: QUESTION, limit: QUESTIONS_PER_PAGE });
  }

  /** What the hall and the phones show now. */
  async now(session: string): Promise<FloorNow | null> {
    const found = await this.#now.glance(nowKey(session));
    if (found === undefined) return null;
    const { agendaItem, question: called } = found.value;
    return { agendaItem, question: called };
  }

  /** Keeps a version of the statement under its hash, which it gives; the head names it afterwards. */
  async keepStatement(session: string, kept: Statement): Promise<string> {
    const hash = await hashHex(jcs(kept));
    await this.#statements.change(statementKey(session, hash), (current) =>
      current === undefined ? { kind: 'write', value: kept, answer: null } : { kind: 'keep', answer: null },
    );
    return hash;
  }

  /** The newest version that the head names. */
  async readStatement(session: string, { statements }: Pick<FloorHead, 'statements'>): Promise<Statement | undefined> {
    const hash = statements.at(-1);
    return hash === undefined ? undefined : (await this.#statements.read(statementKey(session, hash)))?.value;
  }

  /** What delegates may read: agenda, the questions on record, the newest statement. 2 reads and a Query. */
  async readPublic(session: string): Promise<PublicFloor & Pick<Statement, 'media'>> {
    const { value } = await this.readHead(session);
    const { items } = await this.listQuestions(session);
    const spoken = await this.readStatement(session, value);
    const questions = items
      .map((item) => item.value)
      .filter(({ state, number }) => state !== 'queued' || number === value.called)
      .map(({ source: _source, collated: _collated, ...shown }) => shown);
    const { agenda, current } = value;
    return { agenda, current, questions, statement: spoken?.text ?? null, media: spoken?.media ?? null };
  }

  /** Of two changes at once the newer head's is shown, whichever comes second. */
  async #show(session: string): Promise<void> {
    const { value, version } = await this.readHead(session);
    const called = value.called === null ? undefined : await this.readQuestion(session, value.called);
    const shown = { ...floorNow(value, called?.value), of: version };
    await this.#now.change(nowKey(session), (current) =>
      current !== undefined && current.value.of >= version
        ? { kind: 'keep', answer: null }
        : { kind: 'write', value: shown, answer: null },
    );
  }
}
