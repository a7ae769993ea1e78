import { App, type Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Bucket, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CountySettings } from '../../infra/county-settings.ts';
import { CountyStack } from '../../infra/county-stack.ts';
import { ACKNOWLEDGED, answers } from '../../infra/rules/acknowledged.ts';
import type { Finding } from '../../infra/rules/finding.ts';
import { nagFindings } from '../../infra/rules/nag-findings.ts';
import { addTemplateRules, unanswered } from '../../infra/rules/template-rules.ts';
import { COUNTY_CASES } from './county-cases.ts';
import { inPartition } from './in-partition.ts';
import { SAMPLE } from './synthesised.ts';

const appOf = (settings: CountySettings): App => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  new CountyStack(app, 'County', settings);
  return app;
};

const found = new Map<string, readonly Finding[]>();
beforeAll(() => {
  for (const [name, settings] of COUNTY_CASES) found.set(name, nagFindings(appOf(settings)));
});

describe('AWS’s rules for solutions', () => {
  it.each(COUNTY_CASES)('%s: every finding is answered for', (name, settings) => {
    const findings = found.get(name) ?? [];
    expect(findings.length).toBeGreaterThan(0);
    expect(unanswered(findings, settings)).toEqual([]);
  });

  it.each(ACKNOWLEDGED.map((each) => [each.rule, each.where.source, each] as const))(
    '%s at %s: somebody still needs the answer',
    (_rule, _where, acknowledgement) => {
      const needed = COUNTY_CASES.some(([name, settings]) =>
        (found.get(name) ?? []).some((finding) => answers(acknowledgement, finding, settings)),
      );
      expect(needed).toBe(true);
    },
  );

  it('a firewall that is off is answered for only where the county’s file says so', () => {
    const finding = {
      rule: 'AwsSolutions-CFR2',
      detail: '',
      where: 'County/Pages/Distribution/Resource',
      description: '',
    };
    expect(unanswered([finding], { ...SAMPLE, waf: false })).toEqual([]);
    expect(unanswered([finding], { ...SAMPLE, waf: true })).toEqual([finding]);
  });

  it('another right of a function than the one that is listed is not answered for', () => {
    const finding = {
      rule: 'AwsSolutions-IAM5',
      detail: 'Resource::<Photos12345678.Arn>/*',
      where: 'County/Function-opinions/Role/Resource',
      description: '',
    };
    expect(unanswered([finding], SAMPLE)).toEqual([finding]);
  });
});

/** Synthesises with the rules in force; what they say is printed for whoever deploys, and here taken for the answer. */
function synthesised(settings: CountySettings, change: (stack: Stack) => void): string {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  addTemplateRules(app);
  const stack = new CountyStack(app, 'County', settings);
  change(stack);
  try {
    app.synth();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}

const childOf = (stack: Stack, ...path: readonly string[]): IConstruct =>
  path.reduce((at: IConstruct, id) => at.node.findChild(id), stack);

describe.each(['aws', 'aws-cn'] as const)('the synthesis of a county in %s', (partition) => {
  const settings = inPartition(SAMPLE, partition);

  it('comes to its end as it stands', () => {
    expect(synthesised(settings, () => undefined)).toBe('');
  });

  it.each([
    [
      'our own rules',
      'no_second_state_of_secret_tables',
      (stack: Stack) => {
        const table = childOf(stack, 'Tables', 'BallotBox', 'Resource');
        if (table instanceof CfnTable) table.streamSpecification = { streamViewType: 'NEW_IMAGE' };
      },
    ],
    ['AWS’s rules', 'AwsSolutions-S10', (stack: Stack) => void new Bucket(stack, 'Another')],
    [
      'the partition',
      partition === 'aws' ? 'arn:aws-cn:' : 'arn:aws:',
      (stack: Stack) => {
        const bucket = childOf(stack, 'Photos', 'Resource') as CfnBucket;
        bucket.addPropertyOverride('BucketName', `arn:${partition === 'aws' ? 'aws-cn' : 'aws'}:s3:::x`);
      },
    ],
  ])('is stopped by %s', (_, said, change) => {
    expect(synthesised(settings, change)).toContain(said);
  });
});
