import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, it } from 'vitest';
import { fixedParts } from '../../infra/cost/fixed.ts';
import { readCounty } from '../../infra/county-files.ts';
import { CountyStack } from '../../infra/county-stack.ts';

const settings = readCounty(new URL('../../infra/counties/', import.meta.url), 'tuanfeng');
const fixed = fixedParts(settings);
let template: Template;

beforeAll(() => {
  // Without bundling: only what there is of each kind is counted.
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  template = Template.fromStack(new CountyStack(app, 'County', settings, { env: { region: settings.region } }));
});

const howMany = (type: string): number => Object.keys(template.findResources(type)).length;

it.each([
  ['AWS::KMS::Key', fixed.keys],
  ['AWS::CloudWatch::Dashboard', fixed.dashboards],
  ['AWS::CloudWatch::Alarm', fixed.alarmMetrics],
  ['AWS::WAFv2::WebACL', settings.waf ? 1 : 0],
] as const)('the template has no more of %s than the cost model counts', (type, counted) => {
  expect(howMany(type)).toBeLessThanOrEqual(counted);
});
