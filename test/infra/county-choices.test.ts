import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { largeBodyPaths, RATE_LIMIT_PER_FIVE_MINUTES } from '../../infra/county-firewall.ts';
import { EDGE_REGION } from '../../infra/edge-stack.ts';
import { grantsOf, ROLE_NAMES } from '../../infra/permissions.ts';
import { RESERVED_IN_ALL } from '../../infra/reserved-concurrency.ts';
import { DEFAULT_MAX_BODY_BYTES, STAFF_ROLES } from '../../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../../shared/contract/operations.ts';
import { ROUTES } from '../../shared/contract/routes.ts';
import { COGNITO, SAMPLE, type Synthesised, synthesise } from './synthesised.ts';

const WARM = [{ from: '2026-12-01T08:00:00+08:00', until: '2026-12-01T12:00:00+08:00', instances: 20 }];
const KMS = synthesise().county;
const BARE = synthesise({
  domain: null,
  keys: 'aws-managed',
  waf: false,
  staff: COGNITO,
  accountConcurrency: undefined,
  retention: { ...SAMPLE.retention, resultsLockDays: 365 },
});
const FULL = synthesise({ staff: COGNITO, warm: WARM, domain: null });

const TABLES = ['Registry', 'Meetings', 'BallotBox', 'Opinions'];
const BUCKETS = ['Results', 'Uploads', 'Photos'];

describe('keys', () => {
  it('kms: every table and bucket of data lies under the one data key, and the wrapping key apart', () => {
    const [dataKey] = KMS.one('AWS::KMS::Key', 'DataKey');
    expect(KMS.of('AWS::KMS::Key').map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
      ...['WrappingKey', 'DataKey', 'WatchAlarmsKey'],
    ]);
    for (const [, { Properties, DeletionPolicy }] of KMS.of('AWS::KMS::Key')) {
      expect(Properties['EnableKeyRotation']).toBe(true);
      expect(DeletionPolicy).toBe('Retain');
    }
    for (const name of TABLES)
      expect(KMS.propertiesOf('AWS::DynamoDB::Table', `Tables${name}`)['SSESpecification'], name).toEqual({
        KMSMasterKeyId: { 'Fn::GetAtt': [dataKey, 'Arn'] },
        SSEEnabled: true,
        SSEType: 'KMS',
      });
    for (const name of BUCKETS)
      expect(JSON.stringify(KMS.propertiesOf('AWS::S3::Bucket', name)['BucketEncryption']), name).toContain(dataKey);
  });

  it('kms: asks for a key of the bucket and never for each object, which would be on record with its time', () => {
    for (const name of BUCKETS)
      expect(JSON.stringify(KMS.propertiesOf('AWS::S3::Bucket', name)), name).toContain('"BucketKeyEnabled":true');
  });

  it('kms: leaves the public pages under S3’s own key', () => {
    expect(JSON.stringify(KMS.propertiesOf('AWS::S3::Bucket', 'PagesBucket')['BucketEncryption'])).toContain('AES256');
  });

  it.each(ROLE_NAMES)('kms: lets %s use the data key through the services it reaches alone', (name) => {
    const statements = KMS.rightsOf(name).filter(({ Resource }) => JSON.stringify(Resource).includes('"DataKey'));
    const services = statements.map(({ Condition }) => JSON.stringify(Condition));
    const { registry, meetings, ballotBox, opinions, results, uploads, photos } = grantsOf(name);
    const expected = [
      ...(registry.length + meetings.length + ballotBox.length + opinions.length > 0 ? ['dynamodb'] : []),
      ...(results.length + uploads.length + photos.length > 0 ? ['s3'] : []),
    ];
    expect(services.map((text) => /"(dynamodb|s3)\.ap-east-1\./.exec(text)?.[1])).toEqual(expected);
    for (const { Condition } of statements)
      expect(Object.keys(Condition?.['StringEquals'] ?? {})).toEqual(['kms:ViaService']);
  });

  it('kms: lets who reads alone not write under the key', () => {
    const onKey = KMS.rightsOf('meeting').filter(({ Resource }) => JSON.stringify(Resource).includes('"DataKey'));
    expect(onKey.map(({ Action }) => Action)).toEqual([['kms:Decrypt', 'kms:DescribeKey']]);
  });

  it('aws-managed: has the wrapping key and no other, and no role a right to one that is not there', () => {
    const { county } = BARE;
    expect(county.of('AWS::KMS::Key').length).toBe(1);
    expect(county.text).not.toContain('kms:ViaService');
    for (const name of TABLES)
      expect(county.propertiesOf('AWS::DynamoDB::Table', `Tables${name}`)['SSESpecification'], name).toEqual({
        SSEEnabled: true,
      });
  });
});

describe('results', () => {
  const lockOf = (county: Synthesised) => {
    const { VersioningConfiguration, ObjectLockEnabled, ObjectLockConfiguration } = county.propertiesOf(
      'AWS::S3::Bucket',
      'Results',
    );
    return { VersioningConfiguration, ObjectLockEnabled, ObjectLockConfiguration };
  };

  it('are versioned, and locked for the days of the settings or not at all', () => {
    const VersioningConfiguration = { Status: 'Enabled' };
    expect(lockOf(KMS)).toEqual({ VersioningConfiguration });
    expect(lockOf(BARE.county)).toEqual({
      VersioningConfiguration,
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Days: 365, Mode: 'GOVERNANCE' } },
      },
    });
  });

  it('alone are locked: a photo must go when the night rewrote it', () => {
    expect(BARE.county.text.match(/"ObjectLockEnabled":true/g)).toHaveLength(1);
  });
});

