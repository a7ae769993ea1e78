import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { LEFT_TO_CDK } from '../../infra/rules/acknowledged.ts';
import { guardFindings, type PlacedFinding, SECRECY_RULES } from '../../infra/rules/guard-findings.ts';
import { COUNTY_CASES } from './county-cases.ts';
import { inPartition } from './in-partition.ts';
import { COGNITO, SAMPLE, synthesise } from './synthesised.ts';

const resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
const template = z.looseObject({ Resources: z.record(z.string(), resource) });
type Template = z.output<typeof template>;
type Change = (template: Template) => void;

/** What no mutant is about would take the most of the time: the other functions, routes, alarms, and the API's own document. */
const LEFT_OUT =
  /^(Api(?!HttpDefaultStage)|Function(?!cast|draw|meeting)|Schedule|Watch(?!Alarms)|Staff|PagesFiles|FrontFiles|Custom)/;

function abridged(whole: unknown): Template {
  const { Resources, ...rest } = template.parse(whole);
  const kept = Object.entries(Resources).filter(([id]) => !LEFT_OUT.test(id));
  for (const [, { Type, Properties }] of kept) if (Type === 'AWS::ApiGateway::RestApi') Properties['Body'] = {};
  return { ...rest, Resources: Object.fromEntries(kept) };
}

/** The one resource whose id begins so. */
function one({ Resources }: Template, start: string): z.output<typeof resource> {
  const [found, another] = Object.entries(Resources).filter(([id]) => new RegExp(`^${start}[0-9A-F]{8}$`).test(id));
  if (found === undefined || another !== undefined) throw new Error(`not one ${start}`);
  return found[1];
}
const ofType = ({ Resources }: Template, type: string) => Object.values(Resources).filter(({ Type }) => Type === type);

/** Sets a field by its path; one that is undefined is taken away. */
function put(at: object, path: readonly (string | number)[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length > 0) {
    const next: unknown = Reflect.get(at, name);
    if (typeof next !== 'object' || next === null) throw new Error(`nothing at ${name}`);
    put(next, rest, value);
  } else if (value === undefined) Reflect.deleteProperty(at, name);
  else Reflect.set(at, name, value);
}
const property =
  (start: string, path: readonly (string | number)[], value: unknown): Change =>
  (changed) =>
    put(one(changed, start).Properties, path, value);
const added =
  (Type: string, Properties: Record<string, unknown> = {}): Change =>
  (changed) => {
    changed.Resources['Added'] = { Type, Properties };
  };
const everyOf =
  (type: string, path: readonly (string | number)[], value: unknown): Change =>
  (changed) => {
    for (const each of ofType(changed, type)) put(each.Properties, path, value);
  };
/** One more statement in what casting may do. */
const allowed =
  (statement: object): Change =>
  (changed) => {
    const policies = z
      .array(z.object({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) }))
      .parse(one(changed, 'FunctioncastRole').Properties['Policies']);
    policies[0]?.PolicyDocument.Statement.push({ Effect: 'Allow', ...statement });
    one(changed, 'FunctioncastRole').Properties['Policies'] = policies;
  };
/** `on`: `aws` or `aws-cn`, where only one has what is changed. */
type Mutant = readonly [rule: string, what: string, change: Change, on?: 'aws' | 'aws-cn'];

const SECRET = ['TablesBallotBox', 'TablesOpinions'] as const;
const SECOND_STATES: readonly (readonly [string, object])[] = [
  ['StreamSpecification', { StreamViewType: 'NEW_IMAGE' }],
  ['KinesisStreamSpecification', { StreamArn: 'x' }],
  ['PointInTimeRecoverySpecification', { PointInTimeRecoveryEnabled: false }],
  ['TimeToLiveSpecification', { AttributeName: 'ttl', Enabled: true }],
  ['ContributorInsightsSpecification', { Enabled: true }],
  ['GlobalSecondaryIndexes', [{ IndexName: 'x' }]],
  ['LocalSecondaryIndexes', [{ IndexName: 'x' }]],
  ['ImportSourceSpecification', { InputFormat: 'CSV' }],
  ['ResourcePolicy', { PolicyDocument: {} }],
];
const RECORDERS = [
  'AWS::Backup::BackupPlan',
  'AWS::CloudTrail::Trail',
  'AWS::Kinesis::Stream',
  'AWS::XRay::SamplingRule',
  'AWS::Lambda::EventSourceMapping',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Logs::SubscriptionFilter',
  'AWS::Logs::MetricFilter',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::ApiGateway::Account',
  'AWS::CloudWatch::InsightRule',
];
const BALLOT_BOX = (changed: Template) => {
  const [id = ''] = Object.keys(changed.Resources).filter((key) => key.startsWith('TablesBallotBox'));
  return { 'Fn::GetAtt': [id, 'Arn'] };
};
const DISTRIBUTION = 'PagesDistribution';
const STAGE = 'FrontRestDeploymentStagelive';

