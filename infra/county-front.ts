import type { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CountyApi } from './county-api.ts';
import { edgeFirewall } from './county-firewall.ts';
import { staffOrigins } from './county-identity.ts';
import { CountyPages } from './county-pages.ts';
import { CountyRestApi } from './county-rest-api.ts';
import type { CountySettings } from './county-settings.ts';
import type { CountyFront } from './front.ts';

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
    origin: pages.origin,
    route: (handlers) => {
      api.route(handlers);
      return api.api;
    },
    publish: (oidc) => pages.publish(oidc),
  };
}

export function countyFront(stack: Stack, props: CountyFrontProps): CountyFront {
  const { settings, storage } = props;
  switch (settings.partition) {
    case 'aws':
      return cloudFront(stack, props);
    case 'aws-cn':
      return new CountyRestApi(stack, 'Front', { settings, storage, connectTo: staffOrigins(stack, settings) });
  }
}
