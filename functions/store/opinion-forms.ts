import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { VersionedItems } from './versioned-items.ts';

const form = z.strictObject({
  unitName: z.string(),
  officers: z.array(z.strictObject({ officer: z.string(), name: z.string(), post: z.string() })),
});
/** Whom an opinion may be about, as the opinion page shows it. */
export type OpinionForm = z.output<typeof form>;

const keyOf = (session: string) => ({ pk: session, sk: 'OPINION-FORM' });

/** The public face of the opinion page; part of the table `Meetings` (see meetings.ts). pk = session, sk = `OPINION-FORM`. */
export class OpinionForms {
  readonly #items: VersionedItems<OpinionForm>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#items = new VersionedItems(client, table, form);
  }

  /** ½ RCU; `undefined` before the page was opened. */
  async read(session: string): Promise<OpinionForm | undefined> {
    return (await this.#items.glance(keyOf(session)))?.value;
  }

  /** Replaces it where it is another. 1 RCU, 1 WCU per KB. */
  async set(session: string, value: OpinionForm): Promise<void> {
    await this.#items.change(keyOf(session), (current) =>
      current !== undefined && JSON.stringify(current.value) === JSON.stringify(value)
        ? { kind: 'keep', answer: null }
        : { kind: 'write', value, answer: null },
    );
  }
}
