import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeStaffTokenVerifier, type VerifyStaffToken } from '../../../functions/http/staff-token.ts';
import type { Account } from '../../../infra/local/accounts.ts';
import type { StartApi } from '../../../infra/local/api.ts';
import { type Embedded, startEmbedded } from '../../../infra/local/embedded.ts';
import {
  Browser,
  beginCodeFlow,
  exchangeCode,
  type OidcClient,
  signIn,
  submitLogin,
} from '../../../infra/local/sign-in.ts';
import { STAFF_ROLES } from '../../../shared/contract/operation.ts';

const noApi: StartApi = async () => ({
  countyName: '团风县',
  handle: () => undefined,
  prepareSample: () => Promise.reject(new Error('no sample here')),
  runScheduled: () => Promise.resolve(),
  close: () => Promise.resolve(),
});

let embedded: Embedded;
let client: OidcClient;
let verify: VerifyStaffToken;

beforeAll(async () => {
  embedded = await startEmbedded({ county: 'tuanfeng', pages: 'none', startApi: noApi });
  const { staff, county } = embedded.services;
  client = { origin: embedded.origin, ...staff };
  verify = makeStaffTokenVerifier({ ...staff, county });
});
afterAll(() => embedded.close());

function accountOf(role: string): Account {
  const account = embedded.accounts.find((one) => one.role === role);
  if (account === undefined) throw new Error(`no account for ${role}`);
  return account;
}

const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
const headerOf = (token: string) => decode(token.split('.')[0]);
const payloadOf = (token: string) => decode(token.split('.')[1]);

