import {
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';

type Item = Record<string, unknown>;
type WholeQuery = Omit<QueryCommandInput, 'ExclusiveStartKey' | 'Limit'>;

/** A Query to its end, a page of at most a megabyte at a time. */
export async function* queryPages(
  client: DynamoDBDocumentClient,
  input: WholeQuery,
): AsyncGenerator<QueryCommandOutput> {
  let after: Item | undefined;
  do {
    const page: QueryCommandOutput = await client.send(
      new QueryCommand({ ...input, ...(after === undefined ? {} : { ExclusiveStartKey: after }) }),
    );
    yield page;
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

/** Everything that a Query finds. One request a megabyte. */
export async function queryAll(client: DynamoDBDocumentClient, input: WholeQuery): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of queryPages(client, input)) items.push(...Items);
  return items;
}

/** All of a partition, consistently. One request a megabyte, 1 RCU per 4 KB. */
export const queryPartition = (client: DynamoDBDocumentClient, table: string, pk: string): Promise<readonly Item[]> =>
  queryAll(client, {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  });
