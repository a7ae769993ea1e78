import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { startApi } from '../../../infra/local/start-api.ts';
import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { type Fields, isFields } from './memory.ts';

/** Signs a teller's request as the teller's own phone would, whatever it asks for; `undefined` where nobody can. */
export type Signing = (
  id: OperationId,
  request: { readonly session: string; readonly slot: string; readonly payload: Fields },
) => Promise<string | undefined>;

/** Of one session, and of all. */
const MOST_OF_SESSION = 2;
const MOST_EXAMPLES = 32;

const idOf = new Map(OPERATION_IDS.map((id) => [`${ROUTES[id].method} ${ROUTES[id].path}`, id]));

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const bodyOf = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): string =>
  isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');

/** Whole numbers of a query are text on the wire. */
const queryOf = ({ queryStringParameters = {} }: APIGatewayProxyEventV2): Fields =>
  Object.fromEntries(
    Object.entries(queryStringParameters).map(([name, text = '']) => [
      name,
      /^\d{1,6}$/.test(text) ? Number(text) : text,
    ]),
  );

/** Stands before the operations: counts what they answer, remembers what they took, and signs for tellers who ask for it. */
export class WatchedGateway {
  #answers: Record<string, Record<string, number>> = {};
  readonly #examples: Record<string, Fields[]> = {};
  #isRecording = true;
  #sign: Signing = async () => undefined;

  readonly startApi: typeof startApi = (services, furnish) =>
    startApi(services, furnish, (handler) => async (sent, context) => {
      const event = await this.#signed(sent);
      const answer = await handler(event, context);
      const status = String(answer.statusCode);
      const ofRoute = this.#answers[event.routeKey] ?? {};
      this.#answers[event.routeKey] = { ...ofRoute, [status]: (ofRoute[status] ?? 0) + 1 };
      if (this.#isRecording && answer.statusCode === 200) this.#record(event);
      return answer;
    });

  /** By route, then by status. */
  get answers(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    return this.#answers;
  }

  /** The county stands: what was taken up to now. What is answered from now on counts. */
  begin(sign: Signing): Readonly<Record<string, readonly Fields[]>> {
    this.#answers = {};
    this.#isRecording = false;
    this.#sign = sign;
    return this.#examples;
  }

  #record(event: APIGatewayProxyEventV2): void {
    const id = idOf.get(event.routeKey);
    const body = jsonOf(bodyOf(event));
    if (id === undefined) return;
    const request: Fields = { ...(isFields(body) ? body : queryOf(event)), ...event.pathParameters };
    const others = this.#examples[id] ?? [];
    const ofSession = others.filter(({ session }) => session === request['session']);
    if (ofSession.length < MOST_OF_SESSION && others.length < MOST_EXAMPLES) this.#examples[id] = [...others, request];
  }

  async #signed(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyEventV2> {
    const id = idOf.get(event.routeKey);
    if (id === undefined || event.headers['x-fuzz-sign'] === undefined) return event;
    const body = jsonOf(bodyOf(event));
    const session = event.pathParameters?.['session'];
    if (!isFields(body) || !isFields(body['payload']) || typeof body['slot'] !== 'string' || session === undefined)
      return event;
    const asked = { session, slot: body['slot'], payload: body['payload'] };
    // What cannot be written cannot be signed: it goes on as it came.
    const signature = await this.#sign(id, asked).catch(() => undefined);
    if (signature === undefined) return event;
    return { ...event, body: JSON.stringify({ ...body, signature }), isBase64Encoded: false };
  }
}
