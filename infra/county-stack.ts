import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { FUNCTION_NAMES, type FunctionName } from '../shared/contract/operation.ts';
import { privateBucket } from './bucket.ts';
import { CountyApi } from './county-api.ts';
import { CAST_TIME_LIMIT_MS, CountyFunction } from './county-function.ts';
import { CountyPages } from './county-pages.ts';
import type { CountySettings } from './county-settings.ts';
import { CountyTables } from './county-tables.ts';

/** One county: its tables, keys, functions, API and pages. Counties share nothing. */
export class CountyStack extends Stack {
  constructor(scope: Construct, id: string, settings: CountySettings, props: StackProps = {}) {
    super(scope, id, props);
    const tables = new CountyTables(this, 'Tables');
    const wrappingKey = new Key(this, 'WrappingKey', {
      description: 'wraps the token keys and box keys of the meetings',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const results = privateBucket(this, 'Results', { versioned: true });
    const environment = {
      COUNTY: settings.county,
      COUNTY_NAME: settings.countyName,
      REGISTRY_TABLE: tables.registry.tableName,
      MEETINGS_TABLE: tables.meetings.tableName,
      BALLOT_BOX_TABLE: tables.ballotBox.tableName,
      RESULTS_BUCKET: results.bucketName,
      KEY_ID: wrappingKey.keyArn,
      OIDC_ISSUER: settings.oidc.issuer,
      OIDC_AUDIENCE: settings.oidc.audience,
      CAST_TIME_LIMIT_MS: String(CAST_TIME_LIMIT_MS),
    };
    const logRetention: RetentionDays = settings.logRetentionDays;
    const make = (name: FunctionName): IFunction =>
      new CountyFunction(this, `Function-${name}`, {
        name,
        county: settings.county,
        tables,
        results,
        wrappingKey,
        environment,
        logRetention,
      }).handler;
    const handlers = Object.fromEntries(FUNCTION_NAMES.map((name) => [name, make(name)] as const));
    const { api } = new CountyApi(this, 'Api', handlers as Record<FunctionName, IFunction>);
    new CountyPages(this, 'Pages', { settings, api });
  }
}
