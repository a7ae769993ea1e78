import { describe, expect, it } from 'vitest';
import { apiRequestOf } from '../../../../functions/http/api-request.ts';
import { REST_ANSWER_HEADERS } from '../../../../functions/http/rest-answer.ts';
import { makeHandler } from '../../../../functions/http/stack.ts';
import { FUNCTIONS } from '../../../../infra/local/function-list.ts';
import { DEFAULT_MAX_BODY_BYTES } from '../../../../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../../../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../../../shared/contract/routes.ts';
import { bareRequest } from '../../../gateway/bare-request.ts';
import { lambdaContext } from '../../../gateway/context.ts';
import { httpApiEvent, restApiEvent, type SentRequest, TELLTALES } from '../../../gateway/gateway-events.ts';
import { reaching } from '../../../unreached.ts';

const JSON_TYPE = { 'content-type': 'application/json', 'accept-language': 'en' };

function requestOf(id: OperationId, changes: Partial<SentRequest> = {}): SentRequest {
  const { method, path } = ROUTES[id];
  const pathParameters = Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, 'tuanfeng-2008-1']),
  );
  return bareRequest(id, {
    pathParameters,
    headers: JSON_TYPE,
    query:
      method === 'GET'
        ? [
            ['after', 'a'],
            ['tag', 'b'],
            ['tag', 'c d'],
          ]
        : [],
    body: method === 'GET' ? undefined : '{"note":"述职"}',
    ...changes,
  });
}

const withoutTelltales = (headers: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'x-forwarded-for' && name !== 'user-agent'));

describe('the events of an HTTP API and of a REST API', () => {
  it.each(OPERATION_IDS)('are one request to %s', (id) => {
    const request = requestOf(id);
    const [http, rest] = [apiRequestOf(httpApiEvent(request)), apiRequestOf(restApiEvent(request))];
    expect(rest).toEqual(http);
    expect(http).toMatchObject({
      routeKey: `${request.method} ${request.path}`,
      pathParameters: request.pathParameters,
      query: request.method === 'GET' ? { after: 'a', tag: 'b,c d' } : {},
      body: request.body ?? '',
      bodyBytes: Buffer.byteLength(request.body ?? ''),
    });
    expect(withoutTelltales(rest.headers)).toEqual(JSON_TYPE);
  });

  it('tell nobody the address, the time or the number of a request', () => {
    const { sourceIp, userAgent, ...others } = TELLTALES;
    for (const make of [httpApiEvent, restApiEvent]) {
      const { headers, ...request } = apiRequestOf(make(requestOf('castBallot')));
      expect(Object.keys(request).sort()).toEqual(['body', 'bodyBytes', 'pathParameters', 'query', 'routeKey']);
      const text = JSON.stringify({ request, headers: withoutTelltales(headers) });
      for (const told of [sourceIp, userAgent, ...Object.values(others)]) expect(text).not.toContain(String(told));
    }
  });

  it('carry a body as base64 where API Gateway takes it for no text', () => {
    const body = Buffer.from('{"note":"述职"}').toString('base64');
    for (const make of [httpApiEvent, restApiEvent])
      expect(apiRequestOf(make(requestOf('castBallot', { body, isBase64Encoded: true })))).toMatchObject({
        body: '{"note":"述职"}',
        bodyBytes: 17,
      });
  });

  it('join a header that was sent twice with a comma, as an HTTP API does', () => {
    const event = restApiEvent(requestOf('health'));
    const multiValueHeaders = { ...event.multiValueHeaders, 'Accept-Language': ['en', 'zh'] };
    expect(apiRequestOf({ ...event, multiValueHeaders }).headers['accept-language']).toBe('en,zh');
  });
});

describe('a function behind either', () => {
  const deps = reaching({ nowMs: () => 0, metrics: { count: () => undefined } });
  const ask = (id: OperationId, make: typeof httpApiEvent | typeof restApiEvent, changes: Partial<SentRequest>) =>
    makeHandler(FUNCTIONS[specOf(id).function], () => deps)(make(requestOf(id, changes)), lambdaContext());

  it.each(OPERATION_IDS.filter((id) => ROUTES[id].method === 'POST'))(
    'refuses the same of %s, in the same words',
    async (id) => {
      const over = (specOf(id).maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES) + 1;
      const cases: readonly (readonly [Partial<SentRequest>, number])[] = [
        [{ body: 'x'.repeat(over) }, 413],
        [{ body: Buffer.from('x'.repeat(over)).toString('base64'), isBase64Encoded: true }, 413],
        [{ headers: { 'content-type': 'text/plain' } }, 415],
        [{ body: '{' }, 400],
        [{ body: '{"unknown":1}' }, 400],
      ];
      for (const [changes, status] of cases) {
        const [http, rest] = [await ask(id, httpApiEvent, changes), await ask(id, restApiEvent, changes)];
        expect(http.statusCode).toBe(status);
        expect([rest.statusCode, rest.body]).toEqual([http.statusCode, http.body]);
        expect(rest.headers).toEqual({ ...REST_ANSWER_HEADERS, ...http.headers });
      }
    },
  );

  it('knows no route but its own', async () => {
    for (const make of [httpApiEvent, restApiEvent]) {
      const answer = await ask('castBallot', make, { path: '/api/elsewhere' });
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toContain('route-unknown');
    }
  });
});
