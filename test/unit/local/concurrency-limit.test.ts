import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { withConcurrencyLimit } from '../../../infra/local/concurrency-limit.ts';

const CONTEXT = {} as Context;
const eventOf = (name: string) => ({ rawPath: name }) as APIGatewayProxyEventV2;
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A handler whose runs the test ends one by one. */
function heldHandler() {
  const started: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<APIGatewayProxyStructuredResultV2>>();
  const handler = ({ rawPath }: APIGatewayProxyEventV2) => {
    started.push(rawPath);
    const end = Promise.withResolvers<APIGatewayProxyStructuredResultV2>();
    ends.set(rawPath, end);
    return end.promise;
  };
  return { handler, started, end: (name: string) => ends.get(name) };
}

it('lets in as many as there is room for, the others in the order they came', async () => {
  const { handler, started, end } = heldHandler();
  const limited = withConcurrencyLimit(handler, 2);
  const answers = ['a', 'b', 'c', 'd'].map((name) => limited(eventOf(name), CONTEXT));
  await settled();
  expect(started).toEqual(['a', 'b']);

  end('b')?.resolve({ statusCode: 200 });
  expect(await answers[1]).toEqual({ statusCode: 200 });
  await settled();
  expect(started).toEqual(['a', 'b', 'c']);

  end('a')?.resolve({ statusCode: 200 });
  end('c')?.resolve({ statusCode: 200 });
  await settled();
  expect(started).toEqual(['a', 'b', 'c', 'd']);
});

it('gives the place of a handler that threw to the next', async () => {
  const { handler, started, end } = heldHandler();
  const limited = withConcurrencyLimit(handler, 1);
  const [first, second] = [limited(eventOf('a'), CONTEXT), limited(eventOf('b'), CONTEXT)];
  await settled();
  end('a')?.reject(new RangeError('broken'));
  await expect(first).rejects.toThrow(new RangeError('broken'));
  await settled();
  expect(started).toEqual(['a', 'b']);

  end('b')?.resolve({ statusCode: 200 });
  expect(await second).toEqual({ statusCode: 200 });
});

it('lets in as many as before once the crowd is gone', async () => {
  const { handler, started, end } = heldHandler();
  const limited = withConcurrencyLimit(handler, 2);
  const crowd = ['a', 'b', 'c'].map((name) => limited(eventOf(name), CONTEXT));
  for (const name of ['a', 'b', 'c']) {
    await settled();
    end(name)?.resolve({ statusCode: 200 });
  }
  await Promise.all(crowd);
  for (const name of ['d', 'e', 'f']) void limited(eventOf(name), CONTEXT);
  await settled();
  expect(started).toEqual(['a', 'b', 'c', 'd', 'e']);
});
