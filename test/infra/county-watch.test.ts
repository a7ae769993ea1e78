import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { METRIC_NAMES, namespaceOf } from '../../functions/http/metrics.ts';
import { readCounties } from '../../infra/county-files.ts';
import type { CountySettings } from '../../infra/county-settings.ts';
import { CountyStack } from '../../infra/county-stack.ts';
import { SCHEDULED_NAMES } from '../../shared/contract/schedules.ts';

const metric = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).optional(),
});
const alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.object({ Ref: z.string() })),
  TreatMissingData: z.string(),
  EvaluationPeriods: z.number(),
  Period: z.number().optional(),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).optional(),
  Metrics: z.array(z.object({ MetricStat: z.object({ Metric: metric }).optional() })).optional(),
});
type Alarm = z.output<typeof alarm>;

interface Watched {
  readonly county: Template;
  /** Every stack but the county's own. */
  readonly others: readonly { readonly region: string; readonly template: Template }[];
  readonly settings: CountySettings;
}

function watch(change: Partial<CountySettings> = {}): Watched {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const [settings] = readCounties(new URL('../../infra/counties/', import.meta.url));
  if (settings === undefined) throw new Error('no county file');
  const changed = { ...settings, ...change };
  const stack = new CountyStack(app, 'County', changed, { env: { region: changed.region } });
  const others = app.node.children
    .filter((child): child is Stack => child !== stack && 'templateFile' in child)
    .map((other) => ({ region: other.region, template: Template.fromStack(other) }));
  return { county: Template.fromStack(stack), others, settings: changed };
}

const alarmsIn = (template: Template): readonly Alarm[] =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => alarm.parse(Properties));
const metricsOf = ({ Metrics = [], Namespace, MetricName, Dimensions }: Alarm): readonly z.output<typeof metric>[] =>
  Namespace === undefined || MetricName === undefined
    ? Metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric]))
    : [{ Namespace, MetricName, Dimensions }];
const receiversIn = (template: Template): readonly unknown[] =>
  Object.values(template.findResources('AWS::SNS::Subscription')).map(({ Properties }) => Properties.Endpoint);

const KINDS = {
  FunctionName: 'AWS::Lambda::Function',
  TableName: 'AWS::DynamoDB::Table',
  ApiId: 'AWS::ApiGatewayV2::Api',
};
const reference = z.object({ Ref: z.string() });

/** What an alarm looks at and is not there to be looked at. */
function missingFor(each: z.output<typeof metric>, { county, settings }: Watched): readonly string[] {
  const { Namespace, MetricName, Dimensions = [] } = each;
  if (Namespace === namespaceOf(settings.county)) {
    const isOurs = METRIC_NAMES.some((name) => name === MetricName);
    const isRun = Dimensions.every(
      ({ Name, Value }) => Name === 'operation' && SCHEDULED_NAMES.some((name) => name === Value),
    );
    return isOurs && isRun && Dimensions.length === 1 ? [] : [`${Namespace} ${MetricName}`];
  }
  return Dimensions.flatMap(({ Name, Value }) => {
    const kind = Object.entries(KINDS).find(([name]) => name === Name)?.[1];
    const id = reference.safeParse(Value).data?.Ref;
    const isThere = kind !== undefined && id !== undefined && id in county.findResources(kind);
    return isThere ? [] : [`${MetricName} ${Name}=${JSON.stringify(Value)}`];
  });
}

const watched = watch();
const alarms = alarmsIn(watched.county);
const edgeAlarms = watched.others.flatMap(({ template }) => alarmsIn(template));
const named = (about: string): Alarm => {
  const found = alarms.find(({ AlarmName }) => AlarmName === `shuangshu-tuanfeng-${about}`);
  if (found === undefined) throw new Error(`no alarm ${about}`);
  return found;
};

