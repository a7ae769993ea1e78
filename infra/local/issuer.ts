import type { IncomingMessage, ServerResponse } from 'node:http';
import Provider, { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { pageHeaders } from '../response-headers.ts';
import { type Account, SignInDesk } from './accounts.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import {
  ISSUER_STYLE,
  issuerErrorPage,
  type LoginNotice,
  loginPage,
  logoutPage,
  signedOutPage,
} from './issuer-pages.ts';
import { IssuerSessionStore } from './issuer-session-store.ts';

export interface IssuerOptions {
  /** Scheme, host and port of the deployment; the issuer is `<origin>/oidc`. */
  readonly origin: string;
  readonly county: string;
  readonly accounts: readonly Account[];
  readonly keys: IssuerKeys;
  readonly now: () => Date;
}

/** What a client and a verifier need to know of the issuer. */
export interface IssuerDescription {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly audience: string;
}

export interface Issuer extends IssuerDescription {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export const ISSUER_MOUNT = '/oidc';
const CLIENT_ID = 'shuangshu-console';
const SCOPE = 'openid staff';
const ACCESS_TOKEN_SECONDS = 3_600;
/** A long working day. */
const SESSION_SECONDS = 12 * 3_600;
const CODE_SECONDS = 60;
const MAX_FORM_BYTES = 4_096;

const INTERACTION = /^\/oidc\/interaction\/[\w-]+$/;

/** First-party client: signing in is consent enough. */
function signInOnly() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

async function grantEverything(ctx: KoaContextWithOIDC, audience: string) {
  const { client, session, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(audience, 'staff');
  await grant.save();
  return grant;
}

function claimsOf({ login, role, name, unit }: Account, county: string) {
  return { sub: login, county, role, name, ...(unit === undefined ? {} : { unit }) };
}

function showPage(ctx: KoaContextWithOIDC, html: string): void {
  ctx.type = 'html';
  ctx.body = html;
}

function configurationOf(options: IssuerOptions, desk: SignInDesk, audience: string): Configuration {
  const { origin, county, keys, now } = options;
  const store = new IssuerSessionStore(() => now().getTime());
  const accountClaims = (login: string | undefined) => {
    const account = login === undefined ? undefined : desk.find(login);
    return account === undefined ? undefined : claimsOf(account, county);
  };
  return {
    adapter: (model) => store.adapterFor(model),
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`${origin}/console/`],
        post_logout_redirect_uris: [`${origin}/console/`],
        id_token_signed_response_alg: 'RS256',
      },
    ],
    jwks: { keys: [keys.signingKey] },
    cookies: { keys: [...keys.cookieKeys], long: { signed: true }, short: { signed: true } },
    pkce: { required: () => true },
    scopes: ['openid'],
    // The console greets by name: without a userinfo endpoint the ID token is where it reads it.
    claims: { openid: ['sub', 'name', 'county', 'role', 'unit'] },
    conformIdTokenClaims: false,
    clientBasedCORS: (_ctx, requestOrigin) => requestOrigin === origin,
    findAccount: (_ctx, login) => {
      const claims = accountClaims(login);
      return claims === undefined ? undefined : { accountId: login, claims: async () => claims };
    },
    extraTokenClaims: (_ctx, token) => ('accountId' in token ? accountClaims(String(token.accountId)) : undefined),
    interactions: { policy: signInOnly(), url: (_ctx, { uid }) => `${ISSUER_MOUNT}/interaction/${uid}` },
    loadExistingGrant: (ctx) => grantEverything(ctx, audience),
    renderError: (ctx, { error }) => showPage(ctx, issuerErrorPage(error)),
    features: featuresOf(audience),
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: CODE_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      Interaction: 3_600,
      Session: SESSION_SECONDS,
      Grant: SESSION_SECONDS,
    },
  };
}

function featuresOf(audience: string): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    dPoP: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => showPage(ctx, logoutPage(form)),
      postLogoutSuccessSource: (ctx) => showPage(ctx, signedOutPage()),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'staff',
        audience,
        accessTokenTTL: ACCESS_TOKEN_SECONDS,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  };
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MAX_FORM_BYTES) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'cache-control': 'no-store',
  });
  response.end(html);
}

/** A lost cookie, a finished or an expired sign-in; oidc-provider calls them all this. */
const isGone = (error: unknown) => error instanceof Error && error.name === 'SessionNotFound';

/**
 * An OpenID Connect issuer for the console: code flow with PKCE for one public client, RS256 access tokens for this API
 * with `county`, `role`, `name` and, for a clerk, `unit`; sign-in by sample accounts.
 */
export function createIssuer(options: IssuerOptions): Issuer {
  const issuer = `${options.origin}${ISSUER_MOUNT}`;
  const audience = `${options.origin}/api`;
  const desk = new SignInDesk(options.accounts);
  const provider = new Provider(issuer, configurationOf(options, desk, audience));
  const protocol = provider.callback();
  const headers = pageHeaders();

  async function show(request: IncomingMessage, response: ServerResponse, login = '', notice?: LoginNotice) {
    const { uid } = await provider.interactionDetails(request, response);
    const action = `${ISSUER_MOUNT}/interaction/${uid}`;
    const status = notice === undefined ? 200 : notice === 'wrong-password' ? 401 : 429;
    send(response, status, loginPage({ action, login, ...(notice === undefined ? {} : { notice }) }));
  }

  async function signIn(request: IncomingMessage, response: ServerResponse) {
    const form = await readForm(request);
    const login = form.get('login')?.trim() ?? '';
    const tried = desk.signIn({ login, password: form.get('password')?.trim() ?? '', nowMs: options.now().getTime() });
    if (!tried.ok) return show(request, response, login, tried.code);
    const result = { login: { accountId: tried.account.login } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  async function interact(request: IncomingMessage, response: ServerResponse) {
    try {
      await (request.method === 'POST' ? signIn(request, response) : show(request, response));
    } catch (error) {
      if (!isGone(error)) throw error;
      send(response, 400, issuerErrorPage('session_not_found'));
    }
  }

  return {
    issuer,
    audience,
    clientId: CLIENT_ID,
    scope: SCOPE,
    handle: async (request, response) => {
      const url = request.url ?? '/';
      const path = url.split('?', 1)[0] ?? url;
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (INTERACTION.test(path)) return interact(request, response);
      if (path === `${ISSUER_MOUNT}/style.css`) {
        response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end(ISSUER_STYLE);
        return;
      }
      // oidc-provider finds its mount by comparing these two.
      Object.assign(request, { originalUrl: url, url: url.slice(ISSUER_MOUNT.length) || '/' });
      await protocol(request, response);
    },
  };
}
