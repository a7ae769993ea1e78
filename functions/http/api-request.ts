import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';

/** What API Gateway hands to a function: an HTTP API payload format 2.0, a REST API payload format 1.0. */
export type GatewayEvent = APIGatewayProxyEventV2 | APIGatewayProxyEvent;

/** All that an operation learns of a request: no address, no agent, no time and no id of it. */
export interface ApiRequest {
  /** Method and path as the contract has them: `GET /api/sessions/{session}`. */
  readonly routeKey: string;
  /** By lower-case name; one that came several times is joined with commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  /** One that came several times is joined with commas. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Length of the body as it was sent. */
  readonly bodyBytes: number;
}

function bodyOf({ body, isBase64Encoded }: GatewayEvent): Pick<ApiRequest, 'body' | 'bodyBytes'> {
  const sent = body ?? '';
  if (!isBase64Encoded) return { body: sent, bodyBytes: Buffer.byteLength(sent) };
  const bytes = Buffer.from(sent, 'base64');
  return { body: bytes.toString('utf8'), bodyBytes: bytes.length };
}

type Repeated = Readonly<Record<string, readonly string[] | undefined>>;

const joined = (values: Repeated | null): Record<string, string> =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, several]) => [name, (several ?? []).join(',')]));

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const ofRestApi = (event: APIGatewayProxyEvent): ApiRequest => ({
  routeKey: `${event.httpMethod} ${event.resource}`,
  headers: lowerCase(joined(event.multiValueHeaders)),
  pathParameters: event.pathParameters ?? {},
  query: joined(event.multiValueQueryStringParameters),
  ...bodyOf(event),
});

const ofHttpApi = (event: APIGatewayProxyEventV2): ApiRequest => ({
  routeKey: event.routeKey,
  headers: event.headers,
  pathParameters: event.pathParameters ?? {},
  query: event.queryStringParameters ?? {},
  ...bodyOf(event),
});

/** Whether a REST API sent it; an HTTP API names the route by its key. */
export const isOfRestApi = (event: GatewayEvent): event is APIGatewayProxyEvent => !('routeKey' in event);

/** The request of either event. */
export const apiRequestOf = (event: GatewayEvent): ApiRequest =>
  isOfRestApi(event) ? ofRestApi(event) : ofHttpApi(event);
