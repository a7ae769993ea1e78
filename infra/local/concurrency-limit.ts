import type { LambdaHandler } from './lambda-router.ts';

/**
 * A handler that runs `most` times at once at the most; who comes then waits outside, in the order of coming. Lambda gives each
 * request an environment of its own, while here one process serves a whole hall: without this, all who press at one moment
 * would be late together. It goes around `withTimeLimit`, so that waiting is no running.
 */
export function withConcurrencyLimit(handler: LambdaHandler, most: number): LambdaHandler {
  let free = most;
  const waiting: (() => void)[] = [];
  const enter = (): Promise<void> | undefined => {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free -= 1;
    return undefined;
  };
  const leave = (): void => {
    // A place is handed on, not given back: nobody who comes now gets in before those who wait.
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async (event, context) => {
    await enter();
    try {
      return await handler(event, context);
    } finally {
      leave();
    }
  };
}
