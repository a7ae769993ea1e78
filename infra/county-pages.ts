import { fileURLToPath } from 'node:url';
import { Duration, Fn, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { privateBucket } from './bucket.ts';
import type { CountySettings } from './county-settings.ts';
import { contentSecurityPolicy, PERMISSIONS_POLICY } from './response-headers.ts';

/** A folder's address answers with its page: `/vote/` is `/vote/index.html`. */
const FOLDER_INDEX = `function handler(event) {
  var request = event.request;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  return request;
}`;

const responseHeaders = (scope: Construct, { staff, storage }: CountyPagesProps): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'Headers', {
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: contentSecurityPolicy({
          connectTo: [new URL(staff.issuer).origin],
          storage: storage.map((bucket) => `https://${bucket.bucketRegionalDomainName}`),
        }),
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'permissions-policy', value: PERMISSIONS_POLICY, override: true },
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
      ],
    },
  });

export interface CountyPagesProps {
  readonly settings: CountySettings;
  readonly staff: Extract<CountySettings['staff'], { kind: 'issuer' }>;
  readonly api: HttpApi;
  /** Buckets that browsers reach by signed address. */
  readonly storage: readonly IBucket[];
}

/** The static pages in S3 and the API, behind CloudFront as one origin; no access log on either. */
export class CountyPages extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: CountyPagesProps) {
    super(scope, id);
    const { settings, api } = props;
    const bucket = privateBucket(this, 'Bucket');
    const headers = responseHeaders(this, props);
    const apiHost = Fn.select(2, Fn.split('/', api.apiEndpoint));
    this.distribution = new Distribution(this, 'Distribution', {
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: headers,
        compress: true,
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new EdgeFunction(this, 'FolderIndex', {
              code: FunctionCode.fromInline(FOLDER_INDEX),
              runtime: FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      additionalBehaviors: {
        '/api/*': {
          origin: new HttpOrigin(apiHost),
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          responseHeadersPolicy: headers,
        },
      },
    });
    const { county, countyName } = settings;
    const { kind: _kind, ...oidc } = props.staff;
    new BucketDeployment(this, 'Files', {
      destinationBucket: bucket,
      distribution: this.distribution,
      cacheControl: [CacheControl.noCache()],
      sources: [
        Source.asset(fileURLToPath(new URL('../web/dist', import.meta.url))),
        Source.jsonData('config.json', { county, countyName, oidc }),
      ],
    });
    Stack.of(this).exportValue(this.distribution.distributionDomainName, { name: `${county}-pages` });
  }
}
