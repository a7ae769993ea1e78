import { JwtRsaVerifier } from 'aws-jwt-verify';
import { JwtBaseError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod';
import { STAFF_ROLES } from '../../shared/contract/operation.ts';
import type { StaffIdentity } from './dependencies.ts';

export interface StaffTokenOptions {
  /** The `iss` that tokens must carry. */
  readonly issuer: string;
  /** The `aud` that tokens must carry: this API, so that an ID token or a token for another API is none. */
  readonly audience: string;
  /** The county of this deployment; a token of another county is none. */
  readonly county: string;
  /** Where the issuer publishes its keys. */
  readonly jwksUri: string;
  /** Reads the key set; defaults to `fetch`. */
  readonly fetchKeys?: (uri: string) => Promise<ArrayBuffer>;
}

export type VerifyStaffToken = (token: string) => Promise<StaffIdentity | undefined>;

const KEYS_TIMEOUT_MS = 5_000;

async function fetchByHttp(uri: string): Promise<ArrayBuffer> {
  const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(KEYS_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the issuer's keys: HTTP ${response.status}`);
  return response.arrayBuffer();
}

const claims = z.object({
  sub: z.string().min(1),
  // aws-jwt-verify lets a token without an expiry pass.
  exp: z.number(),
  county: z.string(),
  role: z.enum(STAFF_ROLES),
  unit: z.string().optional(),
  name: z.string().min(1),
});

function identityOf(payload: unknown, county: string): StaffIdentity | undefined {
  const parsed = claims.safeParse(payload);
  if (!parsed.success || parsed.data.county !== county) return undefined;
  const { sub: subject, name, role, unit } = parsed.data;
  if (role !== 'unit-clerk') return { subject, name, role };
  return unit === undefined ? undefined : { subject, name, role, unit };
}

class UnexpectedAlgorithm extends JwtBaseError {}

function makeVerifier({ issuer, audience, jwksUri, fetchKeys = fetchByHttp }: StaffTokenOptions) {
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchKeys } });
  // RS256 alone: the library also accepts ES256 and EdDSA when a key set holds such keys.
  const customJwtCheck = ({ header }: { header: { alg?: string } }) => {
    if (header.alg !== 'RS256') throw new UnexpectedAlgorithm('The token is not signed with RS256');
  };
  return JwtRsaVerifier.create({ issuer, audience, jwksUri, customJwtCheck }, { jwksCache });
}

/**
 * The check of staff access tokens: RS256 by the issuer's key, issuer, audience, time, county, role; a unit's clerk also
 * names a unit. The answer to every other token is `undefined`.
 *
 * @throws Error when the issuer's keys cannot be read: then no token can be told from another
 */
export function makeStaffTokenVerifier(options: StaffTokenOptions): VerifyStaffToken {
  const verifier = makeVerifier(options);
  return async (token) => {
    try {
      return identityOf(await verifier.verify(token), options.county);
    } catch (error) {
      if (error instanceof JwtBaseError) return undefined;
      throw error;
    }
  };
}
