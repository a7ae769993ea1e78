/**
 * The same request as an HTTP API and as a REST API hand it to a function: every field of AWS's own examples ("Working with AWS Lambda
 * proxy integrations for HTTP APIs", payload formats 2.0 and 1.0; "Input format of a Lambda function for proxy integration"), with
 * names of headers as each sends them.
 */
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';

export interface SentRequest {
  readonly method: string;
  /** With names in braces. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  /** Undefined: none. */
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
}

/** What would tell who asked, from where and when; no operation may learn it. */
export const TELLTALES = {
  sourceIp: '203.0.113.77',
  userAgent: 'TelltaleAgent/1.0',
  requestId: 'telltale-request-id',
  extendedRequestId: 'telltale-extended-id',
  time: '12/Mar/2020:19:03:58 +0000',
  timeEpoch: 1583348638390,
} as const;

const addressOf = ({ path, pathParameters }: SentRequest): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(pathParameters[name] ?? ''));

function gathered(query: SentRequest['query']): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of query) values[name] = [...(values[name] ?? []), value];
  return values;
}

const emptyAsNull = <Values extends object>(values: Values): Values | null =>
  Object.keys(values).length === 0 ? null : values;

/** `content-type` as `Content-Type`: a REST API leaves names as they were sent. */
const asSent = (name: string): string => name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());

export function httpApiEvent(request: SentRequest): APIGatewayProxyEventV2 {
  const { method, path, pathParameters, headers, query, body, isBase64Encoded } = request;
  const rawPath = addressOf(request);
  const joined = Object.fromEntries(Object.entries(gathered(query)).map(([name, values]) => [name, values.join(',')]));
  const routeKey = `${method} ${path}`;
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(query.map(([name, value]) => [name, value])).toString(),
    headers: { ...headers, 'x-forwarded-for': TELLTALES.sourceIp, 'user-agent': TELLTALES.userAgent },
    ...(query.length === 0 ? {} : { queryStringParameters: joined }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'api-id',
      domainName: 'id.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'id',
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: TELLTALES.sourceIp,
        userAgent: TELLTALES.userAgent,
      },
      requestId: TELLTALES.requestId,
      routeKey,
      stage: '$default',
      time: TELLTALES.time,
      timeEpoch: TELLTALES.timeEpoch,
    },
    ...(body === undefined ? {} : { body }),
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters: { ...pathParameters } }),
    isBase64Encoded,
  };
}

const restIdentity: APIGatewayProxyEvent['requestContext']['identity'] = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: TELLTALES.sourceIp,
  user: null,
  userAgent: TELLTALES.userAgent,
  userArn: null,
};

const restContext = ({ method, path }: SentRequest, address: string): APIGatewayProxyEvent['requestContext'] => ({
  accountId: '123456789012',
  apiId: 'id',
  authorizer: null,
  domainName: 'shuangshu.county.example',
  domainPrefix: 'shuangshu',
  extendedRequestId: TELLTALES.extendedRequestId,
  httpMethod: method,
  identity: restIdentity,
  path: address,
  protocol: 'HTTP/1.1',
  requestId: TELLTALES.requestId,
  requestTime: TELLTALES.time,
  requestTimeEpoch: TELLTALES.timeEpoch,
  resourceId: 'abc123',
  resourcePath: path,
  stage: 'live',
});

export function restApiEvent(request: SentRequest): APIGatewayProxyEvent {
  const { method, path, pathParameters, query, body, isBase64Encoded } = request;
  const sent = { ...request.headers, 'x-forwarded-for': TELLTALES.sourceIp, 'user-agent': TELLTALES.userAgent };
  const headers = Object.fromEntries(Object.entries(sent).map(([name, value]) => [asSent(name), value]));
  const several = gathered(query);
  const last = Object.fromEntries(Object.entries(several).map(([name, values]) => [name, values.at(-1) ?? '']));
  const address = addressOf(request);
  return {
    resource: path,
    path: address,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: emptyAsNull(last),
    multiValueQueryStringParameters: emptyAsNull(several),
    pathParameters: emptyAsNull({ ...pathParameters }),
    stageVariables: null,
    requestContext: restContext(request, address),
    body: body ?? null,
    isBase64Encoded,
  };
}
