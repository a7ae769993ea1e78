import { CfnStage, HttpApi, HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FunctionName } from '../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../shared/contract/routes.ts';

/**
 * What anybody may do who has read a poster: held off by number, since nothing tells one caller from another. A hall of 400 that
 * writes at once is through within a minute; a flood fills no table and costs little.
 */
const OPEN_TO_ALL: Readonly<Partial<Record<OperationId, Throttle>>> = {
  leaveOpinion: { burst: 40, perSecond: 10 },
  createPhotoUpload: { burst: 80, perSecond: 20 },
  // For a monitor and the check before a meeting; no page asks it.
  health: { burst: 10, perSecond: 5 },
};

interface Throttle {
  readonly burst: number;
  readonly perSecond: number;
}

const routeSettings = (): CfnStage['routeSettings'] =>
  Object.fromEntries(
    OPERATION_IDS.flatMap((id) => {
      const throttle = OPEN_TO_ALL[id];
      if (throttle === undefined) return [];
      const { method, path } = ROUTES[id];
      const { burst, perSecond } = throttle;
      return [[`${method} ${path}`, { ThrottlingBurstLimit: burst, ThrottlingRateLimit: perSecond }]];
    }),
  );

/** Every route of the contract on one HTTP API, without access log: there is no line that could join drawing and casting. */
export class CountyApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, handlers: Readonly<Record<FunctionName, IFunction>>) {
    super(scope, id);
    this.api = new HttpApi(this, 'Http', { createDefaultStage: true, defaultAuthorizer: new HttpNoneAuthorizer() });
    const integrations = new Map<FunctionName, HttpLambdaIntegration>();
    for (const operation of OPERATION_IDS) {
      const { method, path } = ROUTES[operation];
      const name = specOf(operation).function;
      const integration =
        integrations.get(name) ?? // One permission a function: one for each of more than a hundred routes would fill the stack's 500 resources.
        new HttpLambdaIntegration(`To-${name}`, handlers[name], { scopePermissionToRoute: false });
      integrations.set(name, integration);
      this.api.addRoutes({ path, methods: [HttpMethod[method]], integration });
    }
    const stage = this.api.defaultStage?.node.defaultChild;
    // The limit is the whole county's: 1 000 phones that wait ask 250 times a second, and several halls may meet on one day. A
    // flood is cut off well above that.
    if (stage instanceof CfnStage) {
      stage.defaultRouteSettings = {
        throttlingBurstLimit: 2_000,
        throttlingRateLimit: 1_000,
        detailedMetricsEnabled: false,
      };
      stage.routeSettings = routeSettings();
    }
  }
}
