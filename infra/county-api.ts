import { CfnStage, HttpApi, HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FunctionName } from '../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../shared/contract/routes.ts';
import type { CountySettings, Throttle } from './county-settings.ts';

/** The functions that answer, each as what the API is to invoke. */
export type Handlers = Readonly<Record<FunctionName, IFunction>>;

const routeKey = (operation: OperationId): string => `${ROUTES[operation].method} ${ROUTES[operation].path}`;

const routeSettings = (routes: CountySettings['throttles']['routes']): Readonly<Record<string, object>> =>
  Object.fromEntries(
    OPERATION_IDS.flatMap((id) => {
      const throttle: Throttle | undefined = routes[id];
      if (throttle === undefined) return [];
      return [[routeKey(id), { ThrottlingBurstLimit: throttle.burst, ThrottlingRateLimit: throttle.perSecond }]];
    }),
  );

/**
 * Every route of the contract on one HTTP API, without access log and without metrics by route: there is no line that could join
 * drawing and casting. Its limits hold for the whole county, since nothing tells one caller from another.
 */
export class CountyApi extends Construct {
  readonly api: HttpApi;
  readonly #stage: CfnStage;
  readonly #throttles: CountySettings['throttles'];

  constructor(scope: Construct, id: string, throttles: CountySettings['throttles']) {
    super(scope, id);
    this.#throttles = throttles;
    this.api = new HttpApi(this, 'Http', { createDefaultStage: true, defaultAuthorizer: new HttpNoneAuthorizer() });
    const stage = this.api.defaultStage?.node.defaultChild;
    if (!(stage instanceof CfnStage)) throw new Error('an HTTP API without its default stage');
    this.#stage = stage;
    stage.defaultRouteSettings = {
      throttlingBurstLimit: throttles.default.burst,
      throttlingRateLimit: throttles.default.perSecond,
      detailedMetricsEnabled: false,
    };
    stage.routeSettings = routeSettings(throttles.routes);
  }

  /** Apart from the API itself, whose address the functions know, once there is no domain, before there are routes to them. */
  route(handlers: Handlers): void {
    const integrations = new Map<FunctionName, HttpLambdaIntegration>();
    for (const operation of OPERATION_IDS) {
      const { method, path } = ROUTES[operation];
      const name = specOf(operation).function;
      const integration =
        integrations.get(name) ?? // One permission a function: one for each of more than a hundred routes would fill the stack's 500 resources.
        new HttpLambdaIntegration(`To-${name}`, handlers[name], { scopePermissionToRoute: false });
      integrations.set(name, integration);
      const routes = this.api.addRoutes({ path, methods: [HttpMethod[method]], integration });
      // A stage with settings of a route that is not there yet is refused (`Unable to find Route by key`).
      if (this.#throttles.routes[operation] !== undefined) this.#stage.node.addDependency(...routes);
    }
  }
}
