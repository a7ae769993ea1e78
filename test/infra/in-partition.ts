import type { CountySettings, Partition } from '../../infra/county-settings.ts';

const ISSUER = {
  kind: 'issuer',
  issuer: 'https://login.county.example',
  clientId: 'shuangshu-console',
  scope: 'openid profile',
  audience: 'https://county.example/api',
} as const;

const IN_CHINA = 'cn-north-1';

/** A county's settings as they would be in a partition, for a region of it. */
export function inPartition(settings: CountySettings, partition: Partition, region?: string): CountySettings {
  if (settings.partition === partition && region === undefined) return settings;
  const name = settings.domain?.name ?? 'shuangshu.county.example';
  if (partition === 'aws')
    return {
      ...settings,
      partition,
      region: region ?? 'ap-east-1',
      domain: { name, certificate: `arn:aws:acm:us-east-1:000000000000:certificate/${'0'.repeat(8)}` },
    };
  const own = region ?? IN_CHINA;
  return {
    ...settings,
    partition,
    region: own,
    domain: { name, certificate: `arn:aws-cn:acm:${own}:000000000000:certificate/${'0'.repeat(8)}` },
    staff: settings.staff.kind === 'issuer' ? settings.staff : ISSUER,
    noticeSender: null,
  };
}
