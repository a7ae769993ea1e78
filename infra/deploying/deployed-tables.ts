/** What is asked of a county's tables where they are deployed, before it is destroyed. */
import {
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  paginateListTables,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { isMeetingState, type MeetingState } from '../../shared/process/meeting-state.ts';

export interface DeployedTable {
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  /** DynamoDB itself refuses to delete it. */
  readonly isProtected: boolean;
}

export interface SessionState {
  readonly session: string;
  readonly state: MeetingState;
}

const ARN_ACCOUNT = 4;
const head = z.object({
  pk: z.string(),
  state: z.string().refine(isMeetingState, 'no state of a meeting that this version knows'),
});

function describe({ TableName, TableArn, DeletionProtectionEnabled }: TableDescription): DeployedTable {
  return {
    name: TableName ?? '',
    account: TableArn?.split(':')[ARN_ACCOUNT] ?? '',
    isProtected: DeletionProtectionEnabled === true,
  };
}

/** A region's tables, with whatever credentials and endpoint the AWS SDK finds for this terminal. */
export class DeployedTables {
  readonly #client: DynamoDBClient;

  constructor(config: DynamoDBClientConfig) {
    this.#client = new DynamoDBClient(config);
  }

  /** Every table of the account in the region whose name begins so: one, and more where a county was destroyed before and deployed again. */
  async named(prefix: string): Promise<readonly DeployedTable[]> {
    const found: DeployedTable[] = [];
    for await (const { TableNames = [] } of paginateListTables({ client: this.#client }, {}))
      for (const TableName of TableNames.filter((each) => each.startsWith(prefix))) {
        const { Table } = await this.#client.send(new DescribeTableCommand({ TableName }));
        if (Table !== undefined) found.push(describe(Table));
      }
    return found;
  }

  /** The state of every session that a table `Meetings` holds, read consistently. A scan of the whole table: once, by hand, at the end. */
  async sessions(table: string): Promise<readonly SessionState[]> {
    const client = DynamoDBDocumentClient.from(this.#client);
    const pages = paginateScan(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        FilterExpression: 'sk = :head',
        ProjectionExpression: 'pk, #state',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':head': 'HEAD' },
      },
    );
    const found: SessionState[] = [];
    for await (const { Items = [] } of pages)
      for (const item of Items) {
        const { pk, state } = head.parse(item);
        found.push({ session: pk, state });
      }
    return found;
  }

  close(): void {
    this.#client.destroy();
  }
}
