import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Collated opinions of a session, in the wording of staff; part of the table `Meetings` (see meetings.ts). */
export class Collated {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }
}
