import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { CountySettings } from './county-settings.ts';
import type { CountyTables } from './county-tables.ts';
import type { RoleName } from './permissions.ts';

/** The metrics that an API of either kind keeps of all its routes together. */
export interface WatchedApi {
  metricCount(options?: MetricOptions): Metric;
  metricClientError(options?: MetricOptions): Metric;
  metricServerError(options?: MetricOptions): Metric;
  metricLatency(options?: MetricOptions): Metric;
}

/** What a watch looks at. */
export interface WatchedCounty {
  readonly settings: CountySettings;
  readonly api: WatchedApi;
  readonly handlers: Readonly<Record<RoleName, IFunction>>;
  readonly tables: CountyTables;
}
