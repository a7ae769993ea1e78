import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The officers’ reports; part of the table `Meetings` (see meetings.ts). */
export class Reports {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }
}
