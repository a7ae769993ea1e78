import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { REST_ANSWER_HEADERS } from '../../functions/http/rest-answer.ts';
import { makeRouter } from '../../infra/local/lambda-router.ts';
import { pageHeaders, STRICT_TRANSPORT_SECURITY } from '../../infra/response-headers.ts';
import { PAGE_KEYS } from '../../infra/rest-pages.ts';
import { FUNCTION_NAMES } from '../../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../../shared/contract/operations.ts';
import { ROUTES } from '../../shared/contract/routes.ts';
import { inPartition } from './in-partition.ts';
import { SAMPLE, synthesise } from './synthesised.ts';

const CN = inPartition(SAMPLE, 'aws-cn');
const { county } = synthesise(CN);

const integration = z.looseObject({
  type: z.string(),
  httpMethod: z.string(),
  uri: z.unknown(),
  responses: z
    .record(z.string(), z.looseObject({ statusCode: z.string(), responseParameters: z.unknown() }))
    .optional(),
});
const operation = z.looseObject({ operationId: z.string().optional(), 'x-amazon-apigateway-integration': integration });
const body = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  'x-amazon-apigateway-gateway-responses': z.record(z.string(), z.looseObject({ responseParameters: z.unknown() })),
});
const definition = body.parse(county.propertiesOf('AWS::ApiGateway::RestApi')['Body']);
const integrationOf = (path: string, method: string) =>
  definition.paths[path]?.[method]?.['x-amazon-apigateway-integration'];

