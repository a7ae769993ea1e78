import { describe, expect, it } from 'vitest';
import { CountyFileError, parseCounty } from '../../infra/county-files.ts';
import type { CountySettings, Partition } from '../../infra/county-settings.ts';
import { partitionFaults } from '../../infra/rules/partition-faults.ts';
import { readPartitionServices } from '../../infra/rules/partition-services.ts';
import { type CfnTemplate, cfnTemplate } from '../../infra/rules/template.ts';
import { COUNTY_CASES } from './county-cases.ts';
import { inPartition } from './in-partition.ts';
import { COGNITO, SAMPLE, synthesise } from './synthesised.ts';

const services = readPartitionServices();

const templatesOf = (settings: CountySettings): readonly (readonly [string, CfnTemplate])[] => {
  const { county, edge } = synthesise(settings);
  return [county, ...(edge === null ? [] : [edge])].map(
    ({ stack, template }) => [stack.region, cfnTemplate.parse(template.toJSON())] as const,
  );
};

const faultsOf = ({ partition }: Pick<CountySettings, 'partition'>, region: string, template: CfnTemplate) =>
  partitionFaults(template, { partition, region, services });

describe('each county file, and files with every option on and off,', () => {
  it.each(COUNTY_CASES)('%s: names no other partition, and asks for nothing that its own lacks', (_, settings) => {
    for (const [region, template] of templatesOf(settings)) expect(faultsOf(settings, region, template)).toEqual([]);
  });

  it.each(COUNTY_CASES)('%s: leaves half as much again under CloudFormation’s 500 resources', (_, settings) => {
    for (const [, template] of templatesOf(settings))
      expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(333);
  });

  it('lies in aws-cn in one region alone', () => {
    expect(synthesise(inPartition(SAMPLE, 'aws-cn')).edge).toBeNull();
  });

  it('lies in Ningxia as in Beijing', () => {
    const settings = inPartition(SAMPLE, 'aws-cn', 'cn-northwest-1');
    for (const [region, template] of templatesOf(settings)) expect(faultsOf(settings, region, template)).toEqual([]);
  });
});

describe('the same check fails', () => {
  const [, template] = templatesOf(inPartition(SAMPLE, 'aws-cn'))[0] ?? [];
  const changed = (partition: Partition, region: string, properties: object, Type = 'AWS::SNS::Topic') =>
    partitionFaults(
      { Resources: { ...template?.Resources, Changed: { Type, Properties: { ...properties } } } },
      { partition, region, services },
    );
  const statement = (Action: string) => ({ Statement: [{ Effect: 'Allow', Action, Resource: 'x' }] });

  it.each([
    ['an ARN of aws', { Topic: 'arn:aws:sns:cn-north-1:000000000000:x' }],
    ['an endpoint of aws', { Url: 'https://dynamodb.cn-north-1.amazonaws.com/' }],
    ['a host that is joined', { Url: { 'Fn::Join': ['', ['https://', 'x.amazonaws.com', '/']] } }],
    ['a region of aws', { Region: 'us-east-1' }],
    ['a login page of Cognito', { Url: 'https://x.auth.cn-north-1.amazoncognito.com' }],
  ] as const)('in aws-cn on %s', (_, properties) => {
    expect(changed('aws-cn', 'cn-north-1', properties)).toHaveLength(1);
  });

  it('in aws on an ARN of aws-cn', () => {
    const aws = { Resources: { One: { Type: 'AWS::SNS::Topic', Properties: { Arn: 'arn:aws-cn:sns:::x' } } } };
    expect(partitionFaults(aws, { partition: 'aws', region: 'ap-east-1', services })).toEqual([
      'Resources.One.Properties.Arn: arn:aws-cn:sns:::x',
    ]);
  });

  it.each(['AWS::Cognito::UserPool', 'AWS::SES::EmailIdentity', 'AWS::Nobody::LookedItUp'])(
    'in aws-cn on the type %s',
    (type) => {
      expect(changed('aws-cn', 'cn-north-1', {}, type)).toEqual([`cn-north-1 has no ${type}`]);
    },
  );

  it('in aws-cn on an action of a service that it lacks', () => {
    expect(changed('aws-cn', 'cn-north-1', statement('ses:SendEmail'))).toEqual(['cn-north-1 has no service ses']);
    expect(changed('aws-cn', 'cn-north-1', statement('sns:Publish'))).toEqual([]);
  });

  it('in a region that nobody has looked up', () => {
    expect(changed('aws-cn', 'cn-south-9', {})).toEqual(['cn-south-9: what the region has is not known']);
  });
});

describe('a county file of aws-cn is refused', () => {
  const file = inPartition(SAMPLE, 'aws-cn');
  const parsed = (changes: object) => () => parseCounty(SAMPLE.county, JSON.stringify({ ...file, ...changes }));
  const certificate = (arn: string) => ({ domain: { name: 'shuangshu.county.example', certificate: arn } });

  it('not as it stands', () => {
    expect(parsed({})()).toMatchObject({ partition: 'aws-cn', region: 'cn-north-1', noticeSender: null });
  });

  it.each([
    ['without a domain', { domain: null }, 'domain: in aws-cn the pages need a domain'],
    ['with a pool of Cognito', { staff: COGNITO }, 'staff: aws-cn has no Cognito user pools'],
    ['with mail by SES', { noticeSender: 'a@b.example' }, 'noticeSender: aws-cn has no SES'],
    ['in a region of aws', { region: 'ap-east-1' }, 'region: ap-east-1 is no region of the partition aws-cn'],
    [
      'with a certificate of another region',
      certificate('arn:aws-cn:acm:cn-northwest-1:000000000000:certificate/x'),
      'domain.certificate: API Gateway takes a certificate of ACM in cn-north-1',
    ],
    [
      'with a certificate that IAM keeps',
      certificate('arn:aws-cn:iam::000000000000:server-certificate/x'),
      'domain.certificate: API Gateway takes a certificate of ACM in cn-north-1',
    ],
  ])('%s', (_, changes, message) => {
    expect(parsed(changes)).toThrow(CountyFileError);
    expect(parsed(changes)).toThrow(message);
  });
});
