import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Issuing } from '../../../functions/store/issuing.ts';
import { Registry } from '../../../functions/store/registry.ts';

class NotingStandings extends Issuing {
  readonly #client: DynamoDBDocumentClient;
  readonly #note: () => string | number;

  constructor(client: DynamoDBDocumentClient, note: () => string | number) {
    super(client, 'Registry');
    this.#client = client;
    this.#note = note;
  }

  override async draw(...[session, codeHash, drawing]: Parameters<Issuing['draw']>): Promise<boolean> {
    const isDrawn = await super.draw(session, codeHash, drawing);
    const code = await this.readCode(session, codeHash);
    if (code === undefined) return isDrawn;
    await this.#client.send(
      new UpdateCommand({
        TableName: 'Registry',
        Key: { pk: `SESSION#${session}`, sk: `STANDING#${String(code.delegate).padStart(6, '0')}` },
        UpdateExpression: 'SET noted = :noted',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':noted': this.#note() },
      }),
    );
    return isDrawn;
  }
}

/** A registry that notes something beside the standing of whoever draws. */
export class StandingNotingRegistry extends Registry {
  override readonly issuing: Issuing;

  constructor(client: DynamoDBDocumentClient, note: () => string | number) {
    super(client, 'Registry');
    this.issuing = new NotingStandings(client, note);
  }
}
