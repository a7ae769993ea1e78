/** The least that a function with a table does at its first request: the SDK's client, and one item read. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const tables = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (): Promise<{ readonly statusCode: number; readonly body: string }> => {
  const { Item } = await tables.send(new GetCommand({ TableName: 'Meetings', Key: { pk: 'nothing', sk: 'HEAD' } }));
  return { statusCode: 200, body: JSON.stringify(Item ?? null) };
};