const originOf = (county: Synthesised): unknown =>
  z
    .object({ Environment: z.object({ Variables: z.object({ ORIGIN: z.unknown() }) }) })
    .parse(county.propertiesOf('AWS::Lambda::Function', 'FunctiondrawHandler')).Environment.Variables.ORIGIN;

const corsOriginsOf = (county: Synthesised, bucket: string): unknown =>
  z
    .object({ CorsConfiguration: z.object({ CorsRules: z.array(z.object({ AllowedOrigins: z.unknown() })) }) })
    .parse(county.propertiesOf('AWS::S3::Bucket', bucket)).CorsConfiguration.CorsRules[0]?.AllowedOrigins;

describe('the domain', () => {
  it('with a certificate of its own is the origin, under TLS 1.2 of 2021', () => {
    KMS.template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        Aliases: ['shuangshu.tuanfeng.example'],
        ViewerCertificate: {
          AcmCertificateArn: SAMPLE.domain?.certificate,
          MinimumProtocolVersion: 'TLSv1.2_2021',
          SslSupportMethod: 'sni-only',
        },
      }),
    });
    expect(originOf(KMS)).toBe('https://shuangshu.tuanfeng.example');
    for (const bucket of ['Uploads', 'Photos'])
      expect(corsOriginsOf(KMS, bucket)).toEqual(['https://shuangshu.tuanfeng.example']);
  });

  it('left out is the distribution’s own, and buckets that the distribution names do not name it', () => {
    const { county } = BARE;
    const [distribution] = county.one('AWS::CloudFront::Distribution');
    expect(originOf(county)).toEqual({
      'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution, 'DomainName'] }]],
    });
    for (const bucket of ['Uploads', 'Photos']) expect(corsOriginsOf(county, bucket)).toEqual(['*']);
    expect(county.text).not.toContain('"Aliases"');
  });
});

const poolOf = (county: Synthesised) => county.propertiesOf('AWS::Cognito::UserPool');

