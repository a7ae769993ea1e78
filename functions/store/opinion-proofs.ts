import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

const bytes = z.instanceof(Uint8Array);
const drawing = z.object({ blinded: bytes, blindSignature: bytes });
/** What was asked with a code, and what was answered; neither is known to whoever checks a proof. */
export type ProofDrawn = z.output<typeof drawing>;

const keyOf = (session: string, codeHash: string) => ({ pk: `PROOFS#${session}`, sk: codeHash });
const nothingIsDrawn = 'attribute_not_exists(pk)';

/**
 * Proofs of an invitation that were drawn, one a code; part of the table `Registry` (see registry.ts). pk = `PROOFS#<session>`,
 * sk = `<code hash>`. No item holds a time.
 */
export class OpinionProofs {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** 1 RCU. */
  async read(session: string, codeHash: string): Promise<ProofDrawn | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: keyOf(session, codeHash), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : drawing.parse(Item);
  }

  /** Keeps the first drawing of a code; `false` when there is one. An update makes the item, so drawing needs no further right. 1 WCU. */
  async draw(session: string, codeHash: string, { blinded, blindSignature }: ProofDrawn): Promise<boolean> {
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: keyOf(session, codeHash),
          UpdateExpression: 'SET blinded = :blinded, blindSignature = :blindSignature',
          ConditionExpression: nothingIsDrawn,
          ExpressionAttributeValues: { ':blinded': blinded, ':blindSignature': blindSignature },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
