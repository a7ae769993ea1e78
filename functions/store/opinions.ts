import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The table `Opinions`: what people said without their names, at day granularity; no item of it meets a person. */
export class Opinions {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }
}
