import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { expect, it, vi } from 'vitest';
import { withTimeLimit } from '../../../infra/local/time-limit.ts';

const EVENT = {} as APIGatewayProxyEventV2;
const CONTEXT = {} as Context;
const never = new Promise<APIGatewayProxyStructuredResultV2>(() => undefined);

it('gives the answer of a handler that is in time, and leaves no timer running', async () => {
  vi.useFakeTimers();
  const handler = withTimeLimit(async () => ({ statusCode: 200 }), 2_000);
  expect(await handler(EVENT, CONTEXT)).toEqual({ statusCode: 200 });
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

it('passes on what a handler throws, and leaves no timer running', async () => {
  vi.useFakeTimers();
  const handler = withTimeLimit(() => Promise.reject(new RangeError('broken')), 2_000);
  await expect(handler(EVENT, CONTEXT)).rejects.toThrow(new RangeError('broken'));
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

it('answers 503 in the place of a handler that is late, not a millisecond before the limit', async () => {
  vi.useFakeTimers();
  const answered = vi.fn();
  const answer = withTimeLimit(() => never, 2_000)(EVENT, CONTEXT).then(answered);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(answered).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await answer;
  expect(answered).toHaveBeenCalledWith(expect.objectContaining({ statusCode: 503 }));
  vi.useRealTimers();
});
