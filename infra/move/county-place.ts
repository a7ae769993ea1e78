import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { TableName } from '../../functions/store/tables.ts';

export const BUCKETS = ['results', 'uploads', 'photos'] as const;
export type BucketName = (typeof BUCKETS)[number];

/** Where a county lies: tables of any DynamoDB engine and buckets of any S3, whoever runs them. */
export interface CountyPlace {
  readonly county: string;
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly tables: Readonly<Record<TableName, string>>;
  readonly buckets: Readonly<Record<BucketName, string>>;
  close(): Promise<void>;
}
