import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** The tables of a county; each store says at its top how it uses its own. */
export const TABLES = ['Registry', 'Meetings', 'BallotBox', 'Opinions'] as const;
export type TableName = (typeof TABLES)[number];

export const PARTITION_KEY = 'pk';
export const SORT_KEY = 'sk';

/** The shape that all tables share: two string keys, nothing else declared, paid per request. */
export const tableDefinition = (tableName: string): CreateTableCommandInput => ({
  TableName: tableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: PARTITION_KEY, AttributeType: 'S' },
    { AttributeName: SORT_KEY, AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: PARTITION_KEY, KeyType: 'HASH' },
    { AttributeName: SORT_KEY, KeyType: 'RANGE' },
  ],
});
