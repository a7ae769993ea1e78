import type { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CountyApi, type Handlers } from './county-api.ts';
import { edgeFirewall } from './county-firewall.ts';
import { type OidcSettings, staffOrigins } from './county-identity.ts';
import { CountyPages } from './county-pages.ts';
import type { CountySettings } from './county-settings.ts';
import type { WatchedApi } from './watched-county.ts';

/**
 * Pages and API as people reach them, by partition. Made before the functions, which know its origin; it learns of the functions
 * and of how staff sign in afterwards, so that nothing waits for itself.
 */
export interface CountyFront {
  /** What the watch counts. */
  readonly api: WatchedApi;
  /** Where people open the pages, without a slash at the end. */
  readonly origin: string;
  /** Leads every operation of the contract to the function that answers it. */
  route(handlers: Handlers): void;
  /** Puts the built pages and their `/config.json` in place. */
  publish(oidc: OidcSettings): void;
}

export interface CountyFrontProps {
  readonly settings: CountySettings;
  /** Buckets that browsers reach by signed address. */
  readonly storage: readonly IBucket[];
}

/** CloudFront before an HTTP API and a bucket. */
function cloudFront(stack: Stack, { settings, storage }: CountyFrontProps): CountyFront {
  const api = new CountyApi(stack, 'Api', settings.throttles);
  const pages = new CountyPages(stack, 'Pages', {
    settings,
    api: api.api,
    connectTo: staffOrigins(stack, settings),
    storage,
    firewallArn: settings.waf ? edgeFirewall(stack, settings).arn : null,
  });
  return {
    api: api.api,
    origin: pages.origin,
    route: (handlers) => api.route(handlers),
    publish: (oidc) => pages.publish(oidc),
  };
}

export function countyFront(stack: Stack, props: CountyFrontProps): CountyFront {
  const { partition, county } = props.settings;
  switch (partition) {
    case 'aws':
      return cloudFront(stack, props);
    case 'aws-cn':
      throw new Error(`${county}: pages and API of the partition aws-cn cannot be made yet`);
  }
}
