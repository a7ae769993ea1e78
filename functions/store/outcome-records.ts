import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { USES } from '../../shared/process/outcomes.ts';
import { ROUND_UP_FIGURES } from '../../shared/process/round-up.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs } from '../../shared/protocol/jcs.ts';
import { type ItemDecision, type ItemOutcome, type Versioned, VersionedItems } from './versioned-items.ts';

const recordedUse = z.strictObject({
  subject: z.string(),
  /** As the manifest names it. */
  name: z.string(),
  use: z.enum(USES),
  note: z.string(),
  decidedBy: z.string(),
  recordedBy: z.strictObject({ subject: z.string(), name: z.string() }),
  onDay: f.day,
});
export type RecordedUse = z.output<typeof recordedUse>;

const quotation = z.strictObject({
  source: z.string(),
  figures: z.array(z.strictObject({ figure: z.enum(ROUND_UP_FIGURES), text: z.string(), note: z.string() })),
});
export type Quotation = z.output<typeof quotation>;

export const USES_PER_PAGE = 100;
const USE = 'USE#';
const usesOf = (session: string): string => `OUTCOMES#${session}`;
const quotedKey = (round: string) => ({ pk: `QUOTED#${round}`, sk: 'FIGURES' });

/** A use is named by what it says and who says it, so that a repeated request finds itself; another day makes no other use. */
async function useKey(session: string, { onDay: _onDay, name: _name, ...said }: RecordedUse) {
  return { pk: usesOf(session), sk: `${USE}${await hashHex(jcs(said))}` };
}

/**
 * Where results were used, and the figures that a source published; part of the table `Registry` (see registry.ts).
 *
 * | access                     | key                                                  | units                |
 * | -------------------------- | ---------------------------------------------------- | -------------------- |
 * | record a use               | pk = `OUTCOMES#<session>`, sk = `USE#<hash>`         | 1 RCU, 1–3 WCU once  |
 * | uses, a page of 100        | Query of the above                                   | ½ RCU per 4 KB       |
 * | quoted figures of a round  | pk = `QUOTED#<round>`, sk = `FIGURES`                | 1 RCU; 1–2 WCU       |
 */
export class OutcomeRecords {
  readonly #uses: VersionedItems<RecordedUse>;
  readonly #quoted: VersionedItems<Quotation>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#uses = new VersionedItems(client, table, recordedUse);
    this.#quoted = new VersionedItems(client, table, quotation);
  }

  /** Whether this use is on record already. */
  async has(session: string, use: RecordedUse): Promise<boolean> {
    return (await this.#uses.read(await useKey(session, use))) !== undefined;
  }

  /** Records a use once. */
  async record(session: string, use: RecordedUse): Promise<void> {
    await this.#uses.change(await useKey(session, use), (current) =>
      current === undefined ? { kind: 'write', value: use, answer: null } : { kind: 'keep', answer: null },
    );
  }

  /** A page of uses, in no order that tells anything. */
  async list(session: string, after?: string) {
    const { items, next } = await this.#uses.list(usesOf(session), { prefix: USE, limit: USES_PER_PAGE, after });
    return { uses: items.map(({ value }) => value), next };
  }

  /** How many uses are recorded; one Query a page. */
  async count(session: string): Promise<number> {
    let counted = 0;
    let after: string | undefined;
    do {
      const { uses, next } = await this.list(session, after);
      counted += uses.length;
      after = next ?? undefined;
    } while (after !== undefined);
    return counted;
  }

  /** What a source published of a round; `undefined` when nothing is quoted. */
  quoted(round: string): Promise<Versioned<Quotation> | undefined> {
    return this.#quoted.read(quotedKey(round));
  }

  quote<Answer, Refused>(
    round: string,
    decide: (current: Versioned<Quotation> | undefined) => ItemDecision<Quotation, Answer, Refused>,
  ): Promise<ItemOutcome<Answer, Refused>> {
    return this.#quoted.change(quotedKey(round), decide);
  }
}
