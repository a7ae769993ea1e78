import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { DEFAULT_MAX_BODY_BYTES, type OperationSpec } from '../../shared/contract/operation.ts';
import type { ProblemType } from '../../shared/contract/problems.ts';
import { type OperationId, ROUTES } from '../../shared/contract/routes.ts';
import { type ApiRequest, apiRequestOf, type GatewayEvent, isOfRestApi } from './api-request.ts';
import { authorise } from './authorise.ts';
import type { Caller, Dependencies } from './dependencies.ts';
import { faultAnswer } from './fault.ts';
import {
  type BoundImplementation,
  type InBothLanguages,
  type Refusal,
  type RefusalPlace,
  refuse,
} from './implement.ts';
import { isCounted } from './metrics.ts';
import { jsonAnswer, languageOf, refusalAnswer } from './respond.ts';
import { restAnswer } from './rest-answer.ts';

/** What became of a request that was not answered. */
type Trouble = { readonly metric: 'Refused'; readonly problem: ProblemType } | { readonly metric: 'Faults' };
type Event = ApiRequest & { request?: unknown; caller?: Caller; trouble?: Trouble };
type Result = APIGatewayProxyStructuredResultV2;
type Step = MiddlewareObj<Event, Result>;

const decline = (event: Event, refusal: Refusal): Result => {
  event.trouble = { metric: 'Refused', problem: refusal.refused };
  return refusalAnswer(refusal, languageOf(event));
};

const sizeLimit = (maxBodyBytes: number): Step => ({
  before: ({ event }) =>
    event.bodyBytes > maxBodyBytes ? decline(event, refuse('body-too-large', { limitBytes: maxBodyBytes })) : undefined,
});

const contentType = (method: 'GET' | 'POST'): Step => ({
  before: ({ event }) =>
    method === 'GET' || /^application\/json\s*(;|$)/i.test(event.headers['content-type'] ?? '')
      ? undefined
      : decline(event, refuse('content-type-unsupported')),
});

/** What is wrong with a field, by zod's own name for it. */
const FAULTS: Readonly<Record<string, InBothLanguages>> = {
  invalid_type: { zh: '缺少，或类型不对', en: 'is missing or of the wrong type' },
  invalid_format: { zh: '格式不对', en: 'has the wrong format' },
  invalid_value: { zh: '不是允许的值', en: 'is none of the values allowed' },
  invalid_union: { zh: '不是允许的内容', en: 'is none of the forms allowed' },
  too_big: { zh: '太大、太长或太多', en: 'is too large, too long or too many' },
  too_small: { zh: '太小、太短或太少', en: 'is too small, too short or too few' },
  unrecognized_keys: { zh: '有不认识的字段', en: 'has a field that is not known' },
};
const OTHER_FAULT: InBothLanguages = { zh: '内容不对', en: 'is not valid' };

const placesOf = (issues: readonly { path: PropertyKey[]; code?: string }[]): readonly RefusalPlace[] =>
  issues.slice(0, 20).map(({ path, code = 'invalid' }) => {
    // Only the place and the kind: a message or an unknown key could echo a code, a token or a name.
    const field = path.map((part) => String(part)).join('.');
    return { field: field === '' ? 'body' : field, code, detail: FAULTS[code] ?? OTHER_FAULT };
  });

/** Half of a surrogate pair: JSON.parse takes the escape `\ud83d`, but neither UTF-8 nor RFC 8785 can write it (RFC 7493 §2.1). */
const refuseBrokenText = (name: string, value: unknown): unknown => {
  if (!name.isWellFormed() || (typeof value === 'string' && !value.isWellFormed()))
    throw new SyntaxError('half of a surrogate pair');
  return value;
};

/** @throws SyntaxError when it is no JSON, RangeError when it is nested too deep to walk through */
const parseJson = (text: string): unknown =>
  /\\u[dD][89a-fA-F]/.test(text) ? JSON.parse(text, refuseBrokenText) : JSON.parse(text);

/** A field of the address that comes again beside it: nobody could say which of the two was meant. */
const namedTwice = (sent: object, pathParameters: object): readonly RefusalPlace[] =>
  Object.keys(pathParameters)
    .filter((field) => Object.hasOwn(sent, field))
    .map((field) => ({
      field,
      code: 'in-the-address',
      detail: { zh: '地址里已有这一项', en: 'the address names it already' },
    }));

