import { readCounties } from '../../infra/county-files.ts';
import type { CountySettings } from '../../infra/county-settings.ts';
import { inPartition } from './in-partition.ts';
import { COGNITO, SAMPLE } from './synthesised.ts';

export const WARM = [{ from: '2026-12-01T08:00:00+08:00', until: '2026-12-01T12:00:00+08:00', instances: 20 }];

/** Every option that a county file has, once on and once off. */
const MADE_UP: readonly (readonly [string, CountySettings])[] = [
  [
    'with everything',
    {
      ...SAMPLE,
      staff: COGNITO,
      warm: WARM,
      account: '123456789012',
      retention: { ...SAMPLE.retention, resultsLockDays: 365 },
    },
  ],
  [
    'with as little as there is',
    {
      ...SAMPLE,
      domain: null,
      keys: 'aws-managed',
      waf: false,
      accountConcurrency: undefined,
      noticeSender: null,
      budget: null,
      alarms: { receivers: [] },
      throttles: { ...SAMPLE.throttles, routes: {} },
    },
  ],
];

const FILES = readCounties(new URL('../../infra/counties/', import.meta.url)).map(
  (settings) => [settings.county, settings] as const,
);

/** `inPartition` gives a county of `aws` a domain; one without is a case of its own. */
const inBoth = (name: string, settings: CountySettings) => [
  [
    `${name} in aws`,
    { ...inPartition(settings, 'aws'), ...(settings.partition === 'aws' ? { domain: settings.domain } : {}) },
  ] as const,
  [`${name} in aws-cn`, inPartition(settings, 'aws-cn')] as const,
];

/** Each county file, and files with every option on and off, in both partitions. */
export const COUNTY_CASES: readonly (readonly [string, CountySettings])[] = [...FILES, ...MADE_UP].flatMap(
  ([name, settings]) => inBoth(name, settings),
);
