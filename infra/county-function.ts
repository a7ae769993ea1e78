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
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { INCOMING_PREFIX } from '../functions/store/uploads.ts';
import type { ObjectAction, TableAction } from '../shared/contract/operation.ts';
import type { CountyTables } from './county-tables.ts';
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
  forgetting: Duration.minutes(5),
  // Some hundred ratings of a night, each a read and a write; what is left over is counted a night later.
  ratings: Duration.minutes(5),
  // Ends before another run may take over what it claimed (CLAIM_MS in functions/store/notices.ts).
  escalation: Duration.minutes(5),
  // All photos of a day in one run, as long as a function may run: what is left over lies another day under the date it came.
  shuffle: Duration.minutes(15),
};

const MEMORY_MB: Readonly<Partial<Record<RoleName, number>>> = {
  tally: 1769,
  box: 1024,
  rounds: 1024,
  keys: 1024,
  outcomes: 1024,
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
      memorySize: MEMORY_MB[props.name] ?? 512,
      timeout: TIMEOUTS[props.name] ?? Duration.millis(CAST_TIME_LIMIT_MS),
      role,
      logGroup,
      // The platform's own start and report lines carry request ids and times: off, and the application logs errors only.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.ERROR,
      tracing: Tracing.DISABLED,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        minify: true,
        sourceMap: true,
        externalModules: [],
        mainFields: ['module', 'main'],
        // Some CommonJS packages inside still ask for `require`; the name is one that no minifier gives.
        banner:
          "import{createRequire as shuangshuRequire}from'node:module';const require=shuangshuRequire(import.meta.url);",
      },
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
    readonly resources: readonly string[];
    readonly conditions?: PolicyStatement['conditions'];
  },
): void {
  const { actions, resources, conditions } = allowed;
  if (actions.length === 0) return;
  const statement = new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] });
  if (conditions) statement.addConditions(conditions);
  role.addToPolicy(statement);
}

function grantTable(role: Granted, { name, tables }: CountyFunctionProps, table: HeldTable): void {
  const actions = grantsOf(name)[table];
  const resource = tables[table].tableArn;
  const keysOf = (action: TableAction) => leadingKeysOf(name, { table, action });
  const whole = actions.filter((action) => keysOf(action) === null);
  allow(role, { actions: whole.map((action) => `dynamodb:${action}`), resources: [resource] });
  for (const action of actions) {
    const keys = keysOf(action);
    if (keys === null) continue;
    const conditions = {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      // Without a leading key the condition above would hold of nothing at all, and so let everything through.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    };
    allow(role, { actions: [`dynamodb:${action}`], resources: [resource], conditions });
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

function grantBucket(role: Granted, props: CountyFunctionProps, name: 'results' | 'uploads' | 'photos'): void {
  const granted = grantsOf(props.name)[name];
  const reached = OBJECTS[props.name] ?? ALL;
  const deleted = DELETED[props.name] ?? reached;
  const allowObjects = (actions: readonly ObjectAction[], patterns: readonly string[]) => {
    const resources = patterns.map((pattern) => props[name].arnForObjects(pattern));
    allow(role, { actions: actions.map((action) => `s3:${action}`), resources });
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
  allow(role, { actions: bucket, resources: [props[name].bucketArn] });
}

/** Wrapping and unwrapping is bound to the county and to one purpose. */
function grantKey(role: Granted, { name, county, wrappingKey }: CountyFunctionProps, purpose: 'token' | 'box'): void {
  const { tokenKey, boxKey } = grantsOf(name);
  const actions = (purpose === 'token' ? tokenKey : boxKey).map((action) => `kms:${action}`);
  const conditions = {
    StringEquals: { 'kms:EncryptionContext:county': county, 'kms:EncryptionContext:purpose': purpose },
  };
  allow(role, { actions, resources: [wrappingKey.keyArn], conditions });
}

/** SES asks for the right on the identity that was verified: the sender's address itself, or its domain. */
function grantNotices(role: Granted, { name, noticeSender }: CountyFunctionProps, stack: Stack): void {
  const actions = grantsOf(name).notices.map((action) => `ses:${action}`);
  const [, domain = ''] = noticeSender.split('@');
  for (const resourceName of [noticeSender, domain])
    allow(role, {
      actions,
      resources: [stack.formatArn({ service: 'ses', resource: 'identity', resourceName })],
      conditions: { StringEquals: { 'ses:FromAddress': noticeSender } },
    });
}
