import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  type Leaving,
  type NewOpinion,
  type NewReceipt,
  Opinions,
  type TakingOver,
} from '../../../functions/store/opinions.ts';

/** What is kept of an opinion beside itself. */
export type OpinionPart = 'proof' | 'photo' | 'receipt';

/** A store of opinions that notes something beside one kind of what is kept with them. */
export class PartNotingOpinions extends Opinions {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #part: OpinionPart;
  readonly #note: () => string | number;

  constructor(
    client: DynamoDBDocumentClient,
    { table, part, note }: { readonly table: string; readonly part: OpinionPart; readonly note: () => string | number },
  ) {
    super(client, table);
    this.#client = client;
    this.#table = table;
    this.#part = part;
    this.#note = note;
  }

  override async leave(opinion: NewOpinion): Promise<Leaving> {
    const leaving = await super.leave(opinion);
    const { session, spent, photos } = opinion;
    if (this.#part === 'proof' && spent !== null) await this.#noteBeside(`${session}#spent`, spent);
    if (this.#part === 'photo') for (const photo of photos) await this.#noteBeside('photos#waiting', photo);
    return leaving;
  }

  override async takeOver(receipt: NewReceipt): Promise<TakingOver> {
    const taking = await super.takeOver(receipt);
    if (this.#part === 'receipt') await this.#noteBeside(`${receipt.session}#receipts`, receipt.receiptHash);
    return taking;
  }

  #noteBeside(pk: string, sk: string): Promise<unknown> {
    return this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: { pk, sk },
        UpdateExpression: 'SET noted = :noted',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':noted': this.#note() },
      }),
    );
  }
}
