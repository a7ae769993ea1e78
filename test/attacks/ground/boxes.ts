import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BallotBox, type Casting } from '../../../functions/store/ballot-box.ts';

/** A box that keeps each ballot under another id than its token's. */
export class CastUnder extends BallotBox {
  readonly #idOf: (ballot: Uint8Array, id: string) => string;

  constructor(client: DynamoDBDocumentClient, idOf: (ballot: Uint8Array, id: string) => string) {
    super(client, 'BallotBox');
    this.#idOf = idOf;
  }

  override cast(session: string, id: string, ballot: Uint8Array): Promise<Casting> {
    return super.cast(session, this.#idOf(ballot, id), ballot);
  }
}
