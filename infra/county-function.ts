import { Duration, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { INCOMING_PREFIX } from '../functions/store/uploads.ts';
import type { ObjectAction, TableAction } from '../shared/contract/operation.ts';
import { BundledFunction } from './bundled-function.ts';
import type { CountyKeys } from './county-keys.ts';
import type { CountyTables } from './county-tables.ts';
import { memoryMegabytes } from './function-memory.ts';
import { type HeldTable, leadingKeysOf } from './leading-keys.ts';
import { grantsOf, type RoleName } from './permissions.ts';

export interface CountyFunctionProps {
  readonly name: RoleName;
  readonly county: string;
  readonly tables: CountyTables;
  readonly results: IBucket;
  readonly uploads: IBucket;
  readonly photos: IBucket;
  readonly keys: CountyKeys;
  /** The verified address that notices to staff come from; null: none leaves. */
  readonly noticeSender: string | null;
  readonly environment: Readonly<Record<string, string>>;
  readonly logRetention: RetentionDays;
  /** The most that run at once; undefined: as many as the account lets. */
  readonly atOnce: number | undefined;
}

/**
 * The longest that casting, drawing and the desk may run: the figures of issuing and the box are fixed a second after this has
 * passed since the closing time, so none of the three may have a longer time limit.
 */
export const CAST_TIME_LIMIT_MS = 10_000;

const TIMEOUTS: Readonly<Partial<Record<RoleName, Duration>>> = {
  tally: Duration.seconds(29),
  box: Duration.seconds(29),
  rounds: Duration.seconds(29),
  outcomes: Duration.seconds(29),
  retention: Duration.minutes(5),
  forgetting: Duration.minutes(5),
  // Some hundred ratings of a night, each a read and a write; what is left over is counted a night later.
  ratings: Duration.minutes(5),
  // Ends before another run may take over what it claimed (CLAIM_MS in functions/store/notices.ts).
  escalation: Duration.minutes(5),
  // All photos of a day in one run, as long as a function may run: what is left over lies another day under the date it came.
  shuffle: Duration.minutes(15),
};

const TABLES = ['registry', 'meetings', 'ballotBox', 'opinions'] as const;
const BUCKETS = ['results', 'uploads', 'photos'] as const;
type HeldBucket = (typeof BUCKETS)[number];

/** A function of the contract, with exactly the rights its operations declare. */
export class CountyFunction extends BundledFunction {
  constructor(scope: Construct, id: string, props: CountyFunctionProps) {
    const { name, environment, logRetention, atOnce } = props;
    super(scope, id, {
      name,
      memoryMb: memoryMegabytes(name),
      timeout: TIMEOUTS[name] ?? Duration.millis(CAST_TIME_LIMIT_MS),
      environment,
      logRetention,
      atOnce,
    });
    for (const table of TABLES) grantTable(this, props, table);
    for (const bucket of BUCKETS) grantBucket(this, props, bucket);
    if (props.keys.data !== null) grantDataKey(this, props, props.keys.data);
    for (const purpose of ['token', 'box'] as const) grantWrapping(this, props, purpose);
    grantNotices(this, props);
  }
}

function grantTable(to: BundledFunction, { name, tables }: CountyFunctionProps, table: HeldTable): void {
  const actions = grantsOf(name)[table];
  const resource = tables[table].tableArn;
  const keysOf = (action: TableAction) => leadingKeysOf(name, { table, action });
  const whole = actions.filter((action) => keysOf(action) === null);
  to.allow({ actions: whole.map((action) => `dynamodb:${action}`), resources: [resource] });
  for (const action of actions) {
    const keys = keysOf(action);
    if (keys === null) continue;
    const conditions = {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      // Without a leading key the condition above would hold of nothing at all, and so let everything through.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    };
    to.allow({ actions: [`dynamodb:${action}`], resources: [resource], conditions });
  }
}

const ALL = ['*'];
/** Objects of a bucket that several functions write: each reaches its own. */
const OBJECTS: Readonly<Partial<Record<RoleName, readonly string[]>>> = {
  opinions: [`${INCOMING_PREFIX}*`],
  floor: [`${INCOMING_PREFIX}statement/*`, 'statement/*'],
  rectification: [`${INCOMING_PREFIX}evidence/*`, 'evidence/*'],
  reading: ['statement/*'],
};
/** Whoever keeps what came in takes away what came in, never what is kept. */
const DELETED: Readonly<Partial<Record<RoleName, readonly string[]>>> = {
  floor: [`${INCOMING_PREFIX}statement/*`],
  rectification: [`${INCOMING_PREFIX}evidence/*`],
};

function grantBucket(to: BundledFunction, props: CountyFunctionProps, name: HeldBucket): void {
  const granted = grantsOf(props.name)[name];
  const reached = OBJECTS[props.name] ?? ALL;
  const deleted = DELETED[props.name] ?? reached;
  const allowObjects = (actions: readonly ObjectAction[], patterns: readonly string[]) => {
    const resources = patterns.map((pattern) => props[name].arnForObjects(pattern));
    to.allow({ actions: actions.map((action) => `s3:${action}`), resources });
  };
  allowObjects(
    granted.filter((action) => action === 'GetObject' || action === 'PutObject'),
    reached,
  );
  allowObjects(
    granted.filter((action) => action === 'DeleteObject'),
    deleted,
  );
  const bucket = granted.filter((action) => action === 'ListBucket').map((action) => `s3:${action}`);
  to.allow({ actions: bucket, resources: [props[name].bucketArn] });
}

/** DynamoDB asks for these of whoever reads, and of whoever writes, a table under a customer key (`kms:ReEncrypt*` and the like, spelt out). */
const READS_TABLES = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITES_TABLES = [
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
const WRITE_ACTIONS: readonly TableAction[] = ['PutItem', 'UpdateItem', 'DeleteItem'];

/** The data key serves a role through the services that hold the data, and never by itself. */
function grantDataKey(to: BundledFunction, { name }: CountyFunctionProps, key: IKey): void {
  const grants = grantsOf(name);
  const { region, urlSuffix } = Stack.of(to);
  const allowThrough = (service: string, actions: readonly string[]) =>
    to.allow({
      actions,
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` } },
    });
  const onTables = TABLES.flatMap((table) => grants[table]);
  const writes = onTables.some((action) => WRITE_ACTIONS.includes(action));
  allowThrough('dynamodb', [...(onTables.length > 0 ? READS_TABLES : []), ...(writes ? WRITES_TABLES : [])]);
  const onObjects = BUCKETS.flatMap((bucket) => grants[bucket]);
  allowThrough('s3', [
    ...(onObjects.includes('GetObject') ? ['kms:Decrypt'] : []),
    ...(onObjects.includes('PutObject') ? ['kms:GenerateDataKey'] : []),
  ]);
}

/** Wrapping and unwrapping is bound to the county and to one purpose. */
function grantWrapping(
  to: BundledFunction,
  { name, county, keys }: CountyFunctionProps,
  purpose: 'token' | 'box',
): void {
  const { tokenKey, boxKey } = grantsOf(name);
  const actions = (purpose === 'token' ? tokenKey : boxKey).map((action) => `kms:${action}`);
  const conditions = {
    StringEquals: { 'kms:EncryptionContext:county': county, 'kms:EncryptionContext:purpose': purpose },
  };
  to.allow({ actions, resources: [keys.wrapping.keyArn], conditions });
}

/** SES asks for the right on the identity that was verified: the sender's address itself, or its domain. */
function grantNotices(to: BundledFunction, { name, noticeSender }: CountyFunctionProps): void {
  if (noticeSender === null) return;
  const actions = grantsOf(name).notices.map((action) => `ses:${action}`);
  const [, domain = ''] = noticeSender.split('@');
  for (const resourceName of [noticeSender, domain])
    to.allow({
      actions,
      resources: [Stack.of(to).formatArn({ service: 'ses', resource: 'identity', resourceName })],
      conditions: { StringEquals: { 'ses:FromAddress': noticeSender } },
    });
}
