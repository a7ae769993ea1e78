import { fileURLToPath } from 'node:url';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import type { OidcSettings } from './county-identity.ts';
import type { CountySettings } from './county-settings.ts';

export interface PageFilesProps {
  readonly bucket: IBucket;
  readonly settings: Pick<CountySettings, 'county' | 'countyName' | 'retention'>;
  readonly oidc: OidcSettings;
  /** Whose copies are to go when the files change. */
  readonly distribution?: IDistribution;
}

/** Puts the built pages (`web/dist`) and their `/config.json` into their bucket. */
export const pageFiles = (
  scope: Construct,
  { bucket, settings: { county, countyName, retention }, oidc, distribution }: PageFilesProps,
): BucketDeployment =>
  new BucketDeployment(scope, 'Files', {
    destinationBucket: bucket,
    ...(distribution === undefined ? {} : { distribution }),
    cacheControl: [CacheControl.noCache()],
    logGroup: new LogGroup(scope, 'FilesLogs', { retention: retention.logDays, removalPolicy: RemovalPolicy.DESTROY }),
    sources: [
      Source.asset(fileURLToPath(new URL('../web/dist', import.meta.url))),
      Source.jsonData('config.json', { county, countyName, oidc }),
    ],
  });
