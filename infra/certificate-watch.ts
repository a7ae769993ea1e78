import { Duration, type Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmTopic, alarmName } from './alarm-topic.ts';
import { CERTIFICATE_DAYS_LEFT } from './certificate-days.ts';
import type { CountySettings } from './county-settings.ts';
import { stackIn } from './edge-stack.ts';

/** `arn:aws:acm:us-east-1:…`; a certificate that IAM keeps has no region and no metric. */
const regionOfCertificate = (arn: string): string | undefined => /^arn:[\w-]+:acm:([a-z0-9-]+):/.exec(arn)?.[1];

interface CertificateAlarmProps {
  readonly county: string;
  readonly certificate: string;
  readonly topic: ITopic;
}

class CertificateAlarm extends Construct {
  constructor(scope: Construct, id: string, { county, certificate, topic }: CertificateAlarmProps) {
    super(scope, id);
    new Alarm(this, 'Alarm', {
      alarmName: alarmName(county, 'certificate'),
      alarmDescription: `Fewer than ${CERTIFICATE_DAYS_LEFT} days left: renew it before the phones refuse the pages (docs/operations/watch.md)`,
      metric: new Metric({
        namespace: 'AWS/CertificateManager',
        metricName: 'DaysToExpiry',
        dimensionsMap: { CertificateArn: certificate },
        statistic: Stats.MINIMUM,
        period: Duration.days(1),
      }),
      threshold: CERTIFICATE_DAYS_LEFT,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.IGNORE,
    }).addAlarmAction(new SnsAction(topic));
  }
}

/**
 * The alarm on the days that are left to a county's certificate. An alarm lies where its metric does, and a certificate for CloudFront
 * in us-east-1: there it has a topic of its own, without a key, since what it says anybody reads in the certificate.
 */
export function watchCertificate(stack: Stack, settings: CountySettings, topic: ITopic): void {
  const { county, domain, alarms, account } = settings;
  const region = domain === null ? undefined : regionOfCertificate(domain.certificate);
  if (domain === null || region === undefined) return;
  const { certificate } = domain;
  if (region === stack.region) {
    new CertificateAlarm(stack, 'Certificate', { county, certificate, topic });
    return;
  }
  const edge = stackIn(region, stack, account);
  const { receivers } = alarms;
  const there = new AlarmTopic(edge, 'Alarms', { county, receivers, encryption: 'none' });
  new CertificateAlarm(edge, 'Certificate', { county, certificate, topic: there.topic });
}
