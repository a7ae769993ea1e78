import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Candidates, the two offices’ marks, versions of the list, observers; part of the table `Registry` (see registry.ts). */
export class Nominations {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }
}
