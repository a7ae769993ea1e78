import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as f from '../../shared/contract/formats.ts';
import { VersionedItems } from './versioned-items.ts';

const keyOf = (session: string) => ({ pk: session, sk: 'READING-KEY' });

/**
 * The reading key of a session: 32 bytes, the same for every delegate, on every invitation. It opens what delegates may read
 * and lets them ask; it identifies nobody and draws nothing. Part of the table `Meetings` (see meetings.ts).
 */
export class ReadingKeys {
  readonly #items: VersionedItems<string>;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#items = new VersionedItems(client, table, f.secret);
  }

  /** Keeps the first key; gives the one that is kept. 1 RCU, 1 WCU once. */
  async ensure(session: string, offered: string): Promise<string> {
    const outcome = await this.#items.change(keyOf(session), (current) =>
      current === undefined
        ? { kind: 'write', value: offered, answer: offered }
        : { kind: 'keep', answer: current.value },
    );
    if (outcome.kind === 'refuse') throw new Error('nothing refuses a reading key');
    return outcome.answer;
  }

  /** The key, base64url; `undefined` before it was made. 1 RCU. */
  async read(session: string): Promise<string | undefined> {
    return (await this.#items.read(keyOf(session)))?.value;
  }
}
