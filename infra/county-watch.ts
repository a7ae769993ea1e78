import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { type MetricName, namespaceOf } from '../functions/http/metrics.ts';
import { SCHEDULED_NAMES, type ScheduledName } from '../shared/contract/schedules.ts';
import { AlarmTopic, alarmName } from './alarm-topic.ts';
import { watchCertificate } from './certificate-watch.ts';
import { countyBudget } from './county-budget.ts';
import { countyDashboard } from './county-dashboard.ts';
import type { WatchedCounty } from './watched-county.ts';

const MINUTE = Duration.minutes(1);
const HOUR = Duration.hours(1);

/** What a phone waits for without asking whether it went through; the function itself may run ten seconds. */
const SLOW_MS = 3_000;
/** A passing refusal of the engine is asked again by the page; so many within five minutes do not pass. */
const FAULTS_IN_FIVE_MINUTES = 5;
/** A day, and an hour for a run that starts late or is tried again. */
const MISSED_AFTER_HOURS = 25;

/** A metric without a datapoint in a period is one that counted nothing. */
function sumOf(metrics: readonly IMetric[], { period }: { readonly period: Duration }): MathExpression {
  const named = metrics.map((metric, place) => [`m${place}`, metric] as const);
  return new MathExpression({
    expression: named.map(([name]) => `FILL(${name},0)`).join('+'),
    usingMetrics: Object.fromEntries(named),
    period,
  });
}

/** A count of our own functions (functions/http/metrics.ts). */
const countOf = (county: string, metric: MetricName, name: ScheduledName, period: Duration): Metric =>
  new Metric({
    namespace: namespaceOf(county),
    metricName: metric,
    dimensionsMap: { operation: name },
    statistic: Stats.SUM,
    period,
  });

type Watched = Pick<AlarmProps, 'metric' | 'threshold'> &
  Partial<AlarmProps> & { readonly about: string; readonly meaning: string };

const AT_LEAST = {
  comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  evaluationPeriods: 1,
  treatMissingData: TreatMissingData.NOT_BREACHING,
} as const;

/** Every function behind the API that crashed, ran out of time, was throttled, or answered that it is at fault or busy. */
const faults = ({ api }: WatchedCounty): Watched => ({
  about: 'faults',
  meaning: 'The API answered 5xx: something is broken or overloaded',
  metric: api.metricServerError({ statistic: Stats.SUM, period: Duration.minutes(5) }),
  threshold: FAULTS_IN_FIVE_MINUTES,
});

/** Nobody waits for five of these: one ballot or one check-in that did not go through is one person who stands there. */
function votingRefused({ handlers: { cast, draw } }: WatchedCounty): Watched {
  const each = { period: MINUTE, statistic: Stats.SUM };
  const metrics = [cast, draw].flatMap((handler) => [handler.metricErrors(each), handler.metricThrottles(each)]);
  return {
    about: 'voting-refused',
    meaning: 'Casting or drawing crashed, ran out of time or was throttled',
    metric: sumOf(metrics, { period: MINUTE }),
    threshold: 1,
  };
}

const slow = (name: 'cast' | 'draw', { handlers }: WatchedCounty): Watched => ({
  about: name === 'cast' ? 'casting-slow' : 'drawing-slow',
  meaning: `One in a hundred waits longer than ${SLOW_MS / 1_000} s for its receipt or token`,
  metric: handlers[name].metricDuration({ statistic: Stats.percentile(99), period: MINUTE }),
  threshold: SLOW_MS,
  evaluationPeriods: 5,
  datapointsToAlarm: 3,
  // A cold start among few is no hundredth.
  evaluateLowSampleCountPercentile: 'ignore',
});

const escalationFailed = ({ settings, handlers }: WatchedCounty): Watched => ({
  about: 'escalation',
  meaning: 'Overdue items were not escalated, or a notice of them did not leave',
  metric: sumOf(
    [
      handlers.escalation.metricErrors({ period: HOUR, statistic: Stats.SUM }),
      countOf(settings.county, 'NoticesUndelivered', 'escalation', HOUR),
    ],
    { period: HOUR },
  ),
  threshold: 1,
});

/** Not the starts but the ends are looked for: a run that fails each time, or is never started, or cannot say so, is missed alike. */
const missed = (name: ScheduledName, { settings }: WatchedCounty): Watched => ({
  about: `${name}-missed`,
  meaning: `No run of ${name} came to its end within ${MISSED_AFTER_HOURS} hours`,
  metric: countOf(settings.county, 'Completed', name, HOUR),
  threshold: 1,
  comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  evaluationPeriods: MISSED_AFTER_HOURS,
  treatMissingData: TreatMissingData.BREACHING,
});

/** The three that a full hall presses on: ballots written, codes drawn, the meeting polled. */
function tablesThrottled({ tables: { ballotBox, registry, meetings } }: WatchedCounty): Watched {
  const each = { period: MINUTE, statistic: Stats.SUM };
  return {
    about: 'tables-throttled',
    meaning: 'DynamoDB refused requests: more at once than a partition takes',
    metric: sumOf(
      [
        ballotBox.metric('WriteThrottleEvents', each),
        registry.metric('WriteThrottleEvents', each),
        meetings.metric('ReadThrottleEvents', each),
      ],
      { period: MINUTE },
    ),
    threshold: 1,
  };
}

const watchedThings = (props: WatchedCounty): readonly Watched[] => [
  faults(props),
  votingRefused(props),
  slow('cast', props),
  slow('draw', props),
  escalationFailed(props),
  ...SCHEDULED_NAMES.map((name) => missed(name, props)),
  tablesThrottled(props),
];

/**
 * The watch over a county: alarms by mail, a dashboard, a budget. Every figure of the vote is one that AWS keeps anyway, a sum or a
 * percentile of a minute; no log near a ballot is read, and no metric filter is made.
 */
export class CountyWatch extends Construct {
  constructor(scope: Construct, id: string, props: WatchedCounty) {
    super(scope, id);
    const { settings } = props;
    const { county, alarms, keys } = settings;
    const { topic } = new AlarmTopic(this, 'Alarms', {
      county,
      receivers: alarms.receivers,
      encryption: keys === 'kms' ? 'customer' : 'none',
    });
    const made = watchedThings(props).map(({ about, meaning, ...watched }) => {
      const alarm = new Alarm(this, about, {
        ...AT_LEAST,
        ...watched,
        alarmName: alarmName(county, about),
        alarmDescription: `${meaning} (docs/operations/watch.md)`,
      });
      alarm.addAlarmAction(new SnsAction(topic));
      return alarm;
    });
    watchCertificate(Stack.of(this), settings, topic);
    countyBudget(Stack.of(this), settings);
    countyDashboard(this, { ...props, alarms: made });
  }
}
