import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import type { Hall } from '../../integration/ballot/hall.ts';
import { wordOf } from './stage.ts';

/** A request of a session as text: no type holds the body to the schema. */
export interface Sent {
  readonly id: OperationId;
  readonly session: string;
  readonly body: string;
}

/** Sends a body as it stands to the function; what was answered, or the word of the refusal. */
export async function sendText(
  { routes }: Hall,
  { id, session, body }: Sent,
): Promise<{ readonly answer: unknown } | { readonly refused: string }> {
  const { method, path } = ROUTES[id];
  const route = routes.find((each) => each.method === method && each.path === path);
  if (route === undefined) throw new Error(`the hall has no ${id}`);
  const event: APIGatewayProxyEventV2 = {
    ...({ version: '2.0', routeKey: `${method} ${path}`, rawPath: path, rawQueryString: '' } as const),
    headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    // Nothing of it is looked at.
    requestContext: {} as never,
    isBase64Encoded: false,
    pathParameters: { session },
    body,
  };
  const { statusCode, body: text = '' } = await route.handler(event, {} as Context);
  const parsed = JSON.parse(text);
  return statusCode === 200 ? { answer: parsed } : { refused: wordOf(parsed) };
}