describe('signing in by code flow with PKCE', () => {
  test.each(STAFF_ROLES)('gives %s an RS256 access token that the API accepts', async (role) => {
    const account = accountOf(role);
    const { access_token, expires_in } = await signIn(client, account);
    expect(headerOf(access_token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect(payloadOf(access_token)).toMatchObject({ aud: `${embedded.origin}/api`, county: 'tuanfeng', role });
    expect(expires_in).toBe(3_600);
    const { login: subject, name, unit } = account;
    expect(await verify(access_token)).toEqual({ subject, name, role, ...(unit === undefined ? {} : { unit }) });
  });

  test('a second visit in the same browser asks for no password again', async () => {
    const browser = new Browser();
    const account = accountOf('inspection-office');
    await signIn(client, account, browser);
    const again = await signIn(client, { login: account.login, password: 'not asked' }, browser);
    expect(await verify(again.access_token)).toMatchObject({ subject: 'inspection' });
  });

  test('cookies are signed, closed to scripts and kept to this site', async () => {
    const browser = new Browser();
    await signIn(client, accountOf('auditor'), browser);
    const set = browser.cookieLines.filter((line) => !/^[^=]+=;/.test(line));
    expect(set.length).toBeGreaterThan(2);
    for (const line of set) expect(line).toMatch(/httponly/i);
    expect(set.some((line) => line.startsWith('_session.sig='))).toBe(true);
  });

  test('the sign-in page is Chinese, has labels, runs no script and asks no other site', async () => {
    const { reply } = await new Browser().open(beginCodeFlow(client).url, `${client.origin}/console/`);
    const html = reply?.text ?? '';
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('<label for="login">');
    expect(html).toContain('<label for="password">');
    expect(html).not.toMatch(/<script|https?:\/\//);
    const style = await fetch(`${client.issuer}/style.css`);
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(style.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('refused at the sign-in page', () => {
  test('a wrong password: the page comes back with the reason, no code is given', async () => {
    const browser = new Browser();
    const { url, reply } = await browser.open(beginCodeFlow(client).url, `${client.origin}/console/`);
    const text = reply?.text ?? '';
    const refused = await submitLogin(browser, { url, text }, { login: 'clerk', password: 'wrong' });
    expect(refused.status).toBe(401);
    expect(refused.location).toBeUndefined();
    expect(refused.text).toContain('账号或密码不对');
    const answer = await submitLogin(browser, { url, text: refused.text }, accountOf('unit-clerk'));
    expect(answer.status).toBe(303);
  });

  test('a sign-in without the cookie that began it', async () => {
    const browser = new Browser();
    const { url, reply } = await browser.open(beginCodeFlow(client).url, `${client.origin}/console/`);
    const refused = await submitLogin(new Browser(), { url, text: reply?.text ?? '' }, accountOf('auditor'));
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('session_not_found');
  });

  test.each([
    ['another redirect address', { redirect_uri: 'https://elsewhere.example/' }, 'invalid_redirect_uri'],
    ['another client', { client_id: 'someone' }, 'invalid_client'],
  ])('%s: an error page of ours, and no redirect', async (_, changed, code) => {
    const url = new URL(beginCodeFlow(client).url);
    for (const [name, value] of Object.entries(changed)) url.searchParams.set(name, value);
    const response = await fetch(url, { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(code);
  });

  test('a flow without PKCE', async () => {
    const url = new URL(beginCodeFlow(client).url);
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const response = await fetch(url, { redirect: 'manual' });
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request');
  });
});

describe('refused at the token endpoint', () => {
  async function codeFor(role: string) {
    const browser = new Browser();
    const { url, verifier } = beginCodeFlow(client);
    const { url: pageUrl, reply } = await browser.open(url, `${client.origin}/console/?`);
    const submitted = await submitLogin(browser, { url: pageUrl, text: reply?.text ?? '' }, accountOf(role));
    const arrived = await browser.open(submitted.location ?? '', `${client.origin}/console/?`);
    return { browser, verifier, code: new URL(arrived.url).searchParams.get('code') ?? '' };
  }

  test('a code with another verifier', async () => {
    const { browser, code } = await codeFor('auditor');
    const reply = await exchangeCode(browser, client, { code, verifier: 'x'.repeat(43) });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text).error).toBe('invalid_grant');
  });

  test('a code used twice', async () => {
    const { browser, ...grant } = await codeFor('auditor');
    expect((await exchangeCode(browser, client, grant)).status).toBe(200);
    const reply = await exchangeCode(browser, client, grant);
    expect(JSON.parse(reply.text).error).toBe('invalid_grant');
  });
});

describe('the check of staff tokens refuses', () => {
  async function goodToken() {
    return (await signIn(client, accountOf('county-leader'))).access_token;
  }
  const { privateKey: strangerKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  /** The same claims, changed, signed by `key` under the issuer's own key id. */
  function forge(token: string, changes: object, header: object = {}): string {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${encode({ ...headerOf(token), ...header })}.${encode({ ...payloadOf(token), ...changes })}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), strangerKey).toString('base64url')}`;
  }

  test('a token of another county', async () => {
    const { staff } = embedded.services;
    const elsewhere = makeStaffTokenVerifier({ ...staff, county: 'hongan' });
    expect(await elsewhere(await goodToken())).toBeUndefined();
  });

  test('a token for another audience, or of another issuer', async () => {
    const { staff, county } = embedded.services;
    const token = await goodToken();
    expect(
      await makeStaffTokenVerifier({ ...staff, county, audience: 'https://other.example/api' })(token),
    ).toBeUndefined();
    expect(await makeStaffTokenVerifier({ ...staff, county, issuer: 'https://other.example' })(token)).toBeUndefined();
  });

  test('an ID token, which is for the console and not for the API', async () => {
    const { id_token } = await signIn(client, accountOf('county-leader'));
    expect(await verify(id_token)).toBeUndefined();
  });

  test('a token with a role changed, and one signed by a stranger', async () => {
    const token = await goodToken();
    const [header, , signature] = token.split('.');
    const altered = Buffer.from(JSON.stringify({ ...payloadOf(token), role: 'inspection-office' })).toString(
      'base64url',
    );
    expect(await verify(`${header}.${altered}.${signature}`)).toBeUndefined();
    expect(await verify(forge(token, { role: 'inspection-office' }))).toBeUndefined();
  });

  test('what is no token, and a token without a signature', async () => {
    const token = await goodToken();
    const [, payload] = token.split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: headerOf(token).kid })).toString('base64url');
    expect(await verify('not a token')).toBeUndefined();
    expect(await verify(`${none}.${payload}.`)).toBeUndefined();
  });

  test('and says so by throwing when the keys of the issuer cannot be read', async () => {
    const { staff, county } = embedded.services;
    const unreachable = async () => Promise.reject(new Error('no line to the issuer'));
    const cut = makeStaffTokenVerifier({ ...staff, county, fetchKeys: unreachable });
    await expect(cut(await goodToken())).rejects.toThrow('no line to the issuer');
  });
});
