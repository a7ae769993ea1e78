import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  MathExpression,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type MetricName, namespaceOf } from '../functions/http/metrics.ts';
import { SCHEDULED_NAMES } from '../shared/contract/schedules.ts';
import type { WatchedCounty } from './watched-county.ts';

const FIVE_MINUTES = { period: Duration.minutes(5), statistic: Stats.SUM } as const;
const WIDTH = 12;

const graph = (title: string, left: readonly IMetric[], right: readonly IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, width: WIDTH, left: [...left], right: [...right] });

/** Every operation that has the count, a line each, without a list of them here. */
const byOperation = (county: string, metric: MetricName, dimensions: string): MathExpression =>
  new MathExpression({
    expression: `SEARCH('{"${namespaceOf(county)}",${dimensions}} MetricName="${metric}"', 'Sum', 300)`,
    usingMetrics: {},
    label: metric,
    period: FIVE_MINUTES.period,
  });

/** The vote: counts of five minutes that AWS keeps itself, no finer than the hall's screen shows. */
function voting({ handlers: { cast, draw } }: WatchedCounty): readonly GraphWidget[] {
  const p99 = { period: FIVE_MINUTES.period, statistic: Stats.percentile(99) };
  const both = [cast, draw];
  return [
    graph(
      'Casting and drawing',
      both.map((each) => each.metricInvocations(FIVE_MINUTES)),
      both.flatMap((each) => [each.metricErrors(FIVE_MINUTES), each.metricThrottles(FIVE_MINUTES)]),
    ),
    graph(
      'Casting and drawing: 99 of 100 within, ms',
      both.map((each) => each.metricDuration(p99)),
    ),
  ];
}

const answering = ({ api, settings: { county } }: WatchedCounty): readonly GraphWidget[] => [
  graph(
    'API',
    [api.metricCount(FIVE_MINUTES)],
    [api.metricClientError(FIVE_MINUTES), api.metricServerError(FIVE_MINUTES)],
  ),
  graph('API: 99 of 100 within, ms', [
    api.metricLatency({ period: FIVE_MINUTES.period, statistic: Stats.percentile(99) }),
  ]),
  graph('Staff and tellers: answered', [byOperation(county, 'Answered', 'operation')]),
  graph('Staff and tellers: refused, at fault', [
    byOperation(county, 'Refused', 'operation,problem'),
    byOperation(county, 'Faults', 'operation'),
  ]),
];

const working = ({ tables, handlers, settings: { county } }: WatchedCounty): readonly GraphWidget[] => [
  graph(
    'Tables: throttled',
    [tables.registry, tables.meetings, tables.ballotBox, tables.opinions].flatMap((table) => [
      table.metric('ReadThrottleEvents', FIVE_MINUTES),
      table.metric('WriteThrottleEvents', FIVE_MINUTES),
    ]),
  ),
  graph(
    'By the clock, and notices',
    [
      byOperation(county, 'Completed', 'operation'),
      byOperation(county, 'NoticesSent', 'operation'),
      byOperation(county, 'NoticesUndelivered', 'operation'),
    ],
    SCHEDULED_NAMES.map((name) => handlers[name].metricErrors(FIVE_MINUTES)),
  ),
];

export function countyDashboard(scope: Construct, props: WatchedCounty & { readonly alarms: readonly IAlarm[] }): void {
  new Dashboard(scope, 'Dashboard', {
    dashboardName: `shuangshu-${props.settings.county}`,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', width: 2 * WIDTH, alarms: [...props.alarms] })],
      [...voting(props)],
      [...answering(props)],
      [...working(props)],
    ],
  });
}
