import { Duration, Fn, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  type DistributionProps,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { privateBucket } from './bucket.ts';
import type { OidcSettings } from './county-identity.ts';
import type { CountySettings } from './county-settings.ts';
import { pageFiles } from './page-files.ts';
import { contentSecurityPolicy, PERMISSIONS_POLICY } from './response-headers.ts';

/** A folder's address answers with its page: `/vote/` is `/vote/index.html`. */
const FOLDER_INDEX = `function handler(event) {
  var request = event.request;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  return request;
}`;

const responseHeaders = (scope: Construct, { connectTo, storage }: CountyPagesProps): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'Headers', {
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: contentSecurityPolicy({
          connectTo,
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

/** CloudFront's own certificate takes no minimum of TLS: a county without a domain is for trials. */
const domainOf = (scope: Construct, domain: CountySettings['domain']): Partial<DistributionProps> =>
  domain === null
    ? {}
    : {
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificate),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      };

export interface CountyPagesProps {
  readonly settings: CountySettings;
  readonly api: HttpApi;
  /** Origins that the console speaks to when staff sign in. */
  readonly connectTo: readonly string[];
  /** Buckets that browsers reach by signed address. */
  readonly storage: readonly IBucket[];
  /** The web ACL before pages and API; null: none. */
  readonly firewallArn: string | null;
}

/** The static pages in S3 and the API, behind CloudFront as one origin; no access log on either. */
export class CountyPages extends Construct {
  readonly distribution: Distribution;
  /** Where people open the pages, without a slash at the end. */
  readonly origin: string;
  readonly #bucket: IBucket;
  readonly #settings: CountySettings;

  constructor(scope: Construct, id: string, props: CountyPagesProps) {
    super(scope, id);
    const { settings, api, firewallArn } = props;
    this.#settings = settings;
    // Everybody may read what lies here: under S3's own key, and CloudFront needs no right to the county's.
    this.#bucket = privateBucket(this, 'Bucket', { key: null });
    const headers = responseHeaders(this, props);
    const apiHost = Fn.select(2, Fn.split('/', api.apiEndpoint));
    this.distribution = new Distribution(this, 'Distribution', {
      ...domainOf(this, settings.domain),
      ...(firewallArn === null ? {} : { webAclId: firewallArn }),
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.#bucket),
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
    this.origin = `https://${settings.domain?.name ?? this.distribution.distributionDomainName}`;
    Stack.of(this).exportValue(this.distribution.distributionDomainName, { name: `${settings.county}-pages` });
  }

  /** Puts the built pages and their `/config.json` in place. */
  publish(oidc: OidcSettings): void {
    pageFiles(this, { bucket: this.#bucket, settings: this.#settings, oidc, distribution: this.distribution });
  }
}
