import type { Context } from 'aws-lambda';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { eventOf } from '../../gateway/event-of.ts';
import type { Hall } from '../../integration/ballot/hall.ts';

/** An answer as the function hands it to API Gateway. */
export interface RawAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Stands about a function and may change what it says, knowing what it should not. */
export type Saying = (answer: RawAnswer, known: string) => RawAnswer;
export const asItSays: Saying = (answer) => answer;

/** Sends a request, and gives the answer with its status and its headers. */
export async function rawAnswer<Id extends OperationId>(
  { routes }: Pick<Hall, 'routes'>,
  id: Id,
  request: RequestOf<Id>,
): Promise<RawAnswer> {
  const { method, path } = ROUTES[id];
  const route = routes.find((each) => each.method === method && each.path === path);
  if (route === undefined) throw new Error(`the hall has no ${id}`);
  const { statusCode = 0, headers = {}, body = '' } = await route.handler(eventOf(id, request), {} as Context);
  return { statusCode, headers, body };
}

/** What is seen of an answer by whoever sees lengths: its status, its headers by name, and how long each part is. */
export function sightOfAnswer({ statusCode, headers, body }: RawAnswer): string {
  const named = Object.entries(headers).map(([name, value]) => `${name}:${Buffer.byteLength(String(value))}`);
  return [statusCode, ...named.sort(), Buffer.byteLength(body)].join(' ');
}