describe('staff', () => {
  it('of an issuer: no pool, and tokens that carry an audience', () => {
    expect(KMS.text).not.toContain('AWS::Cognito');
    expect(KMS.text).toContain('"OIDC_TOKENS":"audience"');
    expect(KMS.text).toContain('"OIDC_ISSUER":"https://login.tuanfeng.example"');
  });

  it('of Cognito: accounts are made by an administrator, kept, and signed in with a second factor', () => {
    expect(poolOf(BARE.county)).toMatchObject({
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      DeletionProtection: 'ACTIVE',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      MfaConfiguration: 'ON',
      UserPoolTier: 'ESSENTIALS',
      Policies: {
        PasswordPolicy: {
          MinimumLength: 15,
          RequireLowercase: false,
          RequireNumbers: false,
          RequireSymbols: false,
          RequireUppercase: false,
          TemporaryPasswordValidityDays: 3,
        },
      },
    });
    expect(poolOf(BARE.county)['AdminCreateUserConfig']).toMatchObject({ AllowAdminCreateUserOnly: true });
    expect(BARE.county.one('AWS::Cognito::UserPool')[1].DeletionPolicy).toBe('Retain');
  });

  it('of Cognito: a role is a group of its name', () => {
    const groups = BARE.county.of('AWS::Cognito::UserPoolGroup').map(([, { Properties }]) => Properties['GroupName']);
    expect(groups.sort()).toEqual([...STAFF_ROLES].sort());
  });

  it('of Cognito: claims come into access tokens from a function that reaches nothing', () => {
    const [claims] = BARE.county.one('AWS::Lambda::Function', 'StaffClaims');
    expect(poolOf(BARE.county)['LambdaConfig']).toEqual({
      PreTokenGenerationConfig: { LambdaArn: { 'Fn::GetAtt': [claims, 'Arn'] }, LambdaVersion: 'V2_0' },
    });
    const { Policies } = BARE.county.propertiesOf('AWS::IAM::Role', 'StaffClaims');
    expect(JSON.stringify(Policies).match(/"Action":(\[[^\]]*\]|"[^"]*")/g)).toEqual([
      '"Action":["logs:CreateLogStream","logs:PutLogEvents"]',
    ]);
    expect(BARE.county.propertiesOf('AWS::Lambda::Function', 'StaffClaims')['Environment']).toEqual({
      Variables: { COUNTY: 'tuanfeng', NODE_OPTIONS: '--enable-source-maps' },
    });
  });

  it('of Cognito: the console is a public client of the code flow, on Cognito’s own pages and for an hour', () => {
    const [distribution] = BARE.county.one('AWS::CloudFront::Distribution');
    const consolePage = {
      'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution, 'DomainName'] }, '/console/']],
    };
    expect(BARE.county.propertiesOf('AWS::Cognito::UserPoolClient')).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'profile'],
      CallbackURLs: [consolePage],
      LogoutURLs: [consolePage],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      WriteAttributes: ['locale'],
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 60,
      PreventUserExistenceErrors: 'ENABLED',
      SupportedIdentityProviders: ['COGNITO'],
    });
    expect(BARE.county.propertiesOf('AWS::Cognito::UserPoolDomain')).toMatchObject({
      Domain: 'tuanfeng-shuangshu',
      ManagedLoginVersion: 2,
    });
    expect(BARE.county.of('AWS::Cognito::ManagedLoginBranding')).toHaveLength(1);
  });

  it('of Cognito: functions and pages are told the same issuer, client and shape of tokens', () => {
    const { county } = BARE;
    const [client] = county.one('AWS::Cognito::UserPoolClient');
    const [pool] = county.one('AWS::Cognito::UserPool');
    expect(county.propertiesOf('AWS::Lambda::Function', 'FunctionplanHandler')['Environment']).toMatchObject({
      Variables: {
        OIDC_ISSUER: { 'Fn::GetAtt': [pool, 'ProviderURL'] },
        OIDC_AUDIENCE: { Ref: client },
        OIDC_TOKENS: 'cognito',
      },
    });
    const markers = JSON.stringify(county.propertiesOf('Custom::CDKBucketDeployment')['SourceMarkers']);
    expect(markers).toContain(`{"Ref":"${client}"}`);
    expect(markers).toContain(`["${pool}","ProviderURL"]`);
  });

  it('of Cognito: pages may speak to its key set and its login, and to no other issuer', () => {
    const policy = JSON.stringify(BARE.county.propertiesOf('AWS::CloudFront::ResponseHeadersPolicy'));
    expect(policy).toContain('https://cognito-idp.ap-east-1.');
    expect(policy).toContain('https://tuanfeng-shuangshu.auth.ap-east-1.amazoncognito.com');
    expect(policy).not.toContain('login.tuanfeng.example');
  });
});

const webAcl = z.object({
  Rules: z.array(
    z.looseObject({
      Name: z.string(),
      Action: z.unknown().optional(),
      Statement: z.record(z.string(), z.unknown()),
      VisibilityConfig: z.object({ CloudWatchMetricsEnabled: z.boolean(), SampledRequestsEnabled: z.boolean() }),
    }),
  ),
  Scope: z.string(),
  VisibilityConfig: z.object({ CloudWatchMetricsEnabled: z.boolean(), SampledRequestsEnabled: z.boolean() }),
});

const aclOf = ({ county, edge }: ReturnType<typeof synthesise>) =>
  webAcl.parse((edge ?? county).propertiesOf('AWS::WAFv2::WebACL'));

