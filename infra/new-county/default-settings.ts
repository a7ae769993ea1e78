/** What a new county's file says before anybody has changed it: complete, valid, and cheap. */
import type { CountySettings, Partition } from '../county-settings.ts';

export interface NewCounty {
  readonly county: string;
  readonly partition: Partition;
}

/** Where a county of each partition lies unless it is said otherwise. */
export const USUAL_REGION: Readonly<Record<Partition, string>> = { aws: 'ap-east-1', 'aws-cn': 'cn-north-1' };

/** A top-level name that nobody can own (RFC 2606): `npm run deploy` refuses what still carries it. */
export const PLACEHOLDER_DOMAIN = '.example';
/** An account that is nobody's. */
export const PLACEHOLDER_ACCOUNT = '000000000000';

const PLACEHOLDER_CERTIFICATE = '00000000-0000-0000-0000-000000000000';

/** A certificate that is not there yet, of the kind that the partition takes. */
export const placeholderCertificate = ({ partition, region }: Pick<CountySettings, 'partition' | 'region'>): string =>
  `arn:${partition}:acm:${partition === 'aws' ? 'us-east-1' : region}:${PLACEHOLDER_ACCOUNT}:certificate/${PLACEHOLDER_CERTIFICATE}`;

/** A domain for each county, so that mail and pages of two are never mixed up; a host name may not begin or end with a hyphen. */
const domainOf = (county: string): string =>
  `${county.replaceAll(/^-+|-+$/g, '').slice(0, 63) || 'county'}${PLACEHOLDER_DOMAIN}`;

/** Cognito refuses three words in the prefix of a login page. */
const loginPrefix = (county: string): string =>
  `shuangshu-${county.replaceAll(/aws|amazon|cognito/g, '')}`.slice(0, 63).replace(/-+$/, '');

export const defaultIssuer = (county: string): CountySettings['staff'] => ({
  kind: 'issuer',
  issuer: `https://login.${domainOf(county)}`,
  clientId: 'shuangshu-console',
  scope: 'openid profile',
  audience: `https://${domainOf(county)}/api`,
});

export const defaultPool = (county: string): CountySettings['staff'] => ({
  kind: 'cognito',
  domainPrefix: loginPrefix(county),
});

export const defaultDomain = (
  settings: Pick<CountySettings, 'county' | 'partition' | 'region'>,
): NonNullable<CountySettings['domain']> => ({
  name: `shuangshu.${domainOf(settings.county)}`,
  certificate: placeholderCertificate(settings),
});

/**
 * Defaults: in `aws` without a domain and with a Cognito pool, so that nothing has to exist beforehand; `aws-cn` needs a domain with
 * an ICP filing and an issuer. Throttles are those of a hall of 1 000 phones.
 */
export function defaultSettings({ county, partition }: NewCounty): CountySettings {
  const region = USUAL_REGION[partition];
  const place = { county, partition, region };
  return {
    ...place,
    countyName: county.slice(0, 60),
    account: null,
    domain: partition === 'aws' ? null : defaultDomain(place),
    staff: partition === 'aws' ? defaultPool(county) : defaultIssuer(county),
    // aws-cn has no SES: notices are in the console alone.
    noticeSender: partition === 'aws' ? `shuangshu@${domainOf(county)}` : null,
    retention: { logDays: 30, resultsLockDays: null },
    alarms: { receivers: [] },
    budget: { monthly: partition === 'aws' ? 30 : 200 },
    waf: true,
    throttles: {
      default: { perSecond: 1000, burst: 2000 },
      routes: {
        leaveOpinion: { perSecond: 10, burst: 40 },
        createPhotoUpload: { perSecond: 20, burst: 80 },
        health: { perSecond: 5, burst: 10 },
      },
    },
    keys: 'kms',
    warm: [],
  };
}
