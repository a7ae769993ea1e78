import {
  CONFIG_CACHE_CONTROL,
  type ContentSecurityOptions,
  PAGE_CACHE_CONTROL,
  pageHeaders,
  STRICT_TRANSPORT_SECURITY,
} from './response-headers.ts';

/** OpenAPI, as far as it is written here. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * Where a page's file lies in the bucket, by its path. A REST API takes a slash at the end of a path away (as AWS's Chalice has it in
 * its local server), so that `/vote/` is `/vote` here: pages name their files from the root. Of two paths that fit, the one without
 * a name in braces is taken.
 */
export const PAGE_KEYS: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/index.html': 'index.html',
  '/style.css': 'style.css',
  '/config.json': 'config.json',
  '/hashes.json': 'hashes.json',
  '/{page}': '{page}/index.html',
  '/{page}/{file}': '{page}/{file}',
};

export interface RestPagesProps {
  /** What an integration reads: `arn:…:s3:path/<bucket>`, to which a key is joined with a slash. */
  readonly bucketUri: string;
  /** The role that may read it. */
  readonly role: string;
  readonly security: ContentSecurityOptions;
}

/** A literal of a mapping stands between single quotes; API Gateway takes the outer ones off and leaves those within. */
const literal = (value: string): string => `'${value}'`;

const PLAIN = 'text/plain; charset=utf-8';
const KEPT_FROM_S3 = ['content-type', 'etag'] as const;
const ASKED_OF_S3 = ['if-none-match'] as const;

/** The headers of every page and asset: CloudFront's, by literals. */
export const restPageHeaders = (security: ContentSecurityOptions): Readonly<Record<string, string>> => ({
  ...pageHeaders(security),
  'strict-transport-security': STRICT_TRANSPORT_SECURITY,
});

const mappings = (literals: Readonly<Record<string, string>>, kept: readonly string[] = []): Json => ({
  ...Object.fromEntries(
    Object.entries(literals).map(([name, value]) => [`method.response.header.${name}`, literal(value)]),
  ),
  ...Object.fromEntries(kept.map((name) => [`method.response.header.${name}`, `integration.response.header.${name}`])),
});

/** S3's own words about a missing object name bucket and key, and go no further. Whatever type they have, a template of ours replaces them. */
const inOwnWords = (text: string): Json => ({ 'application/json': text, 'application/xml': text });

/** A role that may not list is told 403 of an object that is not there. */
const responsesOf = (headers: Readonly<Record<string, string>>): Json => {
  const plain = mappings({ ...headers, 'content-type': PLAIN });
  return {
    '200': { statusCode: '200', responseParameters: mappings(headers, KEPT_FROM_S3) },
    '304': { statusCode: '304', responseParameters: mappings(headers, ['etag']) },
    '4\\d{2}': {
      statusCode: '404',
      responseParameters: plain,
      responseTemplates: inOwnWords('没有这个页面 / No such page'),
    },
    default: {
      statusCode: '503',
      responseParameters: plain,
      responseTemplates: inOwnWords('请稍候再试 / Please try again in a moment'),
    },
  };
};

const declared = (status: string, headers: Readonly<Record<string, string>>): Json => ({
  description: status,
  headers: Object.fromEntries(
    [...Object.keys(headers), ...KEPT_FROM_S3].map((name) => [name, { schema: { type: 'string' } }]),
  ),
});

const namesIn = (path: string): readonly string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** The parameters of an OpenAPI path, of strings. */
export const pathParameters = (path: string): readonly Json[] =>
  namesIn(path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

function operationOf(path: string, method: 'GET' | 'HEAD', { bucketUri, role, security }: RestPagesProps): Json {
  const key = PAGE_KEYS[path] ?? '';
  const cacheControl = path === '/config.json' ? CONFIG_CACHE_CONTROL : PAGE_CACHE_CONTROL;
  const headers = { ...restPageHeaders(security), 'cache-control': cacheControl };
  return {
    parameters: [
      ...pathParameters(path),
      ...ASKED_OF_S3.map((name) => ({ name, in: 'header', required: false, schema: { type: 'string' } })),
    ],
    responses: Object.fromEntries(['200', '304', '404', '503'].map((status) => [status, declared(status, headers)])),
    'x-amazon-apigateway-integration': {
      type: 'aws',
      httpMethod: method,
      uri: `${bucketUri}/${key}`,
      credentials: role,
      passthroughBehavior: 'when_no_match',
      requestParameters: Object.fromEntries([
        ...namesIn(path).map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]),
        ...ASKED_OF_S3.map((name) => [`integration.request.header.${name}`, `method.request.header.${name}`]),
      ]),
      responses: responsesOf(headers),
    },
  };
}

/** The paths of an OpenAPI document at which a REST API serves the pages from their bucket. */
export const restPages = (props: RestPagesProps): Json =>
  Object.fromEntries(
    Object.keys(PAGE_KEYS).map((path) => [
      path,
      { get: operationOf(path, 'GET', props), head: operationOf(path, 'HEAD', props) },
    ]),
  );