const MUTANTS: readonly Mutant[] = [
  ...SECRET.flatMap((table) =>
    SECOND_STATES.map(
      ([name, value]): Mutant => [
        'no_second_state_of_secret_tables',
        `${table} ${name}`,
        property(table, [name], value),
      ],
    ),
  ),
  [
    'registry_and_meetings_are_recovered',
    'no recovery',
    property('TablesRegistry', ['PointInTimeRecoverySpecification'], undefined),
  ],
  [
    'registry_and_meetings_are_recovered',
    'recovery off',
    property('TablesMeetings', ['PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'], false),
  ],
  ['tables_are_kept', 'unprotected', property('TablesBallotBox', ['DeletionProtectionEnabled'], false)],
  ['tables_are_kept', 'not encrypted by KMS', property('TablesRegistry', ['SSESpecification'], undefined)],
  [
    'tables_are_kept',
    'deleted with the stack',
    (changed) => put(one(changed, 'TablesOpinions'), ['DeletionPolicy'], 'Delete'),
  ],
  [
    'tables_are_kept',
    'deleted when replaced',
    (changed) => put(one(changed, 'TablesOpinions'), ['UpdateReplacePolicy'], undefined),
  ],
  ...RECORDERS.map((type): Mutant => ['nothing_that_records', type, added(type)]),
  ['functions_trace_nothing', 'active', property('FunctioncastHandler', ['TracingConfig'], { Mode: 'Active' })],
  [
    'functions_trace_nothing',
    'in CDK’s own',
    (changed) => everyOf('AWS::Lambda::Function', ['TracingConfig'], { Mode: 'Active' })(changed),
  ],
  [
    'functions_trace_nothing',
    'dead letters',
    property('FunctiondrawHandler', ['DeadLetterConfig'], { TargetArn: 'x' }),
  ],
  ['functions_have_no_other_layer', 'an extension', property('FunctioncastHandler', ['Layers'], ['x'])],
  [
    'functions_have_no_other_layer',
    'an extension beside our own',
    property('FunctioncastHandler', ['Layers'], [{ Ref: 'Libraries29C1AD0E' }, { Ref: 'Another29C1AD0E' }]),
  ],
  [
    'functions_log_errors_alone',
    'no group of its own',
    property('FunctioncastHandler', ['LoggingConfig', 'LogGroup'], undefined),
  ],
  [
    'functions_log_errors_alone',
    'the platform’s lines',
    property('FunctioncastHandler', ['LoggingConfig', 'SystemLogLevel'], 'INFO'),
  ],
  [
    'functions_log_errors_alone',
    'more than errors',
    property('FunctioncastHandler', ['LoggingConfig', 'ApplicationLogLevel'], 'INFO'),
  ],
  ['functions_log_errors_alone', 'plain text', property('FunctioncastHandler', ['LoggingConfig', 'LogFormat'], 'Text')],
  ['logs_end', 'never', property('FunctioncastLogs', ['RetentionInDays'], undefined)],
  ['logs_end', 'in ten years', property('FunctioncastLogs', ['RetentionInDays'], 3_653)],
  ['logs_end', 'a group beside', added('AWS::Logs::LogGroup')],
  [
    'environments_hold_no_secret',
    'a secret',
    property('FunctioncastHandler', ['Environment', 'Variables', 'TOKEN_SECRET'], 'x'),
  ],
  [
    'environments_hold_no_secret',
    'any other name',
    property('FunctionmeetingHandler', ['Environment', 'Variables', 'ANYTHING'], 'x'),
  ],
  [
    'no_access_log_before_the_functions',
    'of the HTTP API',
    property('ApiHttpDefaultStage', ['AccessLogSettings'], { DestinationArn: 'x', Format: '$context.requestTime' }),
    'aws',
  ],
  [
    'no_access_log_before_the_functions',
    'metrics by route',
    property('ApiHttpDefaultStage', ['DefaultRouteSettings', 'DetailedMetricsEnabled'], true),
    'aws',
  ],
  [
    'no_access_log_before_the_functions',
    'of CloudFront',
    property(DISTRIBUTION, ['DistributionConfig', 'Logging'], { Bucket: 'x' }),
    'aws',
  ],
  [
    'no_access_log_before_the_functions',
    'of CloudFront, at once',
    property(DISTRIBUTION, ['DistributionConfig', 'CacheBehaviors', 0, 'RealtimeLogConfigArn'], 'x'),
    'aws',
  ],
  [
    'no_access_log_before_the_functions',
    'of the REST API',
    property(STAGE, ['AccessLogSetting'], { DestinationArn: 'x', Format: '$context.requestTime' }),
    'aws-cn',
  ],
  ['no_access_log_before_the_functions', 'traces of the REST API', property(STAGE, ['TracingEnabled'], true), 'aws-cn'],
  [
    'no_access_log_before_the_functions',
    'executions of the REST API',
    property(STAGE, ['MethodSettings', 0, 'LoggingLevel'], 'ERROR'),
    'aws-cn',
  ],
  [
    'no_access_log_before_the_functions',
    'bodies of the REST API',
    property(STAGE, ['MethodSettings', 0, 'DataTraceEnabled'], true),
    'aws-cn',
  ],
  [
    'no_access_log_before_the_functions',
    'metrics by method',
    property(STAGE, ['MethodSettings', 0, 'MetricsEnabled'], true),
    'aws-cn',
  ],
  [
    'firewall_keeps_no_request',
    'samples',
    property('FrontFirewallAcl', ['VisibilityConfig', 'SampledRequestsEnabled'], true),
    'aws-cn',
  ],
  [
    'firewall_keeps_no_request',
    'samples of a rule',
    property('FrontFirewallAcl', ['Rules', 2, 'VisibilityConfig', 'SampledRequestsEnabled'], true),
    'aws-cn',
  ],
  ...['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map(
    (name): Mutant => [
      'buckets_are_closed',
      name,
      property('Results', ['PublicAccessBlockConfiguration', name], false),
    ],
  ),
  ['buckets_are_closed', 'open', property('Photos', ['PublicAccessBlockConfiguration'], undefined)],
  ['buckets_are_closed', 'not encrypted', property('Uploads', ['BucketEncryption'], undefined)],
  ['buckets_are_closed', 'an access control list', property('Uploads', ['AccessControl'], 'PublicRead')],
  [
    'buckets_are_closed',
    'deleted with the stack',
    (changed) => put(one(changed, 'Results'), ['DeletionPolicy'], 'Delete'),
  ],
  ...[
    'LoggingConfiguration',
    'NotificationConfiguration',
    'InventoryConfigurations',
    'AnalyticsConfigurations',
    'MetricsConfigurations',
    'ReplicationConfiguration',
    'MetadataConfiguration',
  ].map((name): Mutant => ['buckets_record_nothing', name, property('Photos', [name], {})]),
  ['photos_have_no_versions', 'versions', property('Photos', ['VersioningConfiguration'], { Status: 'Enabled' })],
  ['photos_have_no_versions', 'a lock', property('Photos', ['ObjectLockEnabled'], true)],
  ['results_are_versioned', 'no versions', property('Results', ['VersioningConfiguration'], undefined)],
  [
    'results_are_versioned',
    'a lock that nobody can lift',
    property('Results', ['ObjectLockConfiguration', 'Rule', 'DefaultRetention', 'Mode'], 'COMPLIANCE'),
  ],
  [
    'policies_demand_tls',
    'a bucket without a policy',
    (changed) =>
      Reflect.deleteProperty(
        changed.Resources,
        Object.keys(changed.Resources).find((id) => id.startsWith('PhotosPolicy')) ?? '',
      ),
  ],
  ['policies_demand_tls', 'no demand', property('PhotosPolicy', ['PolicyDocument', 'Statement'], [])],
  [
    'policies_demand_tls',
    'an old TLS',
    property('UploadsPolicy', ['PolicyDocument', 'Statement', 1, 'Condition', 'NumericLessThan', 's3:TlsVersion'], 1),
  ],
  ['alarms_demand_tls', 'no demand', everyOf('AWS::SNS::TopicPolicy', ['PolicyDocument', 'Statement'], [])],
  ['alarms_demand_tls', 'a topic without a policy', added('AWS::SNS::Topic')],
  ['roles_name_actions_and_resources', 'every resource', allowed({ Action: 's3:GetObject', Resource: '*' })],
  [
    'roles_name_actions_and_resources',
    'every resource among others',
    allowed({ Action: 's3:GetObject', Resource: ['x', '*'] }),
  ],
  ['roles_name_actions_and_resources', 'every action', allowed({ Action: '*', Resource: 'x' })],
  [
    'roles_name_actions_and_resources',
    'actions of one kind',
    allowed({ Action: ['s3:PutObject', 's3:Get*'], Resource: 'x' }),
  ],
  [
    'roles_name_actions_and_resources',
    'all actions but one',
    allowed({ Action: 's3:GetObject', NotAction: 's3:PutObject', Resource: 'x' }),
  ],
  ['roles_name_actions_and_resources', 'all resources but one', allowed({ Action: 's3:GetObject', NotResource: 'x' })],
  ['no_rights_beside_the_roles', 'a policy', added('AWS::IAM::Policy')],
  ['no_rights_beside_the_roles', 'a user', added('AWS::IAM::User')],
  ['no_rights_beside_the_roles', 'a managed policy', property('FunctioncastRole', ['ManagedPolicyArns'], ['x'])],
  [
    'secret_tables_by_leading_keys',
    'no condition',
    (changed) => allowed({ Action: 'dynamodb:GetItem', Resource: BALLOT_BOX(changed) })(changed),
  ],
  [
    'secret_tables_by_leading_keys',
    'a condition that holds of nothing too',
    (changed) =>
      allowed({
        Action: 'dynamodb:GetItem',
        Resource: BALLOT_BOX(changed),
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['x'] } },
      })(changed),
  ],
  ['keys_rotate_and_stay', 'never', property('DataKey', ['EnableKeyRotation'], false)],
  [
    'keys_rotate_and_stay',
    'deleted with the stack',
    (changed) => put(one(changed, 'WrappingKey'), ['DeletionPolicy'], 'Delete'),
  ],
  [
    'one_address_by_tls',
    'API Gateway’s own address',
    property('FrontRest', ['DisableExecuteApiEndpoint'], false),
    'aws-cn',
  ],
  ['one_address_by_tls', 'an old TLS', property('FrontRestCustomDomain', ['SecurityPolicy'], 'TLS_1_0'), 'aws-cn'],
  [
    'one_address_by_tls',
    'without TLS',
    property(DISTRIBUTION, ['DistributionConfig', 'DefaultCacheBehavior', 'ViewerProtocolPolicy'], 'allow-all'),
    'aws',
  ],
];

