import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Letters, replies, attendance, the delegates’ teller, the report on the preparation; part of the table `Registry` (see registry.ts). */
export class Invitations {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }
}
