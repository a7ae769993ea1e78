import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundleFolder, usesLayer } from './function-bundles.ts';
import { LibraryLayer } from './layer/library-layer.ts';

export interface BundledFunctionProps {
  /** Its folder in functions/. */
  readonly name: string;
  readonly memoryMb: number;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  readonly logRetention: RetentionDays;
  /** The most that run at once; undefined: as many as the account lets. */
  readonly atOnce?: number | undefined;
}

/** Where a template is only looked at (`cdk ls`, tests of rights), code and layer are left out. */
function codeOf(scope: Construct, name: string): { readonly code: Code; readonly layers: LibraryLayer[] } {
  if (!Stack.of(scope).bundlingRequired) return { code: Code.fromInline('// not bundled'), layers: [] };
  return { code: Code.fromAsset(bundleFolder(name)), layers: usesLayer(name) ? [LibraryLayer.of(scope)] : [] };
}

/** A function as every function of ours is: Node 24 on arm64, its own role and log group, and no right but those given to it. */
export class BundledFunction extends Construct {
  readonly handler: LambdaFunction;
  readonly #rights = new PolicyDocument();

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.allow({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] });
    // The rights are part of the role: it is never without them, and a policy of its own a role would be 25 more resources.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { rights: this.#rights },
    });
    this.handler = new LambdaFunction(this, 'Handler', {
      ...codeOf(this, props.name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb,
      timeout: props.timeout,
      role,
      logGroup,
      // The platform's own start and report lines carry request ids and times: off, and the application logs errors only.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.ERROR,
      tracing: Tracing.DISABLED,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      ...(props.atOnce === undefined ? {} : { reservedConcurrentExecutions: props.atOnce }),
    });
  }

  /** Lets the function's role do this; nothing where there is no action. */
  allow(right: {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly conditions?: PolicyStatement['conditions'];
  }): void {
    const { actions, resources, conditions } = right;
    if (actions.length === 0) return;
    const statement = new PolicyStatement({ actions: [...actions], resources: [...resources] });
    if (conditions) statement.addConditions(conditions);
    this.#rights.addStatements(statement);
  }
}
