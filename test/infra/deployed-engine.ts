import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Meetings, newMeeting } from '../../functions/store/meetings.ts';
import { type TableName, tableDefinition } from '../../functions/store/tables.ts';
import { type Engine, startEngine } from '../../infra/local/engine.ts';
import type { MeetingState } from '../../shared/process/meeting-state.ts';

/** What the AWS SDK reads from a terminal's environment. */
export const credentials = { accessKeyId: 'TESTKEY', secretAccessKey: 'test' };

/** The real engine with tables named as CloudFormation names them, which stands for a region of an account. */
export class DeployedEngine {
  readonly engine: Engine;
  readonly #client: DynamoDBClient;

  private constructor(engine: Engine) {
    this.engine = engine;
    this.#client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'ap-east-1', credentials });
  }

  static async start(): Promise<DeployedEngine> {
    return new DeployedEngine(await startEngine({}));
  }

  /** For a command of its own process. */
  get env(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL_DYNAMODB: this.engine.endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
  }

  async makeTable(name: string, DeletionProtectionEnabled = true): Promise<string> {
    await this.#client.send(new CreateTableCommand({ ...tableDefinition(name), DeletionProtectionEnabled }));
    return name;
  }

  /** The four tables of a county, by their names in the house. */
  async makeCounty(
    county: string,
    { unprotected }: { readonly unprotected?: TableName } = {},
  ): Promise<Readonly<Record<TableName, string>>> {
    const make = (table: TableName) =>
      this.makeTable(`Shuangshu-${county}-Tables${table}0A1B2C3D-1A2B3C4D5E6F`, table !== unprotected);
    return {
      Registry: await make('Registry'),
      Meetings: await make('Meetings'),
      BallotBox: await make('BallotBox'),
      Opinions: await make('Opinions'),
    };
  }

  /** A session by the store that the functions use, and brought to a state. */
  async putSession(table: string, session: string, state: MeetingState): Promise<void> {
    const meetings = new Meetings(DynamoDBDocumentClient.from(this.#client), table);
    await meetings.create({
      ...newMeeting({ session, county: 'demo', round: '2008', unit: session, unitName: '某所' }),
      state,
    });
  }

  /** Something else of a session, which is no head. */
  async putBeside(table: string, session: string): Promise<void> {
    const client = DynamoDBDocumentClient.from(this.#client);
    await client.send(
      new PutCommand({ TableName: table, Item: { pk: session, sk: 'KEY#box', state: 'nothing of a head' } }),
    );
  }

  async putUnknownState(table: string, session: string): Promise<void> {
    const client = DynamoDBDocumentClient.from(this.#client);
    await client.send(new PutCommand({ TableName: table, Item: { pk: session, sk: 'HEAD', state: 'adjourned' } }));
  }

  async stop(): Promise<void> {
    this.#client.destroy();
    await this.engine.stop();
  }
}
