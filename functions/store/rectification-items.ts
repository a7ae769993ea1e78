import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Rectification items with their history; part of the table `Meetings` (see meetings.ts). */
export class RectificationItems {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }
}
