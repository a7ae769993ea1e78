import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type CorsRule, HttpMethods, type IBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { EXPORTS_PREFIX } from '../functions/store/documents.ts';
import { INCOMING_PREFIX } from '../functions/store/uploads.ts';
import { privateBucket } from './bucket.ts';
import type { CountySettings } from './county-settings.ts';

export interface CountyBuckets {
  /** Documents of announced results, sealed bundles, and exports for one download. */
  readonly results: IBucket;
  /** Evidence, recordings and workbooks that staff upload. */
  readonly uploads: IBucket;
  /** Photos of opinions. */
  readonly photos: IBucket;
}

/**
 * Browsers send and read by signed address. With a domain, pages of that origin alone may. Without one any origin may: the
 * pages' own is the distribution's, which is made after these buckets, since its content security policy names them. Nothing
 * hangs on it: the signed address is the capability, no cookie goes along, and a program that is no browser asks no leave.
 */
const corsFor = (domain: CountySettings['domain']): CorsRule[] => [
  {
    allowedOrigins: [domain === null ? '*' : `https://${domain.name}`],
    allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
    allowedHeaders: ['content-type'],
    maxAge: 3_600,
  },
];

/**
 * Locked, a version cannot be deleted before its time, an export's neither: after its day it lies behind a delete marker, where no
 * role of ours can read it, and goes when the lock ends.
 */
const lockFor = (days: number | null) =>
  days === null ? {} : { objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(days)) };

export function countyBuckets(
  scope: Construct,
  { domain, retention, key }: Pick<CountySettings, 'domain' | 'retention'> & { readonly key: IKey | null },
): CountyBuckets {
  const cors = corsFor(domain);
  return {
    results: privateBucket(scope, 'Results', {
      key,
      versioned: true,
      // An export is made for one download; the audit log and a round-up are not to lie about in copies.
      lifecycleRules: [
        { prefix: EXPORTS_PREFIX, expiration: Duration.days(1), noncurrentVersionExpiration: Duration.days(1) },
      ],
      ...lockFor(retention.resultsLockDays),
    }),
    uploads: privateBucket(scope, 'Uploads', {
      key,
      cors,
      // What was sent and never confirmed, or sent again to an address that still lives.
      lifecycleRules: [{ prefix: INCOMING_PREFIX, expiration: Duration.days(1) }],
    }),
    // No versions: an object that the night rewrote leaves nothing behind.
    photos: privateBucket(scope, 'Photos', { key, cors }),
  };
}
