import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Where results were used; part of the table `Registry` (see registry.ts). */
export class OutcomeRecords {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }
}
