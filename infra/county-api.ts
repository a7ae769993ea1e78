import { CfnStage, HttpApi, HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FunctionName } from '../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../shared/contract/operations.ts';
import { ROUTES } from '../shared/contract/routes.ts';

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
      const integration = integrations.get(name) ?? new HttpLambdaIntegration(`To-${name}`, handlers[name]);
      integrations.set(name, integration);
      this.api.addRoutes({ path, methods: [HttpMethod[method]], integration });
    }
    const stage = this.api.defaultStage?.node.defaultChild;
    // The limit is the whole county's: 1 000 phones that wait ask 250 times a second, and several halls may meet on one day. A
    // flood is cut off well above that.
    if (stage instanceof CfnStage)
      stage.defaultRouteSettings = {
        throttlingBurstLimit: 2_000,
        throttlingRateLimit: 1_000,
        detailedMetricsEnabled: false,
      };
  }
}