describe('the firewall', () => {
  it('lies where CloudFront looks for it, and the distribution refers to it', () => {
    const { county, edge } = FULL;
    expect(edge?.stack.region).toBe(EDGE_REGION);
    expect(edge?.stack.tags.tagValues()).toEqual(county.stack.tags.tagValues());
    expect(county.of('AWS::WAFv2::WebACL')).toEqual([]);
    expect(JSON.stringify(county.propertiesOf('AWS::CloudFront::Distribution'))).toMatch(
      /"WebACLId":\{"Fn::GetAtt":\["ExportsReader/,
    );
  });

  it('lies in the county’s own stack where that is the region', () => {
    const { county, edge } = synthesise({ region: EDGE_REGION });
    expect(edge).toBeNull();
    const [acl] = county.one('AWS::WAFv2::WebACL');
    expect(JSON.stringify(county.propertiesOf('AWS::CloudFront::Distribution'))).toContain(
      `"WebACLId":{"Fn::GetAtt":["${acl}","Arn"]}`,
    );
  });

  it('is not there when it is off', () => {
    expect(BARE.edge?.text ?? '').not.toContain('WAFv2');
    expect(BARE.county.text).not.toMatch(/WAFv2|WebACLId/);
  });

  it('counts, and keeps no log and no sample of a request', () => {
    const { Rules, Scope, VisibilityConfig } = aclOf(FULL);
    expect(Scope).toBe('CLOUDFRONT');
    for (const config of [VisibilityConfig, ...Rules.map((rule) => rule.VisibilityConfig)])
      expect(config).toEqual({ CloudWatchMetricsEnabled: true, SampledRequestsEnabled: false });
    expect(FULL.edge?.text).not.toContain('AWS::WAFv2::LoggingConfiguration');
  });

  it('has AWS’s rules, of which none about bodies blocks a ballot or a workbook', () => {
    const { Rules } = aclOf(FULL);
    expect(Rules.map(({ Name }) => Name)).toEqual([
      'Rate',
      'AmazonIpReputationList',
      'KnownBadInputsRuleSet',
      'CommonRuleSet',
      'BodySize',
    ]);
    const common = JSON.stringify(Rules[3]);
    for (const rule of ['SizeRestrictions', 'CrossSiteScripting', 'GenericLFI', 'GenericRFI', 'EC2MetaDataSSRF'])
      expect(common).toContain(`{"ActionToUse":{"Count":{}},"Name":"${rule}_BODY"}`);
  });

  it('lets a hall of a thousand phones behind one address through, and less than the whole county’s limit', () => {
    const fiveMinutesSeconds = 300;
    // Every eight seconds while they wait (web/vote/activities.ts), and the hall's screen every two.
    const hall = 1_000 * (fiveMinutesSeconds / 8) + fiveMinutesSeconds / 2;
    expect(RATE_LIMIT_PER_FIVE_MINUTES).toBeGreaterThan(hall * 1.5);
    expect(RATE_LIMIT_PER_FIVE_MINUTES).toBeLessThan(SAMPLE.throttles.default.perSecond * fiveMinutesSeconds);
    const [rate] = aclOf(FULL).Rules;
    expect(rate?.Statement).toEqual({
      RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: RATE_LIMIT_PER_FIVE_MINUTES },
    });
  });

  it('holds bodies to what the contract takes, and lets every larger one of the contract through', () => {
    const patterns = [...JSON.stringify(aclOf(FULL).Rules[4]).matchAll(/"RegexString":"([^"]*)"/g)].map(
      ([, pattern = '']) => new RegExp(pattern),
    );
    expect(patterns.length).toBe(largeBodyPaths().length);
    for (const id of OPERATION_IDS.filter((each) => ROUTES[each].method === 'POST')) {
      const address = ROUTES[id].path.replace(/\{\w+\}/g, 'tuanfeng-2008-x');
      const isLarge = (specOf(id).maxBodyBytes ?? 0) > DEFAULT_MAX_BODY_BYTES;
      const isShared = OPERATION_IDS.some(
        (each) => ROUTES[each].path === ROUTES[id].path && (specOf(each).maxBodyBytes ?? 0) > DEFAULT_MAX_BODY_BYTES,
      );
      expect(
        patterns.some((pattern) => pattern.test(address)),
        id,
      ).toBe(isLarge || isShared);
    }
  });
});

describe('concurrency', () => {
  const reserved = (county: Synthesised) =>
    Object.fromEntries(
      county
        .of('AWS::Lambda::Function')
        .filter(([, { Properties }]) => 'ReservedConcurrentExecutions' in Properties)
        .map(([id, { Properties }]) => [
          id.replace(/^Function(\w+)Handler.*/, '$1'),
          Properties['ReservedConcurrentExecutions'],
        ]),
    );

  it('is capped where anybody may call and where the clock starts, and never of drawing and casting', () => {
    expect(reserved(KMS)).toEqual({ opinions: 20, authors: 10, escalation: 1, shuffle: 1, retention: 1 });
  });

  it('is reserved only in an account that is known to have enough of it', () => {
    expect(reserved(BARE.county)).toEqual({});
    expect(reserved(synthesise({ accountConcurrency: 10 }).county)).toEqual({});
    expect(reserved(synthesise({ accountConcurrency: RESERVED_IN_ALL + 99 }).county)).toEqual({});
    expect(Object.keys(reserved(synthesise({ accountConcurrency: RESERVED_IN_ALL + 100 }).county))).toHaveLength(5);
  });
});

