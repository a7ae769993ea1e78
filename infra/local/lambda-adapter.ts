import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type LambdaRoute, makeRouter, type RouteMatch } from './lambda-router.ts';

export interface LambdaHostOptions {
  readonly now: () => Date;
  /** Told of what a handler threw: the status that AWS answers says nothing. */
  readonly onFault: (fault: { readonly functionName: string; readonly error: unknown }) => void;
}

/** Lambda's limit on a synchronous invocation's payload, either way. */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;
const TIME_LIMIT_MS = 30_000;

/** API Gateway's own answers, in its words. */
const GATEWAY_ANSWERS = {
  404: '{"message":"Not Found"}',
  413: '{"message":"Request Too Long"}',
  500: '{"message":"Internal Server Error"}',
  502: '{"message":"Bad Gateway"}',
} as const;

function sendGatewayAnswer(response: ServerResponse, status: keyof typeof GATEWAY_ANSWERS, close = false): void {
  const body = GATEWAY_ANSWERS[status];
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...(close ? { connection: 'close' } : {}),
  });
  response.end(body);
}

/** The body, or undefined when it is longer than Lambda takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_PAYLOAD_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MAX_PAYLOAD_BYTES) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

const TEXT_TYPE = /^(text\/|application\/(json|javascript|xml|[^;]*\+json|[^;]*\+xml|x-www-form-urlencoded))/i;

/** API Gateway hands over what is not text as base64. */
function bodyFields(request: IncomingMessage, body: Buffer) {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = TEXT_TYPE.test(request.headers['content-type'] ?? 'text/plain');
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/** Payload format 2.0: lower-case names, repeated headers joined with commas, cookies apart. */
function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (name === 'cookie' || value === undefined) continue;
    headers[name] = typeof value === 'string' ? value : value.join(',');
  }
  return headers;
}

function queryOf(rawQueryString: string): { queryStringParameters?: Record<string, string> } {
  if (rawQueryString === '') return {};
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return { queryStringParameters: parameters };
}

function requestContext(request: IncomingMessage, { route }: RouteMatch, path: string, now: Date) {
  const { host = 'localhost' } = request.headers;
  return {
    accountId: '000000000000',
    apiId: 'local',
    domainName: host,
    domainPrefix: host.split('.', 1)[0] ?? host,
    http: {
      method: route.method,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? '',
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey: `${route.method} ${route.path}`,
    stage: '$default',
    time: now.toISOString(),
    timeEpoch: now.getTime(),
  };
}

/** What API Gateway would hand to the function (payload format 2.0). */
export function eventOf(
  request: IncomingMessage,
  { match, body, now }: { readonly match: RouteMatch; readonly body: Buffer; readonly now: Date },
): APIGatewayProxyEventV2 {
  const { url = '/' } = request;
  const mark = url.indexOf('?');
  const rawPath = mark === -1 ? url : url.slice(0, mark);
  const rawQueryString = mark === -1 ? '' : url.slice(mark + 1);
  const context = requestContext(request, match, rawPath, now);
  const { cookie } = request.headers;
  return {
    version: '2.0',
    routeKey: context.routeKey,
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    headers: headersOf(request),
    ...queryOf(rawQueryString),
    requestContext: context,
    ...(Object.keys(match.pathParameters).length === 0 ? {} : { pathParameters: match.pathParameters }),
    ...bodyFields(request, body),
  };
}

function contextOf(functionName: string, awsRequestId: string): Context {
  const startedMs = performance.now();
  const unsupported = () => {
    throw new Error('callbacks ended with Node 24 on Lambda: return the answer');
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: '1024',
    awsRequestId,
    logGroupName: `/local/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, TIME_LIMIT_MS - (performance.now() - startedMs)),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}

function writeResult(
  request: IncomingMessage,
  response: ServerResponse,
  result: APIGatewayProxyStructuredResultV2,
): void {
  const { statusCode = 200, headers = {}, cookies, body = '', isBase64Encoded = false } = result;
  // A text is left as it is: Node then writes it in one piece with the headers.
  const content = isBase64Encoded ? Buffer.from(body, 'base64') : body;
  const length = Buffer.byteLength(content);
  if (length > MAX_PAYLOAD_BYTES) {
    sendGatewayAnswer(response, 502);
    return;
  }
  const sent: Record<string, string | string[]> = { 'content-length': String(length) };
  for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = String(value);
  if (cookies !== undefined) sent['set-cookie'] = cookies;
  if (sent['content-type'] === undefined && length > 0) sent['content-type'] = 'application/json';
  response.writeHead(statusCode, sent);
  response.end(request.method === 'HEAD' ? undefined : content);
}

/**
 * Runs handlers behind node:http as API Gateway's HTTP API and Lambda do: same event, same 6 MiB either way (413, 502),
 * 404 for an unknown route, 500 for a handler that throws.
 */
export function createLambdaHost(routes: readonly LambdaRoute[], { now, onFault }: LambdaHostOptions) {
  const find = makeRouter(routes);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request;
    const mark = url.indexOf('?');
    const match = find(method, mark === -1 ? url : url.slice(0, mark));
    if (match === undefined) return sendGatewayAnswer(response, 404);
    const body = await readBody(request);
    if (body === undefined) return sendGatewayAnswer(response, 413, true);
    const { handler, functionName } = match.route;
    const event = eventOf(request, { match, body, now: now() });
    try {
      writeResult(request, response, await handler(event, contextOf(functionName, event.requestContext.requestId)));
    } catch (error) {
      onFault({ functionName, error });
      if (!response.headersSent) sendGatewayAnswer(response, 500);
    }
  };
}
