import { randomBytes } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Dependencies, LogEntry } from '../../functions/http/dependencies.ts';
import { NO_METRICS } from '../../functions/http/metrics.ts';
import { makeStaffTokenVerifier } from '../../functions/http/staff-token.ts';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { Documents } from '../../functions/store/documents.ts';
import { LocalKeyWrap } from '../../functions/store/key-wrap.ts';
import { Meetings } from '../../functions/store/meetings.ts';
import { Opinions } from '../../functions/store/opinions.ts';
import { Registry } from '../../functions/store/registry.ts';
import { tableDefinition } from '../../functions/store/tables.ts';
import { Uploads } from '../../functions/store/uploads.ts';
import { ROLE_NAMES, type RoleName } from '../permissions.ts';
import type { EmbeddedServices } from './api.ts';
import { holdToGrants } from './granted-client.ts';
import { SAMPLE_RESULT_NOTICE } from './sample/sample-round.ts';

/** The time limit of casting, drawing and handing out on this machine, held by `withTimeLimit` as Lambda holds its own. */
export const LOCAL_CAST_TIME_LIMIT_MS = 2_000;

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
/** What the tables of a county are called on this machine. */
export const tablesOf = (county: string) => ({
  registry: `${county}-Registry`,
  meetings: `${county}-Meetings`,
  ballotBox: `${county}-BallotBox`,
  opinions: `${county}-Opinions`,
});

/** A client of the engine as every function here has it. */
export const newTableClient = ({ endpoint, region, credentials }: EmbeddedServices['dynamodb']): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 3 });

/** Makes the tables where they are not there yet. */
export async function ensureTables(services: EmbeddedServices): Promise<void> {
  const client = newTableClient(services.dynamodb);
  for (const name of Object.values(tablesOf(services.county))) {
    try {
      await client.send(new CreateTableCommand(tableDefinition(name)));
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error;
    }
  }
  client.destroy();
}

const writeLog = (entry: LogEntry): void => {
  process.stderr.write(`${JSON.stringify(entry)}\n`);
};

/** The storage goes by the deployment's clock, which a rehearsal moves by weeks; the client would sign by the machine's. */
function signByClockOf(client: S3Client, now: () => Date): S3Client {
  client.middlewareStack.add(
    (next) => (args) => {
      client.config.systemClockOffset = now().getTime() - Date.now();
      return next(args);
    },
    { step: 'initialize', name: 'signByClock' },
  );
  return client;
}

export interface LocalDependencies {
  /** What each function reaches, held to its grants. */
  readonly of: Readonly<Record<RoleName, Dependencies>>;
  close(): void;
}

/** What the functions reach on this machine: the same code as in the cloud, with each function's own rights. */
export function makeLocalDependencies(services: EmbeddedServices, countyName: string): LocalDependencies {
  const { county, now, storage, staff, wrappingKey } = services;
  const names = tablesOf(county);
  const s3 = (endpoint: string) => {
    const client = new S3Client({
      endpoint,
      region: storage.region,
      credentials: storage.credentials,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    return signByClockOf(client, now);
  };
  const stores = [s3(storage.endpoint), s3(storage.publicEndpoint)] as const;
  const documents = new Documents({ client: stores[0], bucket: storage.resultsBucket, signingClient: stores[1] });
  const uploadsIn = (bucket: string) => new Uploads({ client: stores[0], bucket, signingClient: stores[1] });
  const { issuer, audience, jwksUri } = staff;
  const shared = {
    county,
    countyName,
    nowMs: () => now().getTime(),
    randomBytes: random,
    documents,
    uploads: uploadsIn(storage.uploadsBucket),
    photos: uploadsIn(storage.photosBucket),
    notifier: services.notifier,
    origin: services.origin,
    keyWrap: new LocalKeyWrap({ wrappingKey, county, randomBytes: random }),
    verifyStaffToken: makeStaffTokenVerifier({ issuer, audience, county, jwksUri }),
    log: writeLog,
    metrics: NO_METRICS,
    castTimeLimitMs: LOCAL_CAST_TIME_LIMIT_MS,
    notice: SAMPLE_RESULT_NOTICE,
  };
  const clients: DynamoDBClient[] = [];
  const dependenciesOf = (name: RoleName): Dependencies => {
    const client = holdToGrants(newTableClient(services.dynamodb), name, names);
    clients.push(client);
    const tables = DynamoDBDocumentClient.from(client);
    return {
      ...shared,
      registry: new Registry(tables, names.registry),
      meetings: new Meetings(tables, names.meetings),
      ballotBox: new BallotBox(tables, names.ballotBox),
      opinions: new Opinions(tables, names.opinions),
    };
  };
  const of = Object.fromEntries(ROLE_NAMES.map((name) => [name, dependenciesOf(name)] as const));
  return {
    of: of as Record<RoleName, Dependencies>,
    close: () => {
      for (const client of [...clients, ...stores]) client.destroy();
    },
  };
}