const DIST = fileURLToPath(new URL('../../web/dist', import.meta.url));
const builtFiles = (): readonly string[] =>
  readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath.slice(DIST.length)}/${entry.name}`.replace(/^\//, ''));

/** The key that is read for an address, as the paths of the definition find it. */
function keyOf(address: string): string | undefined {
  const find = makeRouter(
    Object.keys(PAGE_KEYS).map((path) => ({
      method: 'GET',
      path,
      functionName: path,
      handler: async () => ({ statusCode: 200 }),
    })),
  );
  // API Gateway takes the slash at the end away.
  const found = find('GET', address.length > 1 ? address.replace(/\/$/, '') : address);
  const parameters = found?.pathParameters ?? {};
  return PAGE_KEYS[found?.route.path ?? '']?.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '');
}

describe('the API of aws-cn', () => {
  it('has every operation of the contract at its path, and beside them the pages alone', () => {
    const routes = Object.entries(definition.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const pages = Object.keys(PAGE_KEYS).flatMap((path) => [`GET ${path}`, `HEAD ${path}`]);
    const contract = OPERATION_IDS.map((id) => `${ROUTES[id].method} ${ROUTES[id].path}`);
    expect(routes.sort()).toEqual([...pages, ...contract].sort());
  });

  it('leads each operation to its function, and lets the API invoke each once and nothing else', () => {
    for (const id of OPERATION_IDS) {
      const found = integrationOf(ROUTES[id].path, ROUTES[id].method.toLowerCase());
      const name = specOf(id).function;
      const [handler] = county.one('AWS::Lambda::Function', `Function${name}Handler`);
      expect(found).toMatchObject({ type: 'aws_proxy', httpMethod: 'POST', timeoutInMillis: 29_000 });
      expect(JSON.stringify(found?.uri), id).toContain(`{"Fn::GetAtt":["${handler}","Arn"]}`);
    }
    const permissions = county
      .of('AWS::Lambda::Permission')
      .filter(([, { Properties }]) => Properties['Principal'] === 'apigateway.amazonaws.com');
    expect(permissions).toHaveLength(FUNCTION_NAMES.length);
    for (const [, { Properties }] of permissions)
      expect(JSON.stringify(Properties['SourceArn'])).toMatch(/:execute-api:cn-north-1:.*\/\*\/\*"/);
  });

  it('invokes the aliases of casting and drawing where instances are kept warm', () => {
    const warm = [{ from: '2026-12-01T08:00:00+08:00', until: '2026-12-01T12:00:00+08:00', instances: 20 }];
    const warmed = synthesise({ ...CN, warm }).county;
    const aliases = warmed.of('AWS::Lambda::Alias').map(([id]) => id);
    const text = JSON.stringify(warmed.propertiesOf('AWS::ApiGateway::RestApi'));
    expect(aliases.filter((id) => text.includes(`"${id}"`))).toHaveLength(2);
    const invoked = warmed.of('AWS::Lambda::Permission').map(([, { Properties }]) => JSON.stringify(Properties));
    for (const id of aliases)
      expect(
        invoked.filter((permission) => permission.includes(`"${id}"`)),
        id,
      ).toHaveLength(1);
  });

  it('gives no two names to one segment of a path, which API Gateway refuses', () => {
    const names = new Map<string, Set<string>>();
    for (const path of Object.keys(definition.paths)) {
      const parts = path.split('/');
      for (const [place, part] of parts.entries()) {
        if (!part.startsWith('{')) continue;
        const before = parts
          .slice(0, place)
          .join('/')
          .replace(/\{\w+\}/g, '{}');
        names.set(before, (names.get(before) ?? new Set()).add(part));
      }
    }
    expect([...names].filter(([, several]) => several.size > 1)).toEqual([]);
  });

  it('writes no access log, no log of executions, no trace and no metrics by method', () => {
    const stage = county.propertiesOf('AWS::ApiGateway::Stage');
    expect(Object.keys(stage).sort()).toEqual(
      ['DeploymentId', 'MethodSettings', 'RestApiId', 'StageName', 'Tags', 'TracingEnabled'].filter(
        (key) => key in stage,
      ),
    );
    expect(stage['TracingEnabled']).toBe(false);
    expect(stage['MethodSettings']).toContainEqual({
      DataTraceEnabled: false,
      HttpMethod: '*',
      LoggingLevel: 'OFF',
      MetricsEnabled: false,
      ResourcePath: '/*',
      ThrottlingBurstLimit: SAMPLE.throttles.default.burst,
      ThrottlingRateLimit: SAMPLE.throttles.default.perSecond,
    });
    expect(county.of('AWS::ApiGateway::Account')).toEqual([]);
  });

  it('limits single operations as the settings say', () => {
    expect(county.propertiesOf('AWS::ApiGateway::Stage')['MethodSettings']).toContainEqual(
      expect.objectContaining({
        HttpMethod: 'POST',
        ResourcePath: '/~1api~1opinions',
        ThrottlingBurstLimit: SAMPLE.throttles.routes.leaveOpinion?.burst,
        ThrottlingRateLimit: SAMPLE.throttles.routes.leaveOpinion?.perSecond,
      }),
    );
  });

  it('is reached by its own domain alone, under TLS 1.2, and that is the functions’ origin', () => {
    expect(county.propertiesOf('AWS::ApiGateway::RestApi')['DisableExecuteApiEndpoint']).toBe(true);
    expect(county.propertiesOf('AWS::ApiGateway::DomainName')).toMatchObject({
      DomainName: CN.domain?.name,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      RegionalCertificateArn: CN.domain?.certificate,
      SecurityPolicy: 'TLS_1_2',
    });
    expect(JSON.stringify(county.propertiesOf('AWS::Lambda::Function', 'FunctiondrawHandler'))).toContain(
      `"ORIGIN":"https://${CN.domain?.name}"`,
    );
  });

  it('is watched by its own figures, and its certificate beside it', () => {
    const alarmOf = (about: string) => county.propertiesOf('AWS::CloudWatch::Alarm', `Watch${about}`);
    expect(alarmOf('faults')).toMatchObject({
      Namespace: 'AWS/ApiGateway',
      MetricName: '5XXError',
      Dimensions: [{ Name: 'ApiName', Value: 'shuangshu-tuanfeng' }],
    });
    expect(county.propertiesOf('AWS::ApiGateway::RestApi')['Name']).toBe('shuangshu-tuanfeng');
    expect(JSON.stringify(county.propertiesOf('AWS::CloudWatch::Alarm', 'Certificate'))).toContain(
      CN.domain?.certificate,
    );
  });

  it('lies behind the same firewall, of its region, or behind none', () => {
    const acl = county.propertiesOf('AWS::WAFv2::WebACL');
    expect(acl['Scope']).toBe('REGIONAL');
    expect(JSON.stringify(acl)).not.toContain('"SampledRequestsEnabled":true');
    expect(JSON.stringify(county.propertiesOf('AWS::WAFv2::WebACLAssociation')['ResourceArn'])).toContain('/restapis/');
    expect(synthesise({ ...CN, waf: false }).county.text).not.toContain('WAFv2');
  });

  it('is deployed anew when a route leads elsewhere', () => {
    const warm = [{ from: '2026-12-01T08:00:00+08:00', until: '2026-12-01T12:00:00+08:00', instances: 20 }];
    const deployment = (changes: object) =>
      synthesise({ ...CN, ...changes }).county.one('AWS::ApiGateway::Deployment')[0];
    expect(deployment({})).toBe(county.one('AWS::ApiGateway::Deployment')[0]);
    expect(deployment({ warm })).not.toBe(deployment({}));
  });
});

describe('the pages of aws-cn', () => {
  it('are read from their bucket by a role that may do nothing else', () => {
    const { Policies } = county.propertiesOf('AWS::IAM::Role', 'FrontReader');
    expect(JSON.stringify(Policies).match(/"Action":(\[[^\]]*\]|"[^"]*")/g)).toEqual(['"Action":"s3:GetObject"']);
    expect(JSON.stringify(Policies)).toContain('"FrontBucket');
  });

  it('have a path for each file that is built, and for each folder with its slash and without', () => {
    const files = builtFiles();
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) expect(keyOf(`/${file}`), file).toBe(file);
    for (const index of files.filter((file) => file.endsWith('index.html'))) {
      const folder = `/${index.replace(/index\.html$/, '')}`;
      expect(keyOf(folder), folder).toBe(index);
      expect(keyOf(folder.replace(/\/$/, '') || '/'), folder).toBe(index);
    }
    expect(keyOf('/config.json')).toBe('config.json');
  });

  it('name their files from the root, since the slash at the end of an address is lost', () => {
    for (const file of builtFiles().filter((name) => name.endsWith('.html'))) {
      const html = readFileSync(`${DIST}/${file}`, 'utf8');
      const named = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
      expect(
        named.filter((address) => !/^(\/|data:)/.test(address)),
        file,
      ).toEqual([]);
    }
  });

  it('are texts alone: API Gateway passes a picture or a font on whole only with binary media types, of which there are none', () => {
    expect([...new Set(builtFiles().map((file) => extname(file)))].sort()).toEqual(['.css', '.html', '.js', '.json']);
    expect(JSON.stringify(county.propertiesOf('AWS::ApiGateway::RestApi'))).not.toContain('binary');
  });

  it.each(Object.keys(PAGE_KEYS).flatMap((path) => [[path, 'get'] as const, [path, 'head'] as const]))(
    '%s by %s has the headers of every page, whatever S3 answers',
    (path, method) => {
      const { responses = {}, httpMethod } = integrationOf(path, method) ?? {};
      expect(httpMethod).toBe(method.toUpperCase());
      expect(
        Object.values(responses)
          .map(({ statusCode }) => statusCode)
          .sort(),
      ).toEqual(['200', '304', '404', '503']);
      const expected = { ...pageHeaders(), 'strict-transport-security': STRICT_TRANSPORT_SECURITY };
      for (const { responseParameters } of Object.values(responses)) {
        const text = JSON.stringify(responseParameters);
        for (const [name, value] of Object.entries(expected))
          if (name === 'content-security-policy')
            expect(text).toMatch(
              /"method.response.header.content-security-policy":\{"Fn::Join":\["",\["'default-src 'self'; script-src 'self'/,
            );
          else expect(text).toContain(`"method.response.header.${name}":"'${value}'"`);
        expect(text).toContain("frame-ancestors 'none''");
        expect(text).toContain(
          `"method.response.header.cache-control":"'${path === '/config.json' ? 'no-store' : 'no-cache'}'"`,
        );
      }
    },
  );

  it('pass no word of S3 about what is not there, which would name bucket and key', () => {
    const { responses = {} } = integrationOf('/{page}/{file}', 'get') ?? {};
    expect(new Set(Object.keys(responses))).toEqual(new Set(['200', '304', '4\\d{2}', 'default']));
    for (const pattern of ['4\\d{2}', 'default'])
      expect(Object.keys(responses[pattern]?.['responseTemplates'] ?? {}).sort()).toEqual([
        'application/json',
        'application/xml',
      ]);
  });

  it('let scripts speak to the issuer and the storage of the county and to nobody else', () => {
    const { responses = {} } = integrationOf('/', 'get') ?? {};
    const [, connect = ''] = /connect-src(.*?)object-src/.exec(JSON.stringify(responses['200'])) ?? [];
    expect(connect).toContain('https://login.tuanfeng.example');
    for (const [name, isReached] of [
      ['Uploads', true],
      ['Photos', true],
      ['Results', false],
    ] as const) {
      const [id] = county.one('AWS::S3::Bucket', name);
      expect(connect.includes(`"${id}","RegionalDomainName"`), name).toBe(isReached);
    }
  });
});

describe('what API Gateway answers itself', () => {
  const answers = definition['x-amazon-apigateway-gateway-responses'];

  it('has the headers of the pages', () => {
    for (const [type, { responseParameters }] of Object.entries(answers)) {
      expect(JSON.stringify(responseParameters), type).toContain('"gatewayresponse.header.x-frame-options":"\'DENY\'"');
      expect(JSON.stringify(responseParameters), type).toContain('gatewayresponse.header.content-security-policy');
      expect(JSON.stringify(responseParameters), type).toContain(`'${STRICT_TRANSPORT_SECURITY}'`);
    }
  });

  it('is a problem of the contract where there is one', () => {
    expect(answers).toMatchObject({
      MISSING_AUTHENTICATION_TOKEN: { statusCode: 404 },
      THROTTLED: { statusCode: 503 },
      REQUEST_TOO_LARGE: { statusCode: 413 },
    });
  });
});

it('what CloudFront adds to an answer, the functions add behind a REST API', () => {
  const pages = { ...pageHeaders(), 'strict-transport-security': STRICT_TRANSPORT_SECURITY };
  for (const [name, value] of Object.entries(REST_ANSWER_HEADERS))
    if (name !== 'content-security-policy') expect(Object.entries(pages)).toContainEqual([name, value]);
  expect(REST_ANSWER_HEADERS['content-security-policy']).toContain("frame-ancestors 'none'");
});
