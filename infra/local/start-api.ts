import type { Dependencies } from '../../functions/http/dependencies.ts';
import { makeScheduledHandler } from '../../functions/http/scheduled.ts';
import { type LambdaHandler, makeHandler } from '../../functions/http/stack.ts';
import { FUNCTION_NAMES } from '../../shared/contract/operation.ts';
import { operationsOf } from '../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../shared/contract/routes.ts';
import type { RoleName } from '../permissions.ts';
import type { EmbeddedApi, EmbeddedServices } from './api.ts';
import { withConcurrencyLimit } from './concurrency-limit.ts';
import { FUNCTIONS, SCHEDULED } from './function-list.ts';
import { createLambdaHost } from './lambda-adapter.ts';
import type { LambdaHandler as HttpApiHandler, LambdaRoute } from './lambda-router.ts';
import { ensureTables, LOCAL_CAST_TIME_LIMIT_MS, makeLocalDependencies } from './local-dependencies.ts';
import { prepareSample } from './prepare-sample.ts';
import { makeSampleRound } from './sample/sample-round.ts';
import { withTimeLimit } from './time-limit.ts';

/** Enough to keep this process and the engine busy; few enough that none of them comes near its time limit. */
const RUNNING_AT_ONCE = 32;

/**
 * What casts, draws or hands something out: box and figures are fixed in the trust that none of it is acknowledged later than
 * its time limit after the closing time. What fixes them may take longer.
 */
const ENDS_IN_TIME: readonly OperationId[] = ['castBallot', 'checkIn', 'issuePaper', 'reissue'];

/** What a function gets instead of what it would have: a test's own outlet, or a store that fails. */
export type Furnish = (dependencies: Dependencies, name: RoleName) => Dependencies;

/** How a function is asked; by an HTTP API unless a test puts another gateway before it. */
export type Gateway = (handler: LambdaHandler) => HttpApiHandler;

/** Puts the operations of the contract behind the embedded deployment's `/api/`, each function with its own rights. */
export async function startApi(
  services: EmbeddedServices,
  furnish: Furnish = (dependencies) => dependencies,
  gateway: Gateway = (handler) => handler,
): Promise<EmbeddedApi> {
  await ensureTables(services);
  const countyName = makeSampleRound().county.name;
  const dependencies = makeLocalDependencies(services, countyName);
  const depsOf = (name: RoleName): Dependencies => furnish(dependencies.of[name], name);
  const routes = FUNCTION_NAMES.flatMap((functionName): readonly LambdaRoute[] => {
    const made = gateway(makeHandler(FUNCTIONS[functionName], () => depsOf(functionName), { checkAnswers: true }));
    const inTime = withTimeLimit(made, LOCAL_CAST_TIME_LIMIT_MS);
    const isCrowded = functionName === 'cast' || functionName === 'draw';
    const limited = isCrowded ? withConcurrencyLimit(inTime, RUNNING_AT_ONCE) : inTime;
    return operationsOf(functionName).map((id) => ({
      ...ROUTES[id],
      functionName,
      handler: ENDS_IN_TIME.includes(id) ? limited : made,
    }));
  });
  const handle = createLambdaHost(routes, {
    now: services.now,
    onFault: ({ functionName, error }) =>
      process.stderr.write(`${functionName}: ${error instanceof Error ? error.name : 'unknown error'}\n`),
  });
  return {
    handle,
    countyName,
    prepareSample: (tell) => prepareSample({ of: dependencies.of, tell }),
    runScheduled: (name) => makeScheduledHandler(name, SCHEDULED[name], () => depsOf(name))(),
    close: async () => dependencies.close(),
  };
}
