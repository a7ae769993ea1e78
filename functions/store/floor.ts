import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Agenda, questions with their answers, the statement; part of the table `Meetings` (see meetings.ts). */
export class Floor {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }
}
