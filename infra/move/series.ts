import type { TableName } from '../../functions/store/tables.ts';
import { TABLES } from '../../functions/store/tables.ts';
import { BUCKETS, type BucketName } from './county-place.ts';

/** Everything of one table or one bucket, a line an item or object. */
export const SERIES = [...TABLES, ...BUCKETS] as const;
export type SeriesName = (typeof SERIES)[number];

export const isTable = (name: SeriesName): name is TableName => TABLES.some((each) => each === name);
export const isBucket = (name: SeriesName): name is BucketName => BUCKETS.some((each) => each === name);
