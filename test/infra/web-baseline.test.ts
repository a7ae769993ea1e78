import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { COGNITO, type Synthesised, synthesise } from './synthesised.ts';

const { county } = synthesise({ staff: COGNITO });

const headersPolicy = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z.object({
      ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.unknown(), Override: z.literal(true) }),
      ContentTypeOptions: z.object({ Override: z.literal(true) }),
      ReferrerPolicy: z.object({ ReferrerPolicy: z.literal('no-referrer'), Override: z.literal(true) }),
      StrictTransportSecurity: z.object({
        AccessControlMaxAgeSec: z.number(),
        IncludeSubdomains: z.literal(true),
        Override: z.literal(true),
      }),
    }),
  }),
});

const behaviour = z.looseObject({
  ViewerProtocolPolicy: z.string(),
  ResponseHeadersPolicyId: z.unknown(),
  CachePolicyId: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
});
const distribution = z.object({
  DistributionConfig: z.object({
    DefaultCacheBehavior: behaviour,
    CacheBehaviors: z.tuple([behaviour]),
    Origins: z.array(
      z.looseObject({ CustomOriginConfig: z.looseObject({ OriginProtocolPolicy: z.string() }).optional() }),
    ),
  }),
});

const site = (of: Synthesised) =>
  distribution.parse(of.propertiesOf('AWS::CloudFront::Distribution')).DistributionConfig;

describe('what a browser is told by CloudFront', () => {
  const { SecurityHeadersConfig: headers } = headersPolicy.parse(
    county.propertiesOf('AWS::CloudFront::ResponseHeadersPolicy'),
  ).ResponseHeadersPolicyConfig;

  it('is to come by TLS alone for two years, to every subdomain too', () => {
    expect(headers.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(2 * 365 * 24 * 3_600);
  });

  it('is a policy of listed sources, without plug-ins, base addresses, inline scripts or frames', () => {
    const policy = JSON.stringify(headers.ContentSecurityPolicy.ContentSecurityPolicy);
    for (const directive of ["script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy).toContain(directive);
    expect(policy).not.toMatch(/unsafe-|script-src[^;]*(\*|data:|blob:)/);
  });

  it('goes with pages and API alike', () => {
    const { DefaultCacheBehavior: pages, CacheBehaviors } = site(county);
    const [id] = county.one('AWS::CloudFront::ResponseHeadersPolicy');
    for (const { ResponseHeadersPolicyId } of [pages, ...CacheBehaviors])
      expect(ResponseHeadersPolicyId).toEqual({ Ref: id });
  });
});

describe('the way to CloudFront and on to the API', () => {
  const { DefaultCacheBehavior: pages, CacheBehaviors, Origins } = site(county);
  const [api] = CacheBehaviors;

  it('leads pages from HTTP to HTTPS, and refuses the API without TLS', () => {
    expect([pages.ViewerProtocolPolicy, api.ViewerProtocolPolicy]).toEqual(['redirect-to-https', 'https-only']);
  });

  it('runs over TLS behind CloudFront too', () => {
    const behind = Origins.flatMap(({ CustomOriginConfig }) => CustomOriginConfig?.OriginProtocolPolicy ?? []);
    expect(behind).toEqual(['https-only']);
  });

  it('keeps no answer of the API: AWS’s policy CachingDisabled', () => {
    expect(api.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
  });

  it('has no TRACE: pages are read, and the API has routes by GET and POST alone', () => {
    expect(pages.AllowedMethods).toEqual(['GET', 'HEAD']);
    expect(api.AllowedMethods).not.toContain('TRACE');
    const methods = county
      .of('AWS::ApiGatewayV2::Route')
      .map(([, { Properties }]) => String(Properties['RouteKey']).split(' ')[0]);
    expect([...new Set(methods)].sort()).toEqual(['GET', 'POST']);
  });
});

it('the pages’ bucket is read object by object by its distribution, and listed by nobody', () => {
  const policies = county.of('AWS::S3::BucketPolicy').filter(([id]) => id.startsWith('PagesBucket'));
  expect(policies).toHaveLength(1);
  const text = JSON.stringify(policies);
  expect(text).toContain('{"Action":"s3:GetObject","Condition":{"StringEquals":{"AWS:SourceArn"');
  expect(text).not.toContain('s3:ListBucket');
});

it('a deployment makes no account: nobody has a password that others know', () => {
  expect(county.of('AWS::Cognito::UserPool')).toHaveLength(1);
  for (const type of [
    'AWS::Cognito::UserPoolUser',
    'AWS::Cognito::UserPoolUserToGroupAttachment',
    'AWS::IAM::User',
    'AWS::IAM::AccessKey',
  ])
    expect(county.of(type), type).toEqual([]);
});
