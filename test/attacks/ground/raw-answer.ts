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

/** What whoever sees lengths sees of an answer: each part of it by itself. */
export const ANSWER_SIGHTS = {
  body: ({ body }) => String(Buffer.byteLength(body)),
  'a header’s value': ({ headers }) =>
    Object.values(headers)
      .map((value) => Buffer.byteLength(String(value)))
      .sort()
      .join(' '),
  'a header’s name': ({ headers }) => Object.keys(headers).sort().join(' '),
  status: ({ statusCode }) => String(statusCode),
} satisfies Readonly<Record<string, (answer: RawAnswer) => string>>;
export type AnswerPart = keyof typeof ANSWER_SIGHTS;
