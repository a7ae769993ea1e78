/**
 * The response headers of the pages. The local static files and the CloudFront policy both take them from here, so that
 * what is tested on one machine is what is deployed.
 */

export interface ContentSecurityOptions {
  /** Further origins that pages may fetch from, such as a staff issuer on another host. Default: none. */
  readonly connectTo?: readonly string[];
  /** Origins of the storage that pages send files to and show pictures from by signed address. Default: none beside the page's own. */
  readonly storage?: readonly string[];
}

/** The content security policy of every page: scripts, styles, fonts and calls from the page's own origin alone. */
export function contentSecurityPolicy({ connectTo = [], storage = [] }: ContentSecurityOptions = {}): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    ["img-src 'self' data: blob:", ...storage].join(' '),
    "font-src 'self'",
    ["connect-src 'self'", ...connectTo, ...storage].join(' '),
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...connectTo].join(' '),
    "frame-ancestors 'none'",
  ].join('; ');
}

export const REFERRER_POLICY = 'no-referrer';

/** The big screen keeps itself awake and a teller may scan a code; no page needs anything else of the device. */
export const PERMISSIONS_POLICY =
  'camera=(self), screen-wake-lock=(self), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()';

/** Two years, as browsers' preload lists ask. Sent in the cloud only: a self-signed local address must stay leavable. */
export const STRICT_TRANSPORT_SECURITY = 'max-age=63072000; includeSubDomains';

/** Headers of every page and asset, by lower-case name. */
export function pageHeaders(options: ContentSecurityOptions = {}): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(options),
    'referrer-policy': REFERRER_POLICY,
    'permissions-policy': PERMISSIONS_POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

/** File names are not hashed: a page is asked again each time and answered with 304 when it has not changed. */
export const PAGE_CACHE_CONTROL = 'no-cache';

/** `/config.json` names the issuer; it must never outlive a deployment. */
export const CONFIG_CACHE_CONTROL = 'no-store';
