import { App } from 'aws-cdk-lib';
import { ArnPrincipal, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { CountyStack } from '../../infra/county-stack.ts';
import { grantFaults } from './granted.ts';
import { inPartition } from './in-partition.ts';
import { SAMPLE, Synthesised } from './synthesised.ts';

describe.each(['aws', 'aws-cn'] as const)('what the roles of a county in %s may do', (partition) => {
  /** The faults of a county into which somebody wrote something by hand. */
  const faultsWith = (widen: (stack: CountyStack) => void): readonly string[] => {
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
    const stack = new CountyStack(app, 'County', inPartition(SAMPLE, partition));
    widen(stack);
    return grantFaults(new Synthesised(stack));
  };

  it('is what the contract says', () => {
    expect(faultsWith(() => undefined)).toEqual([]);
  });

  it.each<readonly [string, (stack: CountyStack) => void, string]>([
    [
      'one action more on a table that is read',
      ({ handlers, tables }) => {
        handlers.meeting.addToRolePolicy(
          new PolicyStatement({ actions: ['dynamodb:PutItem'], resources: [tables.meetings.tableArn] }),
        );
      },
      'meeting: meetings [',
    ],
    [
      'the registry for casting, by CDK’s own grant',
      ({ handlers, tables }) => void tables.registry.grantReadData(handlers.cast),
      'cast: registry [',
    ],
    [
      'the ballot box for drawing',
      ({ handlers, tables }) => void tables.ballotBox.grant(handlers.draw, 'dynamodb:GetItem'),
      'draw: ballotBox [GetItem], the contract says []',
    ],
    ['photos for casting', ({ handlers, buckets }) => void buckets.photos.grantRead(handlers.cast), 'cast: photos ['],
    [
      'the key that wraps, for who has no use of it',
      ({ handlers, keys }) => void keys.wrapping.grantDecrypt(handlers.meeting),
      'meeting: wrapping [Decrypt], the contract says []',
    ],
    [
      'the key that wraps, for any purpose',
      ({ handlers, keys }) => void keys.wrapping.grantDecrypt(handlers.cast),
      'cast: wrapping without a purpose',
    ],
    [
      'any resource',
      ({ handlers }) =>
        handlers.cast.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })),
      'cast: any resource',
    ],
    [
      'a managed policy',
      ({ handlers }) => handlers.cast.role?.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')),
      'cast: a managed policy',
    ],
    [
      'a right that the bucket itself gives',
      ({ handlers, buckets }) =>
        void buckets.photos.addToResourcePolicy(
          new PolicyStatement({
            actions: ['s3:GetObject'],
            resources: [buckets.photos.arnForObjects('*')],
            principals: [new ArnPrincipal(handlers.cast.role?.roleArn ?? '')],
          }),
        ),
      'cast: named in PhotosPolicy',
    ],
  ])('%s is noticed', (_, widen, fault) => {
    const faults = faultsWith(widen);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join('\n')).toContain(fault);
  });
});
