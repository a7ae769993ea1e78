import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeStaffTokenVerifier } from '../../../functions/http/staff-token.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
// A key set with both kinds, as an issuer may publish that also signs other things.
const KEYS = {
  keys: [
    { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'rsa' },
    { ...ec.publicKey.export({ format: 'jwk' }), kid: 'ec', use: 'sig' },
  ],
};
const ISSUER = 'https://issuer.example';
const AUDIENCE = 'https://county.example/api';
const OPTIONS = {
  issuer: ISSUER,
  audience: AUDIENCE,
  county: 'tuanfeng',
  jwksUri: `${ISSUER}/keys`,
  fetchKeys: async () => new Uint8Array(Buffer.from(JSON.stringify(KEYS))).buffer,
};
const verify = makeStaffTokenVerifier(OPTIONS);

const nowSeconds = () => Math.floor(Date.now() / 1_000);
const claims = () => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'u1',
  exp: nowSeconds() + 600,
  county: 'tuanfeng',
  role: 'auditor',
  name: '审计人员（示例）',
});
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Signing {
  readonly alg: string;
  readonly kid: string;
  readonly hash: string;
  readonly key: KeyObject;
}
const RS256: Signing = { alg: 'RS256', kid: 'rsa', hash: 'sha256', key: rsa.privateKey };
const RS512: Signing = { alg: 'RS512', kid: 'rsa', hash: 'sha512', key: rsa.privateKey };
const ES256: Signing = { alg: 'ES256', kid: 'ec', hash: 'sha256', key: ec.privateKey };

function tokenOf(payload: object, { alg, kid, hash, key }: Signing = RS256): string {
  const signed = `${encode({ alg, kid })}.${encode(payload)}`;
  const signature = sign(hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

test('a token of this county, this API and a known role is the member of staff it names', async () => {
  expect(await verify(tokenOf(claims()))).toEqual({ subject: 'u1', role: 'auditor', name: '审计人员（示例）' });
});

test("a unit's clerk is bound to the unit; the same claim on another role is left out", async () => {
  expect(await verify(tokenOf({ ...claims(), role: 'unit-clerk', unit: 'chengguan' }))).toMatchObject({
    unit: 'chengguan',
  });
  expect(await verify(tokenOf({ ...claims(), unit: 'chengguan' }))).not.toHaveProperty('unit');
});

describe('is nobody, though its signature is right:', () => {
  const { exp: _exp, ...withoutExpiry } = claims();
  const { name: _name, ...withoutName } = claims();
  const { county: _county, ...withoutCounty } = claims();
  test.each([
    ['a token that expired a second ago', { ...claims(), exp: nowSeconds() - 1 }],
    ['a token not valid yet', { ...claims(), nbf: nowSeconds() + 600 }],
    ['a token that never expires', withoutExpiry],
    ['a token without a county', withoutCounty],
    ['a token of another county', { ...claims(), county: 'hongan' }],
    ['a token with a role we do not know', { ...claims(), role: 'admin' }],
    ['a token without a name', withoutName],
    ['a token with a name longer than an item has room for', { ...claims(), name: '述'.repeat(101) }],
    ["a unit's clerk without a unit", { ...claims(), role: 'unit-clerk' }],
  ])('%s', async (_, payload) => {
    expect(await verify(tokenOf(payload))).toBeUndefined();
  });

  test.each([
    ['ES256', ES256],
    ['RS512', RS512],
  ])('a token signed with %s by a published key', async (_, signing) => {
    expect(await verify(tokenOf(claims(), signing))).toBeUndefined();
  });

  test('a token whose key is not in the set', async () => {
    expect(await verify(tokenOf(claims(), { ...RS256, kid: 'lost' }))).toBeUndefined();
  });
});

describe('of a Cognito pool', () => {
  const CLIENT = '3n4b5urk1ft4fl3mg5e62d9ado';
  const verifyCognito = makeStaffTokenVerifier({ ...OPTIONS, audience: CLIENT, shape: 'cognito' });
  const { aud: _aud, ...withoutAudience } = claims();
  const accessToken = { ...withoutAudience, token_use: 'access', client_id: CLIENT };

  test('an access token of the console, which has no audience, is the member of staff it names', async () => {
    expect(await verifyCognito(tokenOf(accessToken))).toEqual({
      subject: 'u1',
      role: 'auditor',
      name: '审计人员（示例）',
    });
  });

  test.each([
    ['an access token of another client', { ...accessToken, client_id: 'another' }],
    ['an access token without its client', { ...withoutAudience, token_use: 'access' }],
    ['an ID token, though it is for the client', { ...withoutAudience, token_use: 'id', aud: CLIENT }],
    ['an ID token that names the client as an access token does', { ...accessToken, token_use: 'id' }],
    ['a token for the audience that says nothing of its use', { ...claims(), aud: CLIENT }],
    ['an access token of another pool', { ...accessToken, iss: 'https://other.example' }],
    ['an access token of another county', { ...accessToken, county: 'hongan' }],
    ['an access token that expired', { ...accessToken, exp: nowSeconds() - 1 }],
  ])('%s is nobody', async (_, payload) => {
    expect(await verifyCognito(tokenOf(payload))).toBeUndefined();
  });

  test('signed otherwise than RS256 is nobody', async () => {
    expect(await verifyCognito(tokenOf(accessToken, RS512))).toBeUndefined();
  });

  test('its shape is not believed of another issuer', async () => {
    expect(await verify(tokenOf({ ...accessToken, client_id: AUDIENCE }))).toBeUndefined();
  });
});