describe('the watch over a county', () => {
  it('has twelve alarms, each by its name', () => {
    expect([...alarms, ...edgeAlarms].map(({ AlarmName }) => AlarmName).sort()).toEqual(
      [
        ...['casting-slow', 'certificate', 'drawing-slow', 'escalation', 'escalation-missed', 'faults'],
        ...[
          'forgetting-missed',
          'ratings-missed',
          'retention-missed',
          'shuffle-missed',
          'tables-throttled',
          'voting-refused',
        ],
      ].map((about) => `shuangshu-tuanfeng-${about}`),
    );
  });

  it('looks at nothing that is not there', () => {
    for (const each of alarms) {
      const metrics = metricsOf(each);
      expect(metrics.length, each.AlarmName).toBeGreaterThan(0);
      expect(
        metrics.flatMap((one) => missingFor(one, watched)),
        each.AlarmName,
      ).toEqual([]);
    }
  });

  it('would be found out if it looked at a function, a table or a count that is not there', () => {
    const gone = (Namespace: string, MetricName: string, Name: string, Value: unknown) =>
      missingFor({ Namespace, MetricName, Dimensions: [{ Name, Value }] }, watched);
    expect(gone('AWS/Lambda', 'Errors', 'FunctionName', { Ref: 'Nothing' })).toHaveLength(1);
    expect(gone('AWS/DynamoDB', 'ReadThrottleEvents', 'TableName', 'tuanfeng')).toHaveLength(1);
    expect(gone('Shuangshu/tuanfeng', 'Castings', 'operation', 'escalation')).toHaveLength(1);
    expect(gone('Shuangshu/tuanfeng', 'Answered', 'operation', 'castBallot')).toHaveLength(1);
  });

  it('tells the receivers, and says what to read', () => {
    const topics = Object.keys(watched.county.findResources('AWS::SNS::Topic'));
    expect(topics).toHaveLength(1);
    for (const { AlarmActions, AlarmDescription } of alarms) {
      expect(AlarmActions).toEqual([{ Ref: topics[0] }]);
      expect(AlarmDescription).toContain('docs/operations/watch.md');
    }
    expect(receiversIn(watched.county)).toEqual(['ops@tuanfeng.example']);
  });

  it('misses a run of the clock after 25 hours, whether it failed, was not started or could not say so', () => {
    for (const name of SCHEDULED_NAMES) {
      const { TreatMissingData, EvaluationPeriods, Period, MetricName } = named(`${name}-missed`);
      expect({ TreatMissingData, EvaluationPeriods, Period, MetricName }).toEqual({
        ...{ TreatMissingData: 'breaching', EvaluationPeriods: 25, Period: 3_600, MetricName: 'Completed' },
      });
    }
  });

  it('is quiet where nobody votes', () => {
    for (const about of ['faults', 'voting-refused', 'casting-slow', 'drawing-slow', 'escalation', 'tables-throttled'])
      expect(named(about).TreatMissingData, about).toBe('notBreaching');
  });

  it('costs no more than eighteen metrics under alarm', () => {
    expect([...alarms, ...edgeAlarms].flatMap(metricsOf).length).toBeLessThanOrEqual(18);
  });

  it('reads no log: no metric filter, subscription or query on any log group', () => {
    const template = JSON.stringify(watched.county.toJSON());
    expect(template).not.toMatch(/AWS::Logs::(MetricFilter|SubscriptionFilter|QueryDefinition)|SOURCE '/);
  });

  it('asks the functions of ballots and opinions for no count of their own', () => {
    const dashboard = JSON.stringify(watched.county.findResources('AWS::CloudWatch::Dashboard'));
    expect(dashboard).not.toMatch(/castBallot|checkIn|leaveOpinion/);
    expect(alarms.flatMap(metricsOf).filter(({ Namespace }) => Namespace.startsWith('Shuangshu/'))).toHaveLength(6);
  });

  it('sends by TLS alone, under the county’s key, from the county’s own alarms alone', () => {
    const [{ Properties: topic } = { Properties: {} }] = Object.values(watched.county.findResources('AWS::SNS::Topic'));
    expect(topic).toHaveProperty('KmsMasterKeyId');
    const policy = JSON.stringify(watched.county.findResources('AWS::SNS::TopicPolicy'));
    expect(policy).toContain('"aws:SecureTransport":"false"');
    expect(policy).toContain(':alarm:shuangshu-tuanfeng-*');
    expect(policy.match(/"Effect":"Allow"/g)).toHaveLength(1);
  });

  it('needs no key where the county has none of its own', () => {
    const { county } = watch({ keys: 'aws-managed' });
    expect(JSON.stringify(county.findResources('AWS::SNS::Topic'))).not.toContain('KmsMasterKeyId');
  });

  it('has its alarms also where nobody is to be told', () => {
    const { county, others } = watch({ alarms: { receivers: [] } });
    expect(receiversIn(county)).toEqual([]);
    expect(others.flatMap(({ template }) => receiversIn(template))).toEqual([]);
    expect(alarmsIn(county)).toHaveLength(alarms.length);
    const [budget] = others.flatMap(({ template }) => Object.values(template.findResources('AWS::Budgets::Budget')));
    expect(budget?.['Properties']).toHaveProperty('Budget');
    expect(budget?.['Properties']).not.toHaveProperty('NotificationsWithSubscribers');
  });
});

describe('the days that are left to a certificate', () => {
  it('are watched where CloudFront’s certificates lie, with the receivers told from there', () => {
    expect(watched.others.map(({ region }) => region)).toEqual(['us-east-1']);
    const [edge] = watched.others;
    if (edge === undefined) throw new Error('no stack beside the county');
    expect(receiversIn(edge.template)).toEqual(['ops@tuanfeng.example']);
    const [days] = alarmsIn(edge.template);
    expect(days).toMatchObject({
      MetricName: 'DaysToExpiry',
      Dimensions: [{ Name: 'CertificateArn', Value: watched.settings.domain?.certificate }],
    });
  });

  it('are watched in the county’s own stack where it lies in the same region', () => {
    const { county, others } = watch({ region: 'us-east-1' });
    expect(others.map(({ region }) => region)).toEqual([]);
    expect(alarmsIn(county).map(({ AlarmName }) => AlarmName)).toContain('shuangshu-tuanfeng-certificate');
  });
});

describe('the budget', () => {
  const budgetsIn = ({ county, others }: Watched) =>
    [county, ...others.map(({ template }) => template)].flatMap((template) =>
      Object.values(template.findResources('AWS::Budgets::Budget')),
    );

  it('warns at 80 and at 100 % of what this county’s resources cost', () => {
    const [budget] = budgetsIn(watched);
    expect(budget?.['Properties']).toEqual({
      Budget: {
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        BudgetLimit: { Amount: 30, Unit: 'USD' },
        CostFilters: { TagKeyValue: ['user:county$tuanfeng'] },
      },
      NotificationsWithSubscribers: [80, 100].map((Threshold) => ({
        Notification: {
          NotificationType: 'ACTUAL',
          ComparisonOperator: 'GREATER_THAN',
          Threshold,
          ThresholdType: 'PERCENTAGE',
        },
        Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'ops@tuanfeng.example' }],
      })),
    });
  });

  it('is none where the county has none', () => {
    expect(budgetsIn(watch({ budget: null }))).toEqual([]);
  });

  it('finds the county’s tag on the stack, which CloudFormation hands on to what it makes', () => {
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
    const stack = new CountyStack(app, 'County', watched.settings, { env: { region: 'ap-east-1' } });
    expect(stack.tags.tagValues()).toEqual({ application: 'shuangshu', county: 'tuanfeng' });
  });
});
