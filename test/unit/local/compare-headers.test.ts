import { expect, it } from 'vitest';
import { contentSecurityPolicy, pageHeaders, STRICT_TRANSPORT_SECURITY } from '../../../infra/response-headers.ts';
import { compareHeaders } from '../../../infra/site/compare-headers.ts';

const ISSUER = 'https://tuanfeng-shuangshu.auth.eu-west-1.amazoncognito.com';
const STORAGE = 'https://uploads.s3.eu-west-1.amazonaws.com';
const OPTIONS = { connectTo: [ISSUER], storage: [STORAGE] };
const POLICY = 'content-security-policy';

const faultsOf = (changes: Readonly<Record<string, string | undefined>>, isHttps = true) => {
  const headers = new Headers();
  const sent = { ...pageHeaders(OPTIONS), 'strict-transport-security': STRICT_TRANSPORT_SECURITY, ...changes };
  for (const [name, value] of Object.entries(sent)) if (value !== undefined) headers.set(name, value);
  return compareHeaders(headers, { isHttps }).faults.map(({ name }) => name);
};

it('the headers of a deployment are as they should be, and the origins that its settings add are named', () => {
  expect(faultsOf({})).toEqual([]);
  const { faults, origins } = compareHeaders(new Headers(pageHeaders(OPTIONS)), { isHttps: false });
  expect([faults, origins]).toEqual([[], [STORAGE, ISSUER]]);
  expect(compareHeaders(new Headers(pageHeaders()), { isHttps: false })).toEqual({ faults: [], origins: [] });
});

it.each(Object.keys(pageHeaders()))('a page that comes without %s, or with another, is not as it should be', (name) => {
  expect(faultsOf({ [name]: undefined })).toEqual([name]);
  expect(faultsOf({ [name]: 'unsafe-url' })).toEqual([name]);
});

it('over HTTPS a page says that it stays there', () => {
  expect(faultsOf({ 'strict-transport-security': undefined })).toEqual(['strict-transport-security']);
  expect(faultsOf({ 'strict-transport-security': 'max-age=0' })).toEqual(['strict-transport-security']);
  expect(faultsOf({ 'strict-transport-security': undefined }, false)).toEqual([]);
});

const policy = contentSecurityPolicy(OPTIONS);
it.each([
  ['scripts that stand in the page', policy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")],
  ['scripts of another host', policy.replace("script-src 'self'", "script-src 'self' https://cdn.example.com")],
  ['calls to anywhere', policy.replace(ISSUER, '*')],
  ['calls to any host of a domain', policy.replace(ISSUER, 'https://*.example.com')],
  ['calls without TLS', policy.replace(ISSUER, 'http://example.com')],
  ['calls to any address of TLS', policy.replace(ISSUER, 'https:')],
  ['no rule about frames', policy.replace("; frame-ancestors 'none'", '')],
  ['frames', policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")],
  ['a rule more', `${policy}; worker-src *`],
  ['a rule in the place of another', policy.replace('base-uri', 'worker-src')],
  ['another policy in the place of its own origin', policy.replace("connect-src 'self'", 'connect-src')],
])('a policy that allows %s is none of ours', (_, weakened) => {
  expect(weakened).not.toBe(policy);
  expect(faultsOf({ [POLICY]: weakened })).toEqual([POLICY]);
});