/** Path parameters, then query (GET) or body (POST), as the one flat object of the contract. */
const parse = (spec: OperationSpec, method: 'GET' | 'POST'): Step => ({
  before: ({ event }) => {
    const { pathParameters } = event;
    let sent: unknown;
    try {
      sent = method === 'GET' ? event.query : parseJson(event.body);
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof RangeError) return decline(event, refuse('not-json'));
      throw error;
    }
    if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return decline(event, refuse('not-json'));
    const repeated = namedTwice(sent, pathParameters);
    if (repeated.length > 0) return decline(event, refuse('request-invalid', {}, repeated));
    const parsed = spec.request.safeParse({ ...sent, ...pathParameters });
    if (!parsed.success) return decline(event, refuse('request-invalid', {}, placesOf(parsed.error.issues)));
    event.request = parsed.data;
    return undefined;
  },
});

const authoriseStep = (id: OperationId, spec: OperationSpec, deps: () => Dependencies): Step => ({
  before: async ({ event }) => {
    const { authorization } = event.headers;
    const allowed = await authorise({ id, who: spec.who, request: event.request, authorization, deps: deps() });
    if ('refused' in allowed) return decline(event, allowed);
    event.caller = allowed.caller;
    return undefined;
  },
});

const answerFault = (id: OperationId, deps: () => Dependencies): Step => ({
  onError: (request) => {
    request.event.trouble = { metric: 'Faults' };
    request.response = faultAnswer({ id, error: request.error, language: languageOf(request.event), deps: deps() });
  },
});

export type LambdaHandler = (event: GatewayEvent, context: Context) => Promise<Result>;
type RequestHandler = (request: ApiRequest, context: Context) => Promise<Result>;

/** Around the whole stack, since a step that declines ends it. */
const counted =
  (id: OperationId, handler: RequestHandler, deps: () => Dependencies): RequestHandler =>
  async (request, context) => {
    const { nowMs, metrics } = deps();
    const event: Event = { ...request };
    const startMs = nowMs();
    const result = await handler(event, context);
    const outcome = event.trouble ?? { metric: 'Answered' };
    metrics.count({ ...outcome, operation: id, durationMs: nowMs() - startMs });
    return result;
  };

/** An answer that is not what the contract promises is a fault of ours; checked outside Lambda, where it costs nothing. */
export interface StackOptions {
  readonly checkAnswers: boolean;
}

const wear = (implementation: BoundImplementation, deps: () => Dependencies, options: StackOptions): RequestHandler => {
  const { id, spec } = implementation;
  const { method } = ROUTES[id];
  const run = async (event: Event): Promise<Result> => {
    const { request, caller = { kind: 'anyone' } } = event;
    // The parse step has checked `request` against this very operation's schema.
    const outcome = await implementation.run({ request: request as never, caller, deps: deps() });
    if ('refused' in outcome) return decline(event, outcome);
    return jsonAnswer(options.checkAnswers ? spec.response.parse(outcome.answer) : outcome.answer);
  };
  const worn = middy<Event, Result>(run)
    .use(answerFault(id, deps))
    .use(sizeLimit(spec.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES))
    .use(contentType(method))
    .use(parse(spec, method))
    .use(authoriseStep(id, spec, deps));
  return isCounted(spec) ? counted(id, worn, deps) : worn;
};

/** The handler of one function, behind an HTTP API or a REST API: a small router over its operations, each wearing the same stack. */
export function makeHandler(
  implementations: readonly BoundImplementation[],
  deps: () => Dependencies,
  options: StackOptions = { checkAnswers: false },
): LambdaHandler {
  const handlers = new Map<string, RequestHandler>(
    implementations.map((one) => {
      const { method, path } = ROUTES[one.id];
      return [`${method} ${path}`, wear(one, deps, options)] as const;
    }),
  );
  const answer: RequestHandler = async (request, context) => {
    const handler = handlers.get(request.routeKey);
    if (handler === undefined) return refusalAnswer(refuse('route-unknown'), languageOf(request));
    return handler(request, context);
  };
  return async (event, context) => {
    const result = await answer(apiRequestOf(event), context);
    return isOfRestApi(event) ? restAnswer(result) : result;
  };
}