describe('throttles', () => {
  it('are those of the settings, and a route is there before its limit', () => {
    const throttles = {
      default: { perSecond: 300, burst: 600 },
      routes: { leaveOpinion: { perSecond: 5, burst: 7 }, checkIn: { perSecond: 200, burst: 900 } },
    };
    const { county } = synthesise({ throttles });
    const [, stage] = county.one('AWS::ApiGatewayV2::Stage');
    expect(stage.Properties).toMatchObject({
      DefaultRouteSettings: { ThrottlingBurstLimit: 600, ThrottlingRateLimit: 300, DetailedMetricsEnabled: false },
      RouteSettings: {
        'POST /api/opinions': { ThrottlingBurstLimit: 7, ThrottlingRateLimit: 5 },
        'POST /api/check-in': { ThrottlingBurstLimit: 900, ThrottlingRateLimit: 200 },
      },
    });
    const waitedFor = (stage.DependsOn ?? []).flatMap((id) => county.all[id] ?? []);
    const routes = waitedFor.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route');
    expect(routes.map(({ Properties }) => Properties['RouteKey']).sort()).toEqual([
      'POST /api/check-in',
      'POST /api/opinions',
    ]);
  });
});

describe('warm instances', () => {
  const integrationUris = (county: Synthesised) =>
    county
      .of('AWS::ApiGatewayV2::Integration')
      .map(([, { Properties }]) => JSON.stringify(Properties['IntegrationUri']));

  it('are none, with no alias and no version, where no meeting is planned or all are over', () => {
    const over = synthesise({ warm: WARM }, { nowMs: Date.parse('2026-12-01T12:00:00+08:00') }).county;
    for (const county of [KMS, over])
      expect(county.text).not.toMatch(/AWS::Lambda::(Alias|Version)|AWS::ApplicationAutoScaling/);
  });

  it('are of casting and drawing, go up before the meeting and to nothing after it', () => {
    const targets = FULL.county.of('AWS::ApplicationAutoScaling::ScalableTarget');
    expect(targets).toHaveLength(2);
    for (const [, { Properties }] of targets) {
      expect(Properties).toMatchObject({
        MinCapacity: 0,
        MaxCapacity: 20,
        ScalableDimension: 'lambda:function:ProvisionedConcurrency',
        ServiceNamespace: 'lambda',
      });
      expect(
        (Properties['ScheduledActions'] as { Schedule: string; ScalableTargetAction: object }[]).map(
          ({ Schedule, ScalableTargetAction }) => [Schedule, ScalableTargetAction],
        ),
      ).toEqual([
        ['at(2026-12-01T00:00:00)', { MinCapacity: 20, MaxCapacity: 20 }],
        ['at(2026-12-01T04:00:00)', { MinCapacity: 0, MaxCapacity: 0 }],
      ]);
    }
  });

  it('are what the API invokes, and of no other function', () => {
    const aliases = FULL.county.of('AWS::Lambda::Alias').map(([id]) => id);
    expect(aliases).toHaveLength(2);
    for (const start of ['Functioncast', 'Functiondraw'])
      expect(
        aliases.some((id) => id.startsWith(start)),
        start,
      ).toBe(true);
    const invoked = integrationUris(FULL.county);
    expect(invoked.filter((uri) => aliases.some((id) => uri.includes(`"${id}"`)))).toHaveLength(2);
    expect(invoked.filter((uri) => /"Function(cast|draw)Handler[0-9A-F]{8}","Arn"/.test(uri))).toEqual([]);
  });
});

describe('the template', () => {
  it.each([
    ['of the sample', KMS],
    ['with as little as there is', BARE.county],
    ['with everything', FULL.county],
  ])('%s leaves half as much again under CloudFormation’s 500 resources', (_, county) => {
    expect(Object.keys(county.all).length).toBeLessThanOrEqual(333);
  });

  it('lies in the account of the settings where they name one', () => {
    expect(synthesise({ account: '123456789012' }).county.stack.account).toBe('123456789012');
    expect(synthesise({ account: '123456789012' }).edge?.stack.account).toBe('123456789012');
  });

  it('is tagged with application and county', () => {
    expect(KMS.stack.tags.tagValues()).toEqual({ application: 'shuangshu', county: 'tuanfeng' });
  });
});
