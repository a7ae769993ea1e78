import { Stack } from 'aws-cdk-lib';
import {
  ApiDefinition,
  EndpointType,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  SecurityPolicy,
  SpecRestApi,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { FUNCTION_NAMES } from '../shared/contract/operation.ts';
import { OPERATION_IDS } from '../shared/contract/operations.ts';
import { ROUTES } from '../shared/contract/routes.ts';
import { privateBucket } from './bucket.ts';
import type { Handlers } from './county-api.ts';
import { CountyFirewall } from './county-firewall.ts';
import type { OidcSettings } from './county-identity.ts';
import type { CountySettings } from './county-settings.ts';
import type { CountyFront } from './front.ts';
import { pageFiles } from './page-files.ts';
import { restDefinition } from './rest-definition.ts';

export interface CountyRestApiProps {
  readonly settings: CountySettings;
  /** Origins that the console speaks to when staff sign in. */
  readonly connectTo: readonly string[];
  /** Buckets that browsers reach by signed address. */
  readonly storage: readonly IBucket[];
}

const API_GATEWAY = new ServicePrincipal('apigateway.amazonaws.com');

const methodOptions = ({ routes }: CountySettings['throttles']): Readonly<Record<string, MethodDeploymentOptions>> =>
  Object.fromEntries(
    OPERATION_IDS.flatMap((id) => {
      const throttle = routes[id];
      if (throttle === undefined) return [];
      const { method, path } = ROUTES[id];
      return [[`${path}/${method}`, { throttlingRateLimit: throttle.perSecond, throttlingBurstLimit: throttle.burst }]];
    }),
  );

/** No access log, no log of executions, no trace, no metrics by method: there is no line that could join drawing and casting. */
const stageOptions = (throttles: CountySettings['throttles']): StageOptions => ({
  stageName: 'live',
  loggingLevel: MethodLoggingLevel.OFF,
  dataTraceEnabled: false,
  metricsEnabled: false,
  tracingEnabled: false,
  throttlingRateLimit: throttles.default.perSecond,
  throttlingBurstLimit: throttles.default.burst,
  methodOptions: methodOptions(throttles),
});

/**
 * Pages and API behind one regional REST API with a domain of its own, for a partition without CloudFront: the pages from S3 by API
 * Gateway's own integration, which sets their headers, the API by the functions. Its address of API Gateway is closed.
 */
export class CountyRestApi extends Construct implements CountyFront {
  readonly origin: string;
  readonly #props: CountyRestApiProps;
  readonly #domain: NonNullable<CountySettings['domain']>;
  readonly #bucket: IBucket;
  readonly #reader: Role;

  /** @throws Error when the settings have no domain, which no county file of the partition is without */
  constructor(scope: Construct, id: string, props: CountyRestApiProps) {
    super(scope, id);
    const { domain, county } = props.settings;
    if (domain === null) throw new Error(`${county}: a REST API needs a domain`);
    this.#props = props;
    this.#domain = domain;
    this.origin = `https://${domain.name}`;
    this.#bucket = privateBucket(this, 'Bucket', { key: null });
    this.#reader = new Role(this, 'Reader', {
      assumedBy: API_GATEWAY,
      inlinePolicies: {
        read: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['s3:GetObject'], resources: [this.#bucket.arnForObjects('*')] }),
          ],
        }),
      },
    });
  }

  route(handlers: Handlers): SpecRestApi {
    const { settings } = this.#props;
    const api = this.#makeApi(handlers);
    for (const name of FUNCTION_NAMES)
      handlers[name].addPermission(`From-${name}`, {
        principal: API_GATEWAY,
        sourceArn: api.arnForExecuteApi('*', '/*', api.deploymentStage.stageName),
      });
    if (settings.waf)
      new CfnWebACLAssociation(this, 'Firewalled', {
        resourceArn: api.deploymentStage.stageArn,
        webAclArn: new CountyFirewall(this, 'Firewall', 'REGIONAL').arn,
      });
    Stack.of(this).exportValue(api.domainName?.domainNameAliasDomainName, { name: `${settings.county}-pages` });
    return api;
  }

  publish(oidc: OidcSettings): void {
    pageFiles(this, { bucket: this.#bucket, settings: this.#props.settings, oidc });
  }

  #makeApi(handlers: Handlers): SpecRestApi {
    const { settings, connectTo, storage } = this.#props;
    const { partition, region } = Stack.of(this);
    const title = `shuangshu-${settings.county}`;
    const service = `arn:${partition}:apigateway:${region}`;
    const definition = restDefinition({
      title,
      functionUri: (name) => `${service}:lambda:path/2015-03-31/functions/${handlers[name].functionArn}/invocations`,
      pages: {
        bucketUri: `${service}:s3:path/${this.#bucket.bucketName}`,
        role: this.#reader.roleArn,
        security: { connectTo, storage: storage.map((bucket) => `https://${bucket.bucketRegionalDomainName}`) },
      },
    });
    return new SpecRestApi(this, 'Rest', {
      // The watch counts by it.
      restApiName: title,
      apiDefinition: ApiDefinition.fromInline(definition),
      endpointTypes: [EndpointType.REGIONAL],
      disableExecuteApiEndpoint: true,
      failOnWarnings: true,
      cloudWatchRole: false,
      deployOptions: stageOptions(settings.throttles),
      domainName: {
        domainName: this.#domain.name,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', this.#domain.certificate),
        endpointType: EndpointType.REGIONAL,
        securityPolicy: SecurityPolicy.TLS_1_2,
      },
    });
  }
}