const PARTITIONS = ['aws', 'aws-cn'] as const;
const LOCKED = { ...SAMPLE, staff: COGNITO, retention: { ...SAMPLE.retention, resultsLockDays: 365 } };
const RULE_NAMES = [...readFileSync(SECRECY_RULES, 'utf8').matchAll(/^rule (\w+)/gm)].map(([, name = '']) => name);

const nameOf = ([rule, what]: Mutant, partition: string) => `${rule} ${what} ${partition}`.replace(/[^\w-]+/g, '_');

const rulesIn = (findings: readonly PlacedFinding[], name: string): readonly string[] => [
  ...new Set(
    findings.filter(({ templatePath }) => templatePath.endsWith(`${name}.template.json`)).map(({ rule }) => rule),
  ),
];

let folder: string;
let clean: readonly PlacedFinding[];
const broken = new Map<string, readonly string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shuangshu-rules-'));
  const write = (name: string, value: unknown): string => {
    const path = join(folder, `${name}.template.json`);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  const cases = COUNTY_CASES.flatMap(([, settings], place) => {
    const { county, edge } = synthesise(settings);
    return [county, ...(edge === null ? [] : [edge])].map((each, part) =>
      write(`${place}-${part}`, each.template.toJSON()),
    );
  });
  clean = guardFindings(cases);
  for (const partition of PARTITIONS) {
    const unchanged = JSON.stringify(abridged(synthesise(inPartition(LOCKED, partition)).county.template.toJSON()));
    const mutants = MUTANTS.filter(([, , , on = partition]) => on === partition);
    const paths = mutants.map((mutant) => {
      const changed = template.parse(JSON.parse(unchanged));
      mutant[2](changed);
      return [nameOf(mutant, partition), write(nameOf(mutant, partition), changed)] as const;
    });
    const findings = guardFindings([
      write(`unchanged-${partition}`, JSON.parse(unchanged)),
      ...paths.map(([, path]) => path),
    ]);
    broken.set(`unchanged-${partition}`, rulesIn(findings, `unchanged-${partition}`));
    for (const [name] of paths) broken.set(name, rulesIn(findings, name));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('our own rules', () => {
  it('find nothing in the template of any county, in either partition', () => {
    expect(clean).toEqual([]);
  });

  it('each have a template that breaks them', () => {
    expect([...new Set(MUTANTS.map(([rule]) => rule))].sort()).toEqual([...RULE_NAMES].sort());
  });

  it('leave to CDK what the list of exceptions says, and nothing else', () => {
    const [, names = ''] =
      /let ours = Resources\[ keys != \/\^Custom\(([^)]*)\)\//.exec(readFileSync(SECRECY_RULES, 'utf8')) ?? [];
    expect(names.split('|').map((name) => `Custom${name}`)).toEqual(Object.keys(LEFT_TO_CDK));
  });
});

describe.each(PARTITIONS)('a template of %s that breaks', (partition) => {
  it('nothing is taken', () => {
    expect(broken.get(`unchanged-${partition}`)).toEqual([]);
  });

  it.each(
    MUTANTS.filter(([, , , on = partition]) => on === partition).map(
      (mutant) => [mutant[0], mutant[1], mutant] as const,
    ),
  )('%s (%s) is refused for it, and for nothing else', (rule, _, mutant) => {
    expect(broken.get(nameOf(mutant, partition))).toEqual([rule]);
  });
});
