import * as z from 'zod';

/** What a deployment's `/config.json` tells the console (infra/page-files.ts): whose county it is, and where its staff sign in. */
export const siteConfig = z.strictObject({
  county: z.string(),
  countyName: z.string(),
  oidc: z.strictObject({ issuer: z.url(), clientId: z.string(), scope: z.string(), audience: z.string() }),
});
export type SiteConfig = z.output<typeof siteConfig>;
