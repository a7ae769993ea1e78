import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { VersionedItems } from './versioned-items.ts';

const retentionMark = z.strictObject({
  /** The day on which the round was seen to be over. */
  seenOn: f.day,
  /** The day on which its people were forgotten, all of them; `null` before. */
  forgottenOn: f.day.nullable(),
});
export type RetentionMark = z.output<typeof retentionMark>;

const keyOf = (round: string) => ({ pk: 'RETENTION', sk: round });

/** Which rounds are over and forgotten; part of the table `Registry` (see registry.ts). An item a round: 1 RCU, 1 WCU. */
export class RetentionMarks {
  readonly #marks: VersionedItems<RetentionMark>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#marks = new VersionedItems(client, table, retentionMark);
  }

  async read(round: string): Promise<RetentionMark | undefined> {
    return (await this.#marks.read(keyOf(round)))?.value;
  }

  async keep(round: string, mark: RetentionMark): Promise<void> {
    await this.#marks.change(keyOf(round), (current) =>
      JSON.stringify(current?.value) === JSON.stringify(mark)
        ? { kind: 'keep', answer: null }
        : { kind: 'write', value: mark, answer: null },
    );
  }
}
