import { JwtRsaVerifier } from 'aws-jwt-verify';
import { JwtBaseError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod';
import { STAFF_ROLES } from '../../shared/contract/operation.ts';
import type { StaffIdentity } from './dependencies.ts';

/**
 * Where an access token says whom it is for. `audience`: in `aud`, as RFC 9068 has it. `cognito`: Cognito's access tokens have no
 * `aud` but the client they were made for in `client_id`, and `token_use` tells them from its ID tokens.
 */
export const TOKEN_SHAPES = ['audience', 'cognito'] as const;
export type TokenShape = (typeof TOKEN_SHAPES)[number];

export interface StaffTokenOptions {
  /** The `iss` that tokens must carry. */
  readonly issuer: string;
  /**
   * The `aud` that tokens must carry: this API, so that an ID token or a token for another API is none. Of the shape `cognito`
   * the console's client id.
   */
  readonly audience: string;
  /** Defaults to `audience`; an issuer of one shape is never believed in the other. */
  readonly shape?: TokenShape;
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
  // OpenID Connect Core 1.0 §2: at most 255 ASCII characters.
  sub: z.string().min(1).max(255),
  // aws-jwt-verify lets a token without an expiry pass.
  exp: z.number(),
  county: z.string(),
  role: z.enum(STAFF_ROLES),
  unit: z.string().optional(),
  // Kept with what the person does, in items of limited size (item-room.ts).
  name: z.string().min(1).max(100),
});

function identityOf(payload: unknown, county: string): StaffIdentity | undefined {
  const parsed = claims.safeParse(payload);
  if (!parsed.success || parsed.data.county !== county) return undefined;
  const { sub: subject, name, role, unit } = parsed.data;
  if (role !== 'unit-clerk') return { subject, name, role };
  return unit === undefined ? undefined : { subject, name, role, unit };
}

class UnexpectedAlgorithm extends JwtBaseError {}
class MeantForAnother extends JwtBaseError {}

const cognitoAccessToken = (clientId: string) =>
  z.object({ token_use: z.literal('access'), client_id: z.literal(clientId) });

function makeVerifier({ issuer, audience, shape = 'audience', jwksUri, fetchKeys = fetchByHttp }: StaffTokenOptions) {
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchKeys } });
  const ofCognito = cognitoAccessToken(audience);
  const customJwtCheck = ({ header, payload }: { header: { alg?: string }; payload: unknown }) => {
    // RS256 alone: the library also accepts ES256 and EdDSA when a key set holds such keys.
    if (header.alg !== 'RS256') throw new UnexpectedAlgorithm('The token is not signed with RS256');
    if (shape === 'cognito' && !ofCognito.safeParse(payload).success)
      throw new MeantForAnother('The token is no access token of this client');
  };
  const expected = shape === 'cognito' ? null : audience;
  return JwtRsaVerifier.create({ issuer, audience: expected, jwksUri, customJwtCheck }, { jwksCache });
}

/**
 * The check of staff access tokens: RS256 by the issuer's key, issuer, audience (or client), time, county, role; a unit's clerk also
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
