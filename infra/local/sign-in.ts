/** Signing in to an issuer of this project as a browser does it, for programs: rehearsals, the check before a meeting, tests. */
import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';

/** Sends a request without following redirects; `fetch`, or another for a self-signed certificate. */
export type Send = (
  url: string,
  init?: { method?: string; headers?: Record<string, string>; body?: string },
) => Promise<Reply>;

export interface Reply {
  readonly status: number;
  readonly location: string | undefined;
  readonly setCookie: readonly string[];
  readonly text: string;
}

export const sendByFetch: Send = async (url, init = {}) => {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  return {
    status: response.status,
    location: response.headers.get('location') ?? undefined,
    setCookie: response.headers.getSetCookie(),
    text: await response.text(),
  };
};

/** A browser as far as cookies and redirects go: cookies by name and path, as the issuer sets them. */
export class Browser {
  readonly #send: Send;
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();
  readonly cookieLines: string[] = [];

  constructor(send: Send = sendByFetch) {
    this.#send = send;
  }

  async request(url: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const reply = await this.#send(url, {
      ...init,
      headers: { ...init.headers, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const line of reply.setCookie) this.#keep(line);
    return reply;
  }

  #keep(line: string): void {
    this.cookieLines.push(line);
    const [pair = '', ...attributes] = line.split('; ');
    const equals = pair.indexOf('=');
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
    const path = attributes.find((one) => /^path=/i.test(one))?.slice('path='.length) ?? '/';
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }

  /** Follows redirects within the origin until a page or an address that starts with `stopAt`. */
  async open(url: string, stopAt: string): Promise<{ readonly url: string; readonly reply: Reply | undefined }> {
    let at = url;
    for (let hops = 0; hops < 10; hops += 1) {
      if (at.startsWith(stopAt)) return { url: at, reply: undefined };
      const reply = await this.request(at);
      if (reply.location === undefined) return { url: at, reply };
      at = new URL(reply.location, at).href;
    }
    throw new Error('too many redirects');
  }
}

export interface OidcClient {
  readonly origin: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/** A code flow begun: where to send the person, and what is needed to finish it. */
export function beginCodeFlow({ origin, issuer, clientId, scope }: OidcClient) {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(8).toString('hex');
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: `${origin}/console/`,
    scope,
    state,
    nonce: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return { url: `${issuer}/auth?${query}`, verifier, state };
}

export async function submitLogin(
  browser: Browser,
  page: { url: string; text: string },
  who: { login: string; password: string },
) {
  const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1];
  if (action === undefined) throw new Error('no sign-in form');
  return browser.request(new URL(action, page.url).href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(page.url).origin },
    body: new URLSearchParams(who).toString(),
  });
}

export function exchangeCode(
  browser: Browser,
  client: OidcClient,
  { code, verifier }: { code: string; verifier: string },
) {
  return browser.request(`${client.issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: client.origin },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: client.clientId,
      redirect_uri: `${client.origin}/console/`,
      code,
      code_verifier: verifier,
    }).toString(),
  });
}

const tokens = z.object({ access_token: z.string(), id_token: z.string(), expires_in: z.number() });
export type Tokens = z.output<typeof tokens>;

/** The whole code flow with PKCE, as the console goes through it. */
export async function signIn(
  client: OidcClient,
  who: { login: string; password: string },
  browser = new Browser(),
): Promise<Tokens> {
  const { url, verifier, state } = beginCodeFlow(client);
  const callback = `${client.origin}/console/?`;
  const begun = await browser.open(url, callback);
  let arrived = begun.url;
  if (begun.reply !== undefined) {
    const submitted = await submitLogin(browser, { url: begun.url, text: begun.reply.text }, who);
    if (submitted.location === undefined) throw new Error(`sign-in refused: HTTP ${submitted.status}`);
    arrived = (await browser.open(new URL(submitted.location, begun.url).href, callback)).url;
  }
  const answer = new URL(arrived).searchParams;
  const code = answer.get('code');
  if (code === null || answer.get('state') !== state) throw new Error(`no code: ${answer.get('error')}`);
  const reply = await exchangeCode(browser, client, { code, verifier });
  if (reply.status !== 200) throw new Error(`no tokens: HTTP ${reply.status}`);
  return tokens.parse(JSON.parse(reply.text));
}
