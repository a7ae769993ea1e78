import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type OperationId, ROUTES } from '../../shared/contract/routes.ts';
import { wireRequest } from '../../shared/contract/wire-request.ts';

/** What a platform tells of whoever sends a request. */
export interface Sender {
  readonly headers: Readonly<Record<string, string>>;
  readonly requestContext: object;
}

export const NOBODY: Sender = { headers: {}, requestContext: {} };

/** A request of the contract as an HTTP API hands it to a function. */
export function eventOf(
  id: OperationId,
  request: object,
  sender = NOBODY,
): APIGatewayProxyEventV2 & { readonly headers: Readonly<Record<string, string>> } {
  const route = ROUTES[id];
  const { method, url, body } = wireRequest(route, request);
  const { pathname, searchParams } = new URL(url, 'https://county.example');
  const names = route.path.split('/');
  const pathParameters = Object.fromEntries(
    pathname.split('/').flatMap((part, place) => {
      const name = /^\{(\w+)\}$/.exec(names[place] ?? '')?.[1];
      return name === undefined ? [] : [[name, decodeURIComponent(part)]];
    }),
  );
  return {
    ...({ version: '2.0', routeKey: `${method} ${route.path}`, rawPath: pathname, rawQueryString: '' } as const),
    headers: { 'content-type': 'application/json', 'accept-language': 'zh-CN', ...sender.headers },
    // Made up: an address and an id at most.
    requestContext: sender.requestContext as never,
    isBase64Encoded: false,
    pathParameters,
    ...(body === undefined ? { queryStringParameters: Object.fromEntries(searchParams) } : { body }),
  };
}
