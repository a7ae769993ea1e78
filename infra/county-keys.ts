import { RemovalPolicy } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { CountySettings } from './county-settings.ts';

/** The keys of a county. No other county's functions have a right to them. */
export interface CountyKeys {
  /** Wraps the token keys and box keys of the meetings, by functions of ours. */
  readonly wrapping: IKey;
  /** Under which tables and buckets lie, by DynamoDB and S3; null: under AWS's own keys. */
  readonly data: IKey | null;
}

/**
 * The key's own policy leaves it to the account's IAM, and no role of ours has a right to the data key but through the two
 * services. A key outlives its stack: what lies under it can be read no more once it is gone.
 */
const customerKey = (scope: Construct, id: string, description: string): IKey =>
  new Key(scope, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });

export const countyKeys = (scope: Construct, keys: CountySettings['keys']): CountyKeys => ({
  wrapping: customerKey(scope, 'WrappingKey', 'wraps the token keys and box keys of the meetings'),
  data: keys === 'kms' ? customerKey(scope, 'DataKey', 'of the tables and buckets, through DynamoDB and S3') : null,
});
