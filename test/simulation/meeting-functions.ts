import { implementations as box } from '../../functions/box/handler.ts';
import { implementations as cast } from '../../functions/cast/handler.ts';
import { implementations as desk } from '../../functions/desk/handler.ts';
import { implementations as draw } from '../../functions/draw/handler.ts';
import { implementations as meeting } from '../../functions/meeting/handler.ts';
import { implementations as tally } from '../../functions/tally/handler.ts';
import { implementations as tellers } from '../../functions/tellers/handler.ts';
import type { FunctionName } from '../../shared/contract/operation.ts';
import { type OperationId, ROUTES } from '../../shared/contract/routes.ts';
import { wireRequest } from '../../shared/contract/wire-request.ts';

/** The functions of a meeting as they are deployed. */
export const FUNCTIONS = { box, cast, desk, draw, meeting, tally, tellers } as const;
export type MeetingFunction = keyof typeof FUNCTIONS & FunctionName;
const FUNCTION_NAMES: readonly MeetingFunction[] = ['box', 'cast', 'desk', 'draw', 'meeting', 'tally', 'tellers'];

export const functionOf = (id: OperationId): MeetingFunction => {
  const found = FUNCTION_NAMES.find((name) => FUNCTIONS[name].some((each) => each.id === id));
  if (found === undefined) throw new Error(`no function of a meeting has ${id}`);
  return found;
};

/** A request of the contract as the platform hands it to a function. */
export const eventOf = (id: OperationId, request: object) => {
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
    headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    requestContext: {} as never,
    isBase64Encoded: false,
    pathParameters,
    ...(body === undefined ? { queryStringParameters: Object.fromEntries(searchParams) } : { body }),
  };
};
