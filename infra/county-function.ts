import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, type IGrantable, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { TableAction } from '../shared/contract/operation.ts';
import type { CountyTables } from './county-tables.ts';
import { functionBundling } from './function-bundling.ts';
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
  readonly wrappingKey: IKey;
  /** The verified address that notices to staff come from. */
  readonly noticeSender: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logRetention: RetentionDays;
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
  // Ends before another run may take over what it claimed (CLAIM_MS in functions/store/notices.ts).
  escalation: Duration.minutes(5),
  // All photos of a day in one run, as long as a function may run: what is left over lies another day under the date it came.
  shuffle: Duration.minutes(15),
};

const root = fileURLToPath(new URL('..', import.meta.url));

/** A deployed function with its own role and log group, and exactly the rights its operations declare. */
export class CountyFunction extends Construct {
  readonly handler: NodejsFunction;

  constructor(scope: Construct, id: string, props: CountyFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.handler = new NodejsFunction(this, 'Handler', {
      entry: `${root}functions/${props.name}/handler.ts`,
      projectRoot: root,
      depsLockFilePath: `${root}package-lock.json`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMegabytes(props.name),
      timeout: TIMEOUTS[props.name] ?? Duration.millis(CAST_TIME_LIMIT_MS),
      role,
      logGroup,
      // The platform's own start and report lines carry request ids and times: off, and the application logs errors only.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.ERROR,
      tracing: Tracing.DISABLED,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      bundling: functionBundling,
    });
    this.#grant(role, props);
  }

  #grant(role: IGrantable & Granted, props: CountyFunctionProps): void {
    for (const table of ['registry', 'meetings', 'ballotBox', 'opinions'] as const) grantTable(role, props, table);
    for (const bucket of ['results', 'uploads', 'photos'] as const) grantBucket(role, props, bucket);
    for (const purpose of ['token', 'box'] as const) grantKey(role, props, purpose);
    grantNotices(role, props, Stack.of(this));
  }
}

interface Granted {
  addToPolicy(statement: PolicyStatement): boolean;
}

function allow(
  role: Granted,
  allowed: {
    readonly actions: readonly string[];
    readonly resource: string;
    readonly conditions?: PolicyStatement['conditions'];
  },
): void {
  const { actions, resource, conditions } = allowed;
  if (actions.length === 0) return;
  const statement = new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [resource] });
  if (conditions) statement.addConditions(conditions);
  role.addToPolicy(statement);
}

function grantTable(role: Granted, { name, tables }: CountyFunctionProps, table: HeldTable): void {
  const actions = grantsOf(name)[table];
  const resource = tables[table].tableArn;
  const keysOf = (action: TableAction) => leadingKeysOf(name, { table, action });
  const whole = actions.filter((action) => keysOf(action) === null);
  allow(role, { actions: whole.map((action) => `dynamodb:${action}`), resource });
  for (const action of actions) {
    const keys = keysOf(action);
    if (keys === null) continue;
    const conditions = {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      // Without a leading key the condition above would hold of nothing at all, and so let everything through.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    };
    allow(role, { actions: [`dynamodb:${action}`], resource, conditions });
  }
}

/** Objects of a bucket that several functions write: each reaches its own. */
const OBJECTS: Readonly<Partial<Record<RoleName, string>>> = {
  opinions: 'incoming/*',
  floor: 'statement/*',
  rectification: 'evidence/*',
};

function grantBucket(role: Granted, props: CountyFunctionProps, name: 'results' | 'uploads' | 'photos'): void {
  const granted = grantsOf(props.name)[name];
  const objects = granted.filter((action) => action !== 'ListBucket').map((action) => `s3:${action}`);
  const bucket = granted.filter((action) => action === 'ListBucket').map((action) => `s3:${action}`);
  allow(role, { actions: objects, resource: props[name].arnForObjects(OBJECTS[props.name] ?? '*') });
  allow(role, { actions: bucket, resource: props[name].bucketArn });
}

/** Wrapping and unwrapping is bound to the county and to one purpose. */
function grantKey(role: Granted, { name, county, wrappingKey }: CountyFunctionProps, purpose: 'token' | 'box'): void {
  const { tokenKey, boxKey } = grantsOf(name);
  const actions = (purpose === 'token' ? tokenKey : boxKey).map((action) => `kms:${action}`);
  const conditions = {
    StringEquals: { 'kms:EncryptionContext:county': county, 'kms:EncryptionContext:purpose': purpose },
  };
  allow(role, { actions, resource: wrappingKey.keyArn, conditions });
}

/** SES asks for the right on the identity that was verified: the sender's address itself, or its domain. */
function grantNotices(role: Granted, { name, noticeSender }: CountyFunctionProps, stack: Stack): void {
  const actions = grantsOf(name).notices.map((action) => `ses:${action}`);
  const [, domain = ''] = noticeSender.split('@');
  for (const resourceName of [noticeSender, domain])
    allow(role, {
      actions,
      resource: stack.formatArn({ service: 'ses', resource: 'identity', resourceName }),
      conditions: { StringEquals: { 'ses:FromAddress': noticeSender } },
    });
}
