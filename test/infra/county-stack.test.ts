import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ROLE_NAMES, type RoleName } from '../../infra/permissions.ts';
import { OPERATION_IDS, specOf } from '../../shared/contract/operations.ts';
import { ROUTES } from '../../shared/contract/routes.ts';
import { SCHEDULED_NAMES, SCHEDULES } from '../../shared/contract/schedules.ts';
import { type Resource, SAMPLE, type Statement, type Synthesised, synthesise } from './synthesised.ts';

let county: Synthesised;
let template: Template;
let text: string;

beforeAll(() => {
  // The rights and settings are under test here; bundling is what `cdk synth` shows.
  ({ county } = synthesise());
  ({ template, text } = county);
});

const resources = (type: string): Readonly<Record<string, Resource>> => Object.fromEntries(county.of(type));
const idOf = (type: string, start: string): string => {
  const [id] = Object.keys(resources(type)).filter((key) => key.startsWith(start));
  if (id === undefined) throw new Error(`no ${type} ${start}`);
  return id;
};
const table = (name: string): string => idOf('AWS::DynamoDB::Table', `Tables${name}`);

const statementsOf = (name: RoleName): readonly Statement[] => county.rightsOf(name);

describe('the synthesised county', () => {
  it.each(ROLE_NAMES)('gives %s no action beyond its tables, bucket, key and own log group', (name) => {
    const actions = statementsOf(name).flatMap(({ Action }) =>
      Array.isArray(Action) ? Action.map(String) : [String(Action)],
    );
    const known =
      /^(dynamodb:(GetItem|BatchGetItem|Query|PutItem|UpdateItem|DeleteItem|ConditionCheckItem)|s3:(GetObject|PutObject|DeleteObject|ListBucket)|kms:(GenerateDataKey|GenerateDataKeyWithoutPlaintext|Decrypt|Encrypt|ReEncryptFrom|ReEncryptTo|DescribeKey)|ses:SendEmail|logs:(CreateLogStream|PutLogEvents))$/;
    expect(actions.filter((action) => !known.test(action))).toEqual([]);
    expect(statementsOf(name).filter(({ Resource: resource }) => resource === '*')).toEqual([]);
  });

  it('lets no role reach both Registry and BallotBox', () => {
    for (const name of ROLE_NAMES) {
      const reached = JSON.stringify(statementsOf(name));
      expect(reached.includes(`"${table('Registry')}"`) && reached.includes(`"${table('BallotBox')}"`), name).toBe(
        false,
      );
    }
  });

  it('lets only collation reach both Opinions and Registry, and none of the two with the ballot box', () => {
    const reaches = (name: RoleName, ...tables: readonly string[]) => {
      const reached = JSON.stringify(statementsOf(name));
      return tables.every((each) => reached.includes(`"${table(each)}"`));
    };
    const ofBoth = ROLE_NAMES.filter((name) => reaches(name, 'Opinions', 'Registry'));
    expect(ofBoth.filter((name) => name !== 'collation')).toEqual([]);
    expect(ROLE_NAMES.filter((name) => reaches(name, 'Opinions', 'BallotBox'))).toEqual([]);
  });

  it('starts each scheduled function once a day, at its hour of Asia/Shanghai', () => {
    const rules = Object.values(resources('AWS::Events::Rule')).map(({ Properties }) => {
      const target = JSON.stringify(Properties['Targets']);
      const name = SCHEDULED_NAMES.find((each) => target.includes(idOf('AWS::Lambda::Function', `Function${each}`)));
      return `${name} ${String(Properties['ScheduleExpression'])}`;
    });
    const expected = SCHEDULED_NAMES.map((name) => {
      const { hour, minute } = SCHEDULES[name].dailyAt;
      return `${name} cron(${minute} ${(hour + 16) % 24} * * ? *)`;
    });
    expect(rules.sort()).toEqual(expected.sort());
  });

  it('lets casting put ballots only, and counting put no ballot', () => {
    const keysOf = (name: RoleName, action: string) =>
      statementsOf(name)
        .filter(({ Action, Resource: resource }) => Action === action && JSON.stringify(resource).includes('BallotBox'))
        .map(({ Condition }) => Condition);
    const only = (...keys: readonly string[]) => [
      {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys.length === 1 ? keys[0] : keys },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    ];
    const written = (name: RoleName, action: string) =>
      JSON.parse(JSON.stringify(keysOf(name, action)).replace(/\["\*#\?"\]/g, '"*#?"')) as unknown;
    expect(written('cast', 'dynamodb:PutItem')).toEqual(only('*#?'));
    expect(written('box', 'dynamodb:Query')).toEqual(only('*#?'));
    expect(written('tally', 'dynamodb:Query')).toEqual(only('*#?'));
    expect(written('tally', 'dynamodb:PutItem')).toEqual(only('*#shares', '*#paper'));
    expect(written('tally', 'dynamodb:GetItem')).toEqual(only('*#shares', '*#paper'));
  });

  it('lets escalation alone send mail, from the county’s own sender', () => {
    const sending = ROLE_NAMES.flatMap((name) =>
      statementsOf(name)
        .filter(({ Action }) => Action === 'ses:SendEmail')
        .map(({ Resource: resource, Condition }) => ({ name, resource: JSON.stringify(resource), Condition })),
    );
    const sender = SAMPLE.noticeSender ?? '';
    expect(sending.map(({ name }) => name)).toEqual(['escalation', 'escalation']);
    expect(sending.map(({ resource }) => /identity\/([^"]*)/.exec(resource)?.[1])).toEqual([
      sender,
      sender.split('@')[1],
    ]);
    for (const { Condition } of sending) expect(Condition).toEqual({ StringEquals: { 'ses:FromAddress': sender } });
  });

  it('binds each unwrapping to its purpose', () => {
    const purposes = (name: RoleName) =>
      statementsOf(name)
        .filter(({ Resource: resource }) => JSON.stringify(resource).includes('"WrappingKey'))
        .map(({ Condition }) => JSON.stringify(Condition));
    expect(purposes('draw')).toEqual([expect.stringContaining('"kms:EncryptionContext:purpose":"token"')]);
    expect(purposes('cast')).toEqual([expect.stringContaining('"kms:EncryptionContext:purpose":"box"')]);
  });

  it.each(['BallotBox', 'Opinions'])(
    'keeps no second state of %s: no stream, time-to-live, recovery or insights, and protects it',
    (name) => {
      const found = resources('AWS::DynamoDB::Table')[table(name)];
      expect(Object.keys(found?.Properties ?? {}).sort()).toEqual([
        'AttributeDefinitions',
        'BillingMode',
        'DeletionProtectionEnabled',
        'KeySchema',
        'SSESpecification',
      ]);
      expect(found?.Properties['DeletionProtectionEnabled']).toBe(true);
      expect(found?.DeletionPolicy).toBe('Retain');
    },
  );

  it('keeps no second state of the photos: no versions, no access log, no notification', () => {
    const photos = resources('AWS::S3::Bucket')[idOf('AWS::S3::Bucket', 'Photos')];
    expect(Object.keys(photos?.Properties ?? {}).sort()).toEqual([
      'BucketEncryption',
      'CorsConfiguration',
      'PublicAccessBlockConfiguration',
    ]);
  });

  it('recovers the registry to a point in time', () => {
    const registry = resources('AWS::DynamoDB::Table')[table('Registry')];
    expect(registry?.Properties['PointInTimeRecoverySpecification']).toEqual({ PointInTimeRecoveryEnabled: true });
  });

  it('logs no access and traces nothing, and the platform keeps silent', () => {
    for (const { Properties } of Object.values(resources('AWS::ApiGatewayV2::Stage'))) {
      expect(Properties).not.toHaveProperty('AccessLogSettings');
    }
    for (const { Properties } of Object.values(resources('AWS::CloudFront::Distribution'))) {
      expect(Properties['DistributionConfig']).not.toHaveProperty('Logging');
    }
    for (const name of ['draw', 'cast'] as const) {
      const handler = resources('AWS::Lambda::Function')[idOf('AWS::Lambda::Function', `Function${name}Handler`)];
      expect(handler?.Properties).not.toHaveProperty('TracingConfig');
      expect(handler?.Properties['LoggingConfig']).toMatchObject({
        LogFormat: 'JSON',
        SystemLogLevel: 'WARN',
        ApplicationLogLevel: 'ERROR',
      });
    }
    expect(text).not.toMatch(/AWS::XRay|AWS::CloudTrail|ContributorInsights(Specification)?":\{/);
  });

  it('ends casting, drawing and the desk before the box and the figures of issuing are fixed', () => {
    const handler = z.object({
      Timeout: z.number(),
      Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
    });
    const handlerOf = (name: RoleName) =>
      handler.parse(
        resources('AWS::Lambda::Function')[idOf('AWS::Lambda::Function', `Function${name}Handler`)]?.Properties,
      );
    for (const waiting of ['box', 'desk'] as const) {
      const limitMs = Number(handlerOf(waiting).Environment.Variables['CAST_TIME_LIMIT_MS']);
      for (const name of ['cast', 'draw', 'desk'] as const) expect(handlerOf(name).Timeout * 1_000, name).toBe(limitMs);
    }
  });

  it('lets a hall of a thousand waiting phones ask', () => {
    const limits = Object.values(resources('AWS::ApiGatewayV2::Stage')).map(
      ({ Properties }) => (Properties['DefaultRouteSettings'] as { ThrottlingRateLimit: number }).ThrottlingRateLimit,
    );
    expect(limits).toHaveLength(1);
    // Every four seconds while they wait (web/vote/activities.ts).
    expect(Math.min(...limits)).toBeGreaterThan(1_000 / 4);
  });

  it('routes every operation of the contract to its function, and nothing else', () => {
    const routes = Object.values(resources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties['RouteKey']);
    expect([...routes].sort()).toEqual(OPERATION_IDS.map((id) => `${ROUTES[id].method} ${ROUTES[id].path}`).sort());
    const targets = new Map(
      Object.values(resources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => [
        Properties['RouteKey'],
        JSON.stringify(Properties['Target']),
      ]),
    );
    const byFunction = Map.groupBy(OPERATION_IDS, (id) => specOf(id).function);
    for (const ids of byFunction.values()) {
      const distinct = new Set(ids.map((id) => targets.get(`${ROUTES[id].method} ${ROUTES[id].path}`)));
      expect(distinct.size, ids.join()).toBe(1);
    }
  });

  it('serves pages and API from one origin, with the strict headers', () => {
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        CacheBehaviors: [Match.objectLike({ PathPattern: '/api/*' })],
      }),
    });
    template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: Match.objectLike({
        SecurityHeadersConfig: Match.objectLike({
          ReferrerPolicy: { Override: true, ReferrerPolicy: 'no-referrer' },
          FrameOptions: { FrameOption: 'DENY', Override: true },
        }),
      }),
    });
  });

  it('deletes what was exported for a download after a day, and keeps results', () => {
    const results = resources('AWS::S3::Bucket')[idOf('AWS::S3::Bucket', 'Results')];
    expect(results?.Properties['LifecycleConfiguration']).toEqual({
      Rules: [
        {
          ExpirationInDays: 1,
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          Prefix: '_exports/',
          Status: 'Enabled',
        },
      ],
    });
  });

  it('deletes what browsers sent and nobody confirmed after a day, and nothing that is kept', () => {
    const uploads = resources('AWS::S3::Bucket')[idOf('AWS::S3::Bucket', 'Uploads')];
    expect(uploads?.Properties['LifecycleConfiguration']).toEqual({
      Rules: [{ ExpirationInDays: 1, Prefix: 'incoming/', Status: 'Enabled' }],
    });
  });

  it('keeps buckets private and TLS only', () => {
    const buckets = Object.values(resources('AWS::S3::Bucket'));
    expect(buckets).toHaveLength(4);
    for (const { Properties } of buckets) {
      expect(Properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
    const policies = JSON.stringify(resources('AWS::S3::BucketPolicy'));
    expect(policies.match(/"aws:SecureTransport":"false"/g)?.length).toBe(4);
    expect(policies.match(/"NumericLessThan":\{"s3:TlsVersion":1.2\}/g)?.length).toBe(4);
  });

  it.each([
    ['opinions', ['incoming/*'], []],
    ['floor', ['incoming/statement/*', 'statement/*'], ['incoming/statement/*']],
    ['rectification', ['incoming/evidence/*', 'evidence/*'], ['incoming/evidence/*']],
    ['reading', ['statement/*'], []],
  ] as const)(
    'lets %s reach its own objects of a bucket and no others, and delete none that is kept',
    (name, own, incoming) => {
      const objectsOf = (action: string) =>
        statementsOf(name)
          .filter(({ Action }) => JSON.stringify(Action).includes(action))
          .flatMap(({ Resource: resource }) => [...JSON.stringify(resource).matchAll(/"\/([^"]+)"/g)])
          .map(([, objects = '']) => objects);
      expect([...new Set(objectsOf('s3:'))].sort()).toEqual([...own].sort());
      expect(objectsOf('s3:DeleteObject')).toEqual(incoming);
    },
  );

  it('lets the pages of the county, and no other page, send files to the uploads and the photos', () => {
    const policy = JSON.stringify(resources('AWS::CloudFront::ResponseHeadersPolicy'));
    const [, connect = ''] = /connect-src(.*?)object-src/.exec(policy) ?? [];
    for (const name of ['Uploads', 'Photos', 'Results']) {
      const id = idOf('AWS::S3::Bucket', name);
      const isReached = name !== 'Results';
      expect(connect.includes(`"${id}","RegionalDomainName"`), name).toBe(isReached);
      const cors = resources('AWS::S3::Bucket')[id]?.Properties['CorsConfiguration'];
      expect(cors).toEqual(
        isReached
          ? {
              CorsRules: [
                {
                  AllowedHeaders: ['content-type'],
                  AllowedMethods: ['PUT', 'GET'],
                  AllowedOrigins: ['https://shuangshu.tuanfeng.example'],
                  MaxAge: 3_600,
                },
              ],
            }
          : undefined,
      );
    }
  });

  it('carries no secret in an environment', () => {
    for (const { Properties } of Object.values(resources('AWS::Lambda::Function'))) {
      expect(JSON.stringify(Properties['Environment'] ?? {})).not.toMatch(/secret|password|private/i);
    }
  });
});
