import * as z from 'zod';
import { makeStaffTokenVerifier, TOKEN_SHAPES, type VerifyStaffToken } from '../staff-token.ts';
import type { Source } from './source.ts';

const DISCOVERY_TIMEOUT_MS = 5_000;

/** The issuer's key set, from its own description (OpenID Connect Discovery 1.0 §4). */
async function discoverKeys(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the issuer's description: HTTP ${response.status}`);
  const described = z.object({ issuer: z.literal(issuer), jwks_uri: z.url() }).parse(await response.json());
  return described.jwks_uri;
}

/** The check of a staff token; the issuer is asked for its keys at the first one. */
export function verifyStaffToken({ read }: Source): VerifyStaffToken {
  const options = {
    issuer: read('OIDC_ISSUER'),
    audience: read('OIDC_AUDIENCE'),
    shape: z.enum(TOKEN_SHAPES).parse(read('OIDC_TOKENS')),
    county: read('COUNTY'),
  };
  let discovered: Promise<VerifyStaffToken> | undefined;
  const discover = async (): Promise<VerifyStaffToken> => {
    try {
      return makeStaffTokenVerifier({ ...options, jwksUri: await discoverKeys(options.issuer) });
    } catch (error) {
      // The next token asks again.
      discovered = undefined;
      throw error;
    }
  };
  return async (token) => {
    discovered ??= discover();
    return (await discovered)(token);
  };
}
