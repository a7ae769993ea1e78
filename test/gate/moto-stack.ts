/**
 * `node test/gate/moto-stack.ts ORIGIN REGION TEMPLATE`: has PyPI's moto, which listens at ORIGIN, make a stack of what it knows of a
 * template, and looks whether all of it came about. What moto does not know is left out and said.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** Types that moto 5.2 has no CloudFormation for, or makes only with what it has none for. */
const UNKNOWN_TO_MOTO =
  /^(Custom::|AWS::(Lambda::LayerVersion|CloudFront::|ApiGatewayV2::|ApiGateway::(DomainName|BasePathMapping|Deployment|Stage)|CloudWatch::Alarm|WAFv2::|SNS::(Subscription|TopicPolicy)|S3::BucketPolicy|Budgets::|Cognito::|ApplicationAutoScaling::))/;
/** CDK's own functions lie in a bucket that moto has not. */
const OF_CDK = /^Custom/;

const resource = z.looseObject({ Type: z.string(), DependsOn: z.unknown().optional() });
const template = z.looseObject({ Resources: z.record(z.string(), resource) });

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The same without what refers to something that is gone. */
function without(gone: ReadonlySet<string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => without(gone, each));
  if (!isObject(value)) return value;
  const named: unknown = Reflect.get(value, 'Ref') ?? [Reflect.get(value, 'Fn::GetAtt')].flat()[0];
  if (typeof named === 'string' && gone.has(named)) return 'left-out';
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, without(gone, part)]));
}

function known(path: string) {
  const whole = template.parse(JSON.parse(readFileSync(path, 'utf8')));
  const entries = Object.entries(whole.Resources);
  const gone = entries.filter(([id, { Type }]) => UNKNOWN_TO_MOTO.test(Type) || OF_CDK.test(id));
  const goneIds = new Set(gone.map(([id]) => id));
  const kept = entries.filter(([id]) => !goneIds.has(id)).map(([id, { DependsOn: _, ...rest }]) => [id, rest]);
  const body = without(goneIds, { Parameters: whole['Parameters'], Resources: Object.fromEntries(kept) });
  const leftOut = [...Map.groupBy(gone, ([, { Type }]) => Type)].map(([type, { length }]) => `${length} ${type}`);
  return { body: JSON.stringify(body), count: kept.length, leftOut };
}

const [, , origin, region, path] = process.argv;
if (origin === undefined || region === undefined || path === undefined)
  throw new Error('name origin, region, template');

/** moto looks at the region that a request is signed for, and at no signature. */
const signedFor = (service: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=none/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
});

async function cloudFormation(parameters: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams({ Version: '2010-05-15', StackName: 'county', ...parameters });
  const response = await fetch(`${origin}/`, { method: 'POST', headers: signedFor('cloudformation'), body });
  const text = await response.text();
  if (!response.ok) throw new Error(`moto ${parameters['Action']}: ${response.status} ${text.slice(0, 500)}`);
  return text;
}

/** As `cdk bootstrap` leaves it. */
async function bootstrap(): Promise<void> {
  const response = await fetch(`${origin}/`, {
    method: 'POST',
    headers: {
      ...signedFor('ssm'),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.PutParameter',
    },
    body: JSON.stringify({ Name: '/cdk-bootstrap/hnb659fds/version', Value: '21', Type: 'String', Overwrite: true }),
  });
  if (!response.ok) throw new Error(`moto PutParameter: ${response.status}`);
}

const { body, count, leftOut } = known(path);
await bootstrap();
await cloudFormation({ Action: 'CreateStack', TemplateBody: body, 'Capabilities.member.1': 'CAPABILITY_IAM' });
const status = /<StackStatus>(\w+)/.exec(await cloudFormation({ Action: 'DescribeStacks' }))?.[1];
const made = [...(await cloudFormation({ Action: 'DescribeStackResources' })).matchAll(/<LogicalResourceId>/g)].length;
if (status !== 'CREATE_COMPLETE' || made !== count) throw new Error(`moto: ${status}, ${made} of ${count} resources`);
process.stdout.write(`moto ${region}: ${made} resources made; left out: ${leftOut.join(', ')}\n`);
