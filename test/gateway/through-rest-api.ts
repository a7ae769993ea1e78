import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { LambdaHandler } from '../../functions/http/stack.ts';
import type { LambdaHandler as HttpApiHandler } from '../../infra/local/lambda-router.ts';
import { restApiEvent } from './gateway-events.ts';

/** A handler that is asked by an HTTP API, and hears of it as if a REST API had. */
export const throughRestApi =
  (handler: LambdaHandler): HttpApiHandler =>
  (event: APIGatewayProxyEventV2, context) => {
    const [method = '', path = ''] = event.routeKey.split(' ');
    const sent = restApiEvent({
      method,
      path,
      pathParameters: Object.fromEntries(
        Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, value ?? '']),
      ),
      headers: Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name, value ?? ''])),
      query: [...new URLSearchParams(event.rawQueryString)],
      body: event.body,
      isBase64Encoded: event.isBase64Encoded,
    });
    return handler(sent, context);
  };
