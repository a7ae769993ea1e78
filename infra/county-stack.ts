import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { EXPORTS_PREFIX } from '../functions/store/documents.ts';
import type { FunctionName } from '../shared/contract/operation.ts';
import { SCHEDULED_NAMES } from '../shared/contract/schedules.ts';
import { privateBucket } from './bucket.ts';
import { CountyApi } from './county-api.ts';
import { COST_TAG } from './county-budget.ts';
import { CAST_TIME_LIMIT_MS, CountyFunction } from './county-function.ts';
import { CountyPages } from './county-pages.ts';
import { CountySchedule } from './county-schedule.ts';
import type { CountySettings } from './county-settings.ts';
import { CountyTables } from './county-tables.ts';
import { CountyWatch } from './county-watch.ts';
import { ROLE_NAMES, type RoleName } from './permissions.ts';

/** One county: its tables, keys, functions, API and pages. Counties share nothing. */
export class CountyStack extends Stack {
  constructor(scope: Construct, id: string, settings: CountySettings, props: StackProps = {}) {
    super(scope, id, { ...props, tags: { ...props.tags, [COST_TAG]: settings.county } });
    const { domain, staff } = settings;
    if (domain === null || staff.kind !== 'issuer')
      throw new Error('a county without a domain of its own, or with Cognito');
    const origin = `https://${domain.name}`;
    const tables = new CountyTables(this, 'Tables');
    const wrappingKey = new Key(this, 'WrappingKey', {
      description: 'wraps the token keys and box keys of the meetings',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const results = privateBucket(this, 'Results', {
      versioned: true,
      // An export is made for one download; the audit log and a round-up are not to lie about in copies.
      lifecycleRules: [
        { prefix: EXPORTS_PREFIX, expiration: Duration.days(1), noncurrentVersionExpiration: Duration.days(1) },
      ],
    });
    // Browsers send and read by signed address; no page of another origin may.
    const cors = [
      {
        allowedOrigins: [origin],
        allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
        allowedHeaders: ['content-type'],
        maxAge: 3_600,
      },
    ];
    const uploads = privateBucket(this, 'Uploads', { cors });
    // No versions: an object that the night rewrote leaves nothing behind.
    const photos = privateBucket(this, 'Photos', { cors });
    const environment = {
      COUNTY: settings.county,
      COUNTY_NAME: settings.countyName,
      REGISTRY_TABLE: tables.registry.tableName,
      MEETINGS_TABLE: tables.meetings.tableName,
      BALLOT_BOX_TABLE: tables.ballotBox.tableName,
      OPINIONS_TABLE: tables.opinions.tableName,
      RESULTS_BUCKET: results.bucketName,
      UPLOADS_BUCKET: uploads.bucketName,
      PHOTOS_BUCKET: photos.bucketName,
      ORIGIN: origin,
      NOTICE_SENDER: settings.noticeSender,
      KEY_ID: wrappingKey.keyArn,
      OIDC_ISSUER: staff.issuer,
      OIDC_AUDIENCE: staff.audience,
      CAST_TIME_LIMIT_MS: String(CAST_TIME_LIMIT_MS),
    };
    const logRetention: RetentionDays = settings.retention.logDays;
    const make = (name: RoleName): IFunction =>
      new CountyFunction(this, `Function-${name}`, {
        name,
        county: settings.county,
        tables,
        results,
        uploads,
        photos,
        wrappingKey,
        noticeSender: settings.noticeSender,
        environment,
        logRetention,
      }).handler;
    const handlers = Object.fromEntries(ROLE_NAMES.map((name) => [name, make(name)] as const)) as Record<
      RoleName,
      IFunction
    >;
    for (const name of SCHEDULED_NAMES) new CountySchedule(this, `Schedule-${name}`, { name, handler: handlers[name] });
    const { api } = new CountyApi(this, 'Api', handlers as Record<FunctionName, IFunction>);
    new CountyPages(this, 'Pages', { settings, staff, api, storage: [uploads, photos] });
    new CountyWatch(this, 'Watch', { settings, api, handlers, tables });
  }
}
