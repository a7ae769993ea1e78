import { createHash, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OidcSettings } from '../../../web/console/config.ts';
import {
  completeSignIn,
  isCallback,
  type PendingSignIn,
  signOutAddress,
  startSignIn,
} from '../../../web/console/sign-in/code-flow.ts';

const ISSUER = 'https://staff.example/oidc';
const SETTINGS: OidcSettings = {
  issuer: ISSUER,
  clientId: 'console',
  scope: 'openid staff',
  audience: 'https://county.example/api',
};
const PAGE = { redirectUri: 'https://county.example/console/', returnTo: '#/audit' };
const NOW_MS = Date.now();

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const METADATA = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/auth`,
  token_endpoint: `${ISSUER}/token`,
  authorization_response_iss_parameter_supported: true,
  id_token_signing_alg_values_supported: ['RS256'],
};

const b64u = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An ID token as the token endpoint hands it over TLS; the signature is not what the client relies on there. */
function idToken(claims: object): string {
  const issuedAt = Math.floor(NOW_MS / 1000);
  const payload = { iss: ISSUER, aud: 'console', sub: 's1', iat: issuedAt, exp: issuedAt + 3600, ...claims };
  return `${b64u({ alg: 'RS256' })}.${b64u(payload)}.${randomBytes(256).toString('base64url')}`;
}

/** An issuer in one function: what it was asked, and the answers it gives. */
function issuerThat(tokenAnswer: (form: URLSearchParams) => Response) {
  const forms: URLSearchParams[] = [];
  vi.stubGlobal('fetch', async (input: unknown, init: RequestInit) => {
    const url = String(input);
    if (url.endsWith('/.well-known/openid-configuration')) return json(METADATA);
    if (url !== METADATA.token_endpoint) throw new Error(`unexpected address ${url}`);
    const form = new URLSearchParams(String(init.body));
    forms.push(form);
    return tokenAnswer(form);
  });
  return forms;
}

const tokensFor = (pending: PendingSignIn, claims: object = {}) =>
  json({
    access_token: 'access',
    token_type: 'Bearer',
    expires_in: 3600,
    id_token: idToken({ nonce: pending.nonce, ...claims }),
  });

/** An attempt under way at an issuer that answers no token request yet. */
async function started(): Promise<{ address: URL; pending: PendingSignIn }> {
  issuerThat(() => json({}, 500));
  const outcome = await startSignIn(SETTINGS, PAGE);
  if (!outcome.ok) throw new Error(outcome.failure);
  return { address: new URL(outcome.address), pending: outcome.pending };
}

const answerOf = (pending: PendingSignIn, parameters: Record<string, string>) => ({
  address: new URL(`${PAGE.redirectUri}?${new URLSearchParams({ iss: ISSUER, state: pending.state, ...parameters })}`),
  redirectUri: PAGE.redirectUri,
  pending,
  nowMs: NOW_MS,
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('staff login by authorization code with PKCE', () => {
  it('leaves for the issuer with a fresh state, nonce and S256 challenge, and keeps the verifier here', async () => {
    const first = await started();
    const second = await started();
    const sent = first.address.searchParams;
    expect(first.address.origin + first.address.pathname).toBe(METADATA.authorization_endpoint);
    expect(Object.fromEntries(sent)).toEqual({
      client_id: 'console',
      redirect_uri: PAGE.redirectUri,
      response_type: 'code',
      scope: 'openid staff',
      state: first.pending.state,
      nonce: first.pending.nonce,
      code_challenge: createHash('sha256').update(first.pending.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      resource: SETTINGS.audience,
    });
    expect(first.address.href).not.toContain(first.pending.codeVerifier);
    expect(first.pending.returnTo).toBe('#/audit');
    for (const part of ['state', 'nonce', 'codeVerifier'] as const) {
      expect(second.pending[part]).not.toBe(first.pending[part]);
    }
  });

  it('exchanges the code with its verifier and takes the tokens until they expire', async () => {
    const { pending } = await started();
    const forms = issuerThat(() => tokensFor(pending));
    const outcome = await completeSignIn(SETTINGS, answerOf(pending, { code: 'c1' }));
    if (!outcome.ok) throw new Error(outcome.failure);
    expect(outcome.tokens.accessToken).toBe('access');
    expect(outcome.tokens.expiresAtMs).toBe(NOW_MS + 3_600_000);
    expect(forms.map((form) => Object.fromEntries(form))).toEqual([
      {
        grant_type: 'authorization_code',
        client_id: 'console',
        code: 'c1',
        code_verifier: pending.codeVerifier,
        redirect_uri: PAGE.redirectUri,
        resource: SETTINGS.audience,
      },
    ]);
  });

  it('a refresh token that comes along is dropped: nothing but the two tokens and their end is taken', async () => {
    const { pending } = await started();
    issuerThat(() =>
      json({
        access_token: 'access',
        token_type: 'Bearer',
        expires_in: 3600,
        refresh_token: 'renews',
        id_token: idToken({ nonce: pending.nonce }),
      }),
    );
    const outcome = await completeSignIn(SETTINGS, answerOf(pending, { code: 'c1' }));
    if (!outcome.ok) throw new Error(outcome.failure);
    expect(Object.keys(outcome.tokens).sort()).toEqual(['accessToken', 'expiresAtMs', 'idToken']);
    expect(JSON.stringify(outcome.tokens)).not.toContain('renews');
  });

  it('metadata of another issuer is refused before anybody is sent there', async () => {
    vi.stubGlobal('fetch', async () => json({ ...METADATA, issuer: 'https://elsewhere.example' }));
    expect(await startSignIn(SETTINGS, PAGE)).toEqual({ ok: false, failure: 'refused' });
  });

  it('an answer with another state, or to no attempt of this window, spends nothing', async () => {
    const { pending } = await started();
    const forms = issuerThat(() => tokensFor(pending));
    const forged = { ...answerOf(pending, { code: 'c1', state: 'another' }) };
    expect(await completeSignIn(SETTINGS, forged)).toEqual({ ok: false, failure: 'stale' });
    const unknown = { ...answerOf(pending, { code: 'c1' }), pending: null };
    expect(await completeSignIn(SETTINGS, unknown)).toEqual({ ok: false, failure: 'stale' });
    expect(forms).toEqual([]);
  });

  it('an answer of another issuer is refused before the code is sent', async () => {
    const { pending } = await started();
    const forms = issuerThat(() => tokensFor(pending));
    const mixedUp = answerOf(pending, { code: 'c1', iss: 'https://elsewhere.example' });
    expect(await completeSignIn(SETTINGS, mixedUp)).toEqual({ ok: false, failure: 'refused' });
    expect(forms).toEqual([]);
  });

  it.each([
    ['another nonce', { nonce: 'another' }],
    ['another client', { aud: 'elsewhere' }],
    ['another issuer', { iss: 'https://elsewhere.example' }],
    ['an expiry that is over', { exp: Math.floor(NOW_MS / 1000) - 60 }],
  ])('an ID token with %s is refused', async (_, claims) => {
    const { pending } = await started();
    issuerThat(() => tokensFor(pending, claims));
    expect(await completeSignIn(SETTINGS, answerOf(pending, { code: 'c1' }))).toEqual({
      ok: false,
      failure: 'refused',
    });
  });

  it('a token answer without an ID token is refused', async () => {
    const { pending } = await started();
    issuerThat(() => json({ access_token: 'access', token_type: 'Bearer', expires_in: 3600 }));
    expect(await completeSignIn(SETTINGS, answerOf(pending, { code: 'c1' }))).toEqual({
      ok: false,
      failure: 'refused',
    });
  });

  it('tells a person who declined, an issuer that is down and a code that is spent apart', async () => {
    const { pending } = await started();
    const declined = answerOf(pending, { error: 'access_denied' });
    expect(await completeSignIn(SETTINGS, declined)).toEqual({ ok: false, failure: 'cancelled' });
    issuerThat(() => json({ error: 'invalid_grant' }, 400));
    expect(await completeSignIn(SETTINGS, answerOf(pending, { code: 'c1' }))).toEqual({
      ok: false,
      failure: 'refused',
    });
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    expect(await startSignIn(SETTINGS, PAGE)).toEqual({ ok: false, failure: 'unreachable' });
  });

  it('speaks plain HTTP with nobody but this machine', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (input: unknown) => {
      asked.push(String(input));
      return json({ ...METADATA, issuer: 'http://127.0.0.1:9/oidc' });
    });
    const abroad = await startSignIn({ ...SETTINGS, issuer: 'http://staff.example/oidc' }, PAGE);
    expect(abroad).toEqual({ ok: false, failure: 'refused' });
    expect(asked).toEqual([]);
    expect((await startSignIn({ ...SETTINGS, issuer: 'http://127.0.0.1:9/oidc' }, PAGE)).ok).toBe(true);
  });

  it('knows an answer of the issuer from an ordinary visit', () => {
    const visit = (query: string) => isCallback(new URL(`https://county.example/console/${query}`));
    expect(visit('?code=c&state=s')).toBe(true);
    expect(visit('?error=access_denied&state=s')).toBe(true);
    expect(visit('')).toBe(false);
    expect(visit('?state=s#/import')).toBe(false);
  });
});

describe('signing out', () => {
  const page = { idToken: 'id', redirectUri: PAGE.redirectUri };
  const issuerWith = (metadata: object) => vi.stubGlobal('fetch', async () => json({ ...METADATA, ...metadata }));

  it('leads to the issuer with the way back, by its standard name and by Cognito’s', async () => {
    issuerWith({ end_session_endpoint: `${ISSUER}/logout` });
    const address = new URL((await signOutAddress(SETTINGS, page)) ?? '');
    expect(address.origin + address.pathname).toBe(`${ISSUER}/logout`);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      id_token_hint: 'id',
      client_id: 'console',
      post_logout_redirect_uri: PAGE.redirectUri,
      logout_uri: PAGE.redirectUri,
    });
  });

  it('leads nowhere where the issuer has no such place', async () => {
    issuerWith({});
    expect(await signOutAddress(SETTINGS, page)).toBeNull();
  });
});
