import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Ground } from './ground.ts';

/** The engine's tables, which fail while something is quoted, with an error that repeats it. */
export class FailingTables {
  readonly client: DynamoDBDocumentClient;
  quoted: string | null = null;

  constructor({ tables, site }: Ground) {
    const { credentials } = tables.client.config;
    const plain = new DynamoDBClient({ endpoint: tables.endpoint, region: 'local-1', credentials, maxAttempts: 1 });
    plain.middlewareStack.add(
      (next) => (args) => {
        if (this.quoted !== null) throw errorQuoting(this.quoted);
        return next(args);
      },
      { step: 'initialize', name: 'failWhileQuoting' },
    );
    this.client = DynamoDBDocumentClient.from(plain);
    site.onEnd(() => this.client.destroy());
  }
}

/** With lines that look like frames. */
const errorQuoting = (quoted: string): Error => new Error(`cannot take ${quoted}\n    at ${quoted} (${quoted}:1:1)`);
