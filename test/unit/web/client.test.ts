import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ROUTES } from '../../../shared/contract/routes.ts';
import { wireRequest } from '../../../shared/contract/wire-request.ts';
import { call } from '../../../web/ui/client.ts';

const PROBLEM = {
  type: 'urn:shuangshu:problem:code-used',
  title: '这张表决卡已经用过',
  status: 409,
  detail: '请到签到台。',
};
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

describe('a request on the wire', () => {
  it('fills the path from the request and sends the rest of a GET as the query', () => {
    expect(wireRequest(ROUTES.getBoard, { session: 'a-b-c', page: 2 })).toEqual({
      method: 'GET',
      url: '/api/sessions/a-b-c/board?page=2',
    });
  });

  it('sends the rest of a POST as its JSON body, without the path parameters', () => {
    expect(wireRequest(ROUTES.freeze, { session: 'a-b-c' })).toEqual({
      method: 'POST',
      url: '/api/sessions/a-b-c/freeze',
      body: '{}',
    });
    expect(wireRequest(ROUTES.checkIn, { session: 'a-b-c', code: 'x' }).body).toBe('{"session":"a-b-c","code":"x"}');
  });

  it('escapes what would change the path, and refuses a request without its path parameter', () => {
    expect(wireRequest(ROUTES.getMeeting, { session: '../x?y' }).url).toBe('/api/sessions/..%2Fx%3Fy');
    expect(() => wireRequest(ROUTES.getMeeting, {})).toThrow('path parameter session is missing');
  });
});

describe('calling an operation', () => {
  const fetched = vi.fn<typeof fetch>();
  beforeEach(() => vi.stubGlobal('fetch', fetched));
  afterEach(() => {
    vi.unstubAllGlobals();
    fetched.mockReset();
  });
  const answer = () => call('getMeeting', { session: 'a-b-c' });

  it('gives the value of an answer, and sends neither cookies nor a referrer', async () => {
    fetched.mockResolvedValueOnce(json(200, { state: 'armed' }));
    expect(await answer()).toEqual({ ok: true, value: { state: 'armed' } });
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      headers: { 'accept-language': 'zh' },
    });
  });

  it('gives a refusal as its problem document', async () => {
    fetched.mockResolvedValueOnce(json(409, PROBLEM));
    expect(await answer()).toEqual({ ok: false, problem: PROBLEM });
  });

  it.each([
    ['a dead line', () => Promise.reject(new TypeError('failed'))],
    ['a login page of the hall’s network', () => Promise.resolve(new Response('<html>', { status: 200 }))],
    ['an error of the gateway itself', () => Promise.resolve(json(503, { message: 'Service Unavailable' }))],
  ])('takes %s for no network', async (_, respond) => {
    fetched.mockImplementationOnce(respond);
    expect(await answer()).toEqual({ ok: false, network: true });
  });

  it('gives up after its time-out', async () => {
    fetched.mockImplementationOnce(
      (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        }),
    );
    expect(await call('getMeeting', { session: 'a-b-c' }, { timeoutMs: 5 })).toEqual({ ok: false, network: true });
  });
});
