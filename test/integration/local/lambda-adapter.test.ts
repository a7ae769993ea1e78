import { request as httpRequest } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { createLambdaHost, MAX_PAYLOAD_BYTES } from '../../../infra/local/lambda-adapter.ts';
import { serve } from './serve.ts';

const NOW = new Date('2026-03-01T08:30:00Z');

async function host(
  answer: (
    event: APIGatewayProxyEventV2,
  ) => APIGatewayProxyStructuredResultV2 | Promise<APIGatewayProxyStructuredResultV2>,
) {
  const events: APIGatewayProxyEventV2[] = [];
  const faults: unknown[] = [];
  const handler = async (event: APIGatewayProxyEventV2) => {
    events.push(event);
    return answer(event);
  };
  const listener = createLambdaHost(
    [
      { method: 'POST', path: '/api/cast', functionName: 'cast', handler },
      { method: 'GET', path: '/api/sessions/{session}', functionName: 'meeting', handler },
      { method: 'GET', path: '/api/sessions/{session}/board', functionName: 'meeting', handler },
      { method: 'POST', path: '/api/sessions/{session}/tellers/{slot}', functionName: 'tellers', handler },
    ],
    { now: () => NOW, onFault: ({ error }) => faults.push(error) },
  );
  return { origin: await serve(listener), events, faults };
}

/** The bytes as they go over the wire, names and repetition kept. */
function rawGet(url: string, headers: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers: [...headers] }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

const ok = () => ({ statusCode: 200, body: '{}' });

describe('the event that a function gets', () => {
  test('names the route, its decoded parameters, the query and the caller, as payload format 2.0 does', async () => {
    const { origin, events } = await host(ok);
    await fetch(`${origin}/api/sessions/cheng%2Dguan/board?page=2&tag=a&tag=b%20c`);
    expect(events[0]).toMatchObject({
      version: '2.0',
      routeKey: 'GET /api/sessions/{session}/board',
      rawPath: '/api/sessions/cheng%2Dguan/board',
      rawQueryString: 'page=2&tag=a&tag=b%20c',
      queryStringParameters: { page: '2', tag: 'a,b c' },
      pathParameters: { session: 'cheng-guan' },
      isBase64Encoded: false,
      requestContext: {
        routeKey: 'GET /api/sessions/{session}/board',
        timeEpoch: NOW.getTime(),
        http: { method: 'GET', path: '/api/sessions/cheng%2Dguan/board', sourceIp: '127.0.0.1', protocol: 'HTTP/1.1' },
      },
    });
    expect(events[0]).not.toHaveProperty('body');
  });

  test('carries JSON as text, and anything that is not text as base64', async () => {
    const { origin, events } = await host(ok);
    const post = (type: string, body: string | Uint8Array<ArrayBuffer>) =>
      fetch(`${origin}/api/cast`, { method: 'POST', headers: { 'content-type': type }, body });
    await post('application/json; charset=utf-8', '{"姓名":"𠮷"}');
    await post('application/octet-stream', new Uint8Array([0, 255, 128]));
    expect(events[0]).toMatchObject({ body: '{"姓名":"𠮷"}', isBase64Encoded: false });
    expect(events[1]).toMatchObject({ body: 'AP+A', isBase64Encoded: true });
  });

  test('has header names in lower case, repeated ones joined, and cookies apart', async () => {
    const { origin, events } = await host(ok);
    const { host: name } = new URL(origin);
    await rawGet(`${origin}/api/sessions/abc`, ['Host', name, 'X-Tag', 'a', 'X-Tag', 'b', 'Cookie', 'one=1; two=2']);
    expect(events[0]?.headers).toEqual({ host: name, connection: 'keep-alive', 'x-tag': 'a, b' });
    expect(events[0]?.cookies).toEqual(['one=1', 'two=2']);
  });
});

describe('the answer that goes out', () => {
  test('keeps status, headers, cookies and the bytes of a base64 body', async () => {
    const { origin } = await host(() => ({
      statusCode: 201,
      headers: { 'Content-Type': 'application/octet-stream', 'X-Count': 3 },
      cookies: ['a=1; Path=/', 'b=2'],
      body: 'AP+A',
      isBase64Encoded: true,
    }));
    const response = await fetch(`${origin}/api/cast`, { method: 'POST' });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-count')).toBe('3');
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 128]);
  });

  test('of 6 MiB passes, of one byte more is a 502, as on Lambda', async () => {
    const { origin } = await host(({ queryStringParameters }) => ({
      body: 'x'.repeat(Number(queryStringParameters?.['n'])),
    }));
    const whole = await fetch(`${origin}/api/sessions/abc?n=${MAX_PAYLOAD_BYTES}`);
    expect((await whole.text()).length).toBe(MAX_PAYLOAD_BYTES);
    const over = await fetch(`${origin}/api/sessions/abc?n=${MAX_PAYLOAD_BYTES + 1}`);
    expect([over.status, await over.text()]).toEqual([502, '{"message":"Bad Gateway"}']);
  });
});

describe('what never reaches a function', () => {
  test.each([
    ['an unknown path', 'GET', '/api/nothing'],
    ['another method', 'DELETE', '/api/cast'],
    ['an empty parameter', 'GET', '/api/sessions/'],
    ['a parameter that is not UTF-8', 'GET', '/api/sessions/%ff'],
    ['a path that only begins like a route', 'POST', '/api/cast/more'],
  ])('%s is a 404', async (_, method, path) => {
    const { origin, events } = await host(ok);
    const response = await fetch(`${origin}${path}`, { method });
    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
    expect(events).toEqual([]);
  });

  test('a body of more than 6 MiB is a 413, announced or not', async () => {
    const { origin, events } = await host(ok);
    const tooLong = new Uint8Array(MAX_PAYLOAD_BYTES + 1);
    const announced = await fetch(`${origin}/api/cast`, { method: 'POST', body: tooLong });
    expect([announced.status, await announced.text()]).toEqual([413, '{"message":"Request Too Long"}']);
    const stream = new Blob([tooLong]).stream();
    const unannounced = { method: 'POST', body: stream, duplex: 'half' };
    const streamed = await fetch(`${origin}/api/cast`, unannounced);
    expect(streamed.status).toBe(413);
    expect(events).toEqual([]);
  });
});

test('a handler that throws is a 500 without a word of why, and the host is told', async () => {
  const { origin, faults } = await host(() => {
    throw new Error('secret detail');
  });
  const response = await fetch(`${origin}/api/cast`, { method: 'POST' });
  expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  expect(faults).toMatchObject([{ message: 'secret detail' }]);
});
