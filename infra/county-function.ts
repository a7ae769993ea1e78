import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
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
import type { KeyAction } from '../shared/contract/operation.ts';
import { leadingKeysOf } from './ballot-box-keys.ts';
import type { CountyTables } from './county-tables.ts';
import { grantsOf, type RoleName } from './permissions.ts';

export interface CountyFunctionProps {
  readonly name: RoleName;
  readonly county: string;
  readonly tables: CountyTables;
  readonly results: IBucket;
  readonly uploads: IBucket;
  readonly photos: IBucket;
  readonly wrappingKey: IKey;
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
};

const MEMORY_MB: Readonly<Partial<Record<RoleName, number>>> = { tally: 1769, box: 1024, rounds: 1024, keys: 1024 };

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

  #grant(role: IGrantable & { addToPolicy(statement: PolicyStatement): boolean }, props: CountyFunctionProps): void {
    const { tables, wrappingKey, county } = props;
    const grants = grantsOf(props.name);
    const allow = (actions: readonly string[], resource: string, conditions?: PolicyStatement['conditions']) => {
      if (actions.length === 0) return;
      const statement = new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [resource] });
      if (conditions) statement.addConditions(conditions);
      role.addToPolicy(statement);
    };
    const dynamo = (actions: readonly string[]) => actions.map((action) => `dynamodb:${action}`);
    allow(dynamo(grants.registry), tables.registry.tableArn);
    allow(dynamo(grants.meetings), tables.meetings.tableArn);
    for (const action of grants.ballotBox) {
      const keys = leadingKeysOf(props.name, action);
      allow(dynamo([action]), tables.ballotBox.tableArn, {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
        // Without a leading key the condition above would hold of nothing at all, and so let everything through.
        Null: { 'dynamodb:LeadingKeys': 'false' },
      });
    }
    allow(dynamo(grants.opinions), tables.opinions.tableArn);
    for (const name of ['results', 'uploads', 'photos'] as const) {
      const objects = grants[name].filter((action) => action !== 'ListBucket');
      const bucket = grants[name].filter((action) => action === 'ListBucket');
      const actions = (list: readonly string[]) => list.map((action) => `s3:${action}`);
      allow(actions(objects), props[name].arnForObjects('*'));
      allow(actions(bucket), props[name].bucketArn);
    }
    const key = (actions: readonly KeyAction[], purpose: 'token' | 'box') =>
      allow(
        actions.map((action) => `kms:${action}`),
        wrappingKey.keyArn,
        { StringEquals: { 'kms:EncryptionContext:county': county, 'kms:EncryptionContext:purpose': purpose } },
      );
    key(grants.tokenKey, 'token');
    key(grants.boxKey, 'box');
  }
}
