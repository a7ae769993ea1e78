import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Notifications to staff and their delivery; part of the table `Registry` (see registry.ts). */
export class Notices {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }
}
