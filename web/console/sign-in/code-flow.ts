import * as oauth from 'oauth4webapi';
import type { OidcSettings } from '../config.ts';

/** What the browser remembers while its owner is at the issuer: the secrets of one attempt, and where to return. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** The fragment that was shown, `#/…`. */
  readonly returnTo: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  /** Device clock, ms. */
  readonly expiresAtMs: number;
}

/**
 * Why a sign-in came to nothing. `unreachable`: the issuer did not answer. `cancelled`: its owner declined. `stale`: the
 * answer belongs to no attempt of this window. `refused`: the issuer or its answer was not in order.
 */
export type SignInFailure = 'unreachable' | 'cancelled' | 'stale' | 'refused';

export type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly failure: SignInFailure };

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Plain HTTP only to this very machine, where a browser counts it as a secure context too. */
function insecureOption(issuer: URL) {
  const allowed = issuer.protocol === 'http:' && LOOPBACK.includes(issuer.hostname);
  return { [oauth.allowInsecureRequests]: allowed };
}

/** RFC 8707 takes absolute URIs; issuers whose audience is a plain name read it from `audience`. */
export function audienceParameters(audience: string): Record<string, string> {
  return /^[a-z][a-z0-9+.-]*:/i.test(audience) ? { resource: audience } : { audience };
}

const clientOf = ({ clientId }: OidcSettings): oauth.Client => ({ client_id: clientId });

function failureOf(error: unknown): SignInFailure {
  if (error instanceof oauth.AuthorizationResponseError)
    return error.error === 'access_denied' ? 'cancelled' : 'refused';
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.OperationProcessingError) return 'refused';
  if (error instanceof oauth.WWWAuthenticateChallengeError) return 'refused';
  // fetch reports a dead line as TypeError, a time-out as DOMException.
  if (error instanceof TypeError || error instanceof DOMException) return 'unreachable';
  throw error;
}

async function discover(settings: OidcSettings): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(settings.issuer);
  const response = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecureOption(issuer) });
  return oauth.processDiscoveryResponse(issuer, response);
}

/**
 * Prepares one attempt: the address at the issuer to go to, and what to remember until it answers. RFC 6749 authorization
 * code with PKCE (RFC 7636, S256), OpenID Connect nonce.
 */
export async function startSignIn(
  settings: OidcSettings,
  page: { readonly redirectUri: string; readonly returnTo: string },
): Promise<Outcome<{ readonly address: string; readonly pending: PendingSignIn }>> {
  try {
    const server = await discover(settings);
    if (server.authorization_endpoint === undefined) return { ok: false, failure: 'refused' };
    const pending = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      codeVerifier: oauth.generateRandomCodeVerifier(),
      returnTo: page.returnTo,
    };
    const address = new URL(server.authorization_endpoint);
    const parameters = {
      client_id: settings.clientId,
      redirect_uri: page.redirectUri,
      response_type: 'code',
      scope: settings.scope,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: 'S256',
      ...audienceParameters(settings.audience),
    };
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    return { ok: true, address: address.href, pending };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Whether an address is an issuer's answer to a sign-in. */
export const isCallback = (address: URL): boolean =>
  address.searchParams.has('state') && (address.searchParams.has('code') || address.searchParams.has('error'));

/**
 * Exchanges the code of the issuer's answer for tokens. State, issuer, nonce, audience and expiry are checked by
 * oauth4webapi; an answer to no attempt of this window is `stale` and spends nothing.
 */
export async function completeSignIn(
  settings: OidcSettings,
  answer: {
    readonly address: URL;
    readonly redirectUri: string;
    readonly pending: PendingSignIn | null;
    readonly nowMs: number;
  },
): Promise<Outcome<{ readonly tokens: Tokens }>> {
  const { pending } = answer;
  if (pending === null || answer.address.searchParams.get('state') !== pending.state)
    return { ok: false, failure: 'stale' };
  try {
    const server = await discover(settings);
    const client = clientOf(settings);
    const parameters = oauth.validateAuthResponse(server, client, answer.address, pending.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      parameters,
      answer.redirectUri,
      pending.codeVerifier,
      { additionalParameters: audienceParameters(settings.audience), ...insecureOption(new URL(settings.issuer)) },
    );
    const result = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: pending.nonce,
      requireIdToken: true,
    });
    if (result.id_token === undefined || result.expires_in === undefined) return { ok: false, failure: 'refused' };
    const expiresAtMs = answer.nowMs + result.expires_in * 1000;
    return { ok: true, tokens: { accessToken: result.access_token, idToken: result.id_token, expiresAtMs } };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Where the issuer ends its own session (OpenID Connect RP-Initiated Logout); null when it has no such place. */
export async function signOutAddress(
  settings: OidcSettings,
  page: { readonly idToken: string; readonly redirectUri: string },
): Promise<string | null> {
  try {
    const { end_session_endpoint: endpoint } = await discover(settings);
    if (endpoint === undefined) return null;
    const address = new URL(endpoint);
    address.searchParams.set('id_token_hint', page.idToken);
    address.searchParams.set('client_id', settings.clientId);
    address.searchParams.set('post_logout_redirect_uri', page.redirectUri);
    // Cognito's own name for the same; other issuers ignore what they do not know.
    address.searchParams.set('logout_uri', page.redirectUri);
    return address.href;
  } catch (error) {
    console.info('the issuer could not be asked to sign out', failureOf(error));
    return null;
  }
}
