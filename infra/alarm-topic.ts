import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  readonly county: string;
  /** E-mail addresses; each confirms its subscription once. */
  readonly receivers: readonly string[];
  /** `customer`: under a key of its own, since the one that AWS manages for SNS lets no alarm publish. */
  readonly encryption: 'customer' | 'none';
}

/** As the mail's subject shows it. */
export const alarmName = (county: string, about: string): string => `shuangshu-${county}-${about}`;

const CLOUDWATCH = new ServicePrincipal('cloudwatch.amazonaws.com');

function alarmKey(scope: Construct, county: string): Key {
  const key = new Key(scope, 'Key', { description: `alarms of ${county} on their way`, enableKeyRotation: true });
  key.addToResourcePolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      principals: [CLOUDWATCH],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return key;
}

/** Where alarms of a county go, in one region: the receivers' mail, by TLS alone, from the county's own alarms alone. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { county, receivers, encryption }: AlarmTopicProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.topic = new Topic(this, 'Topic', {
      displayName: `shuangshu ${county}`,
      enforceSSL: true,
      ...(encryption === 'customer' ? { masterKey: alarmKey(this, county) } : {}),
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [CLOUDWATCH],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: {
            'aws:SourceArn': stack.formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: alarmName(county, '*'),
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    for (const receiver of receivers) this.topic.addSubscription(new EmailSubscription(receiver));
  }
}
