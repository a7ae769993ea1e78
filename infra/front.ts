import type { Handlers } from './county-api.ts';
import type { OidcSettings } from './county-identity.ts';
import type { WatchedApi } from './watched-county.ts';

/**
 * Pages and API as people reach them, by partition. Made before the functions, which know its origin; it learns of the functions
 * and of how staff sign in afterwards, so that nothing waits for itself.
 */
export interface CountyFront {
  /** Where people open the pages, without a slash at the end. */
  readonly origin: string;
  /** Leads every operation of the contract to the function that answers it; gives what the watch counts. */
  route(handlers: Handlers): WatchedApi;
  /** Puts the built pages and their `/config.json` in place. */
  publish(oidc: OidcSettings): void;
}
