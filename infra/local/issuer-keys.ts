import { generateKeyPair, type JsonWebKey, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod';
import { readFileIfThere, writeFileAtomically } from './atomic-file.ts';

/** The issuer's secrets; kept, so that a restart invalidates no access token. */
export interface IssuerKeys {
  /** Private RSA key for RS256, with `kid`. */
  readonly signingKey: JsonWebKey & { readonly kty: 'RSA'; readonly kid: string };
  readonly cookieKeys: readonly string[];
}

const component = z.string().min(1);
const rsaPrivateKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  use: z.literal('sig'),
  alg: z.literal('RS256'),
  n: component,
  e: component,
  d: component,
  p: component,
  q: component,
  dp: component,
  dq: component,
  qi: component,
});
const issuerKeys = z.object({ signingKey: rsaPrivateKey, cookieKeys: z.array(z.string().min(32)).min(1) });

async function makeKeys() {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = randomBytes(8).toString('hex');
  return issuerKeys.parse({
    signingKey: { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' },
    cookieKeys: [randomBytes(32).toString('base64url')],
  });
}

/** The kept keys, or new ones that are then kept (mode 0600). */
export async function loadIssuerKeys(path: string): Promise<IssuerKeys> {
  const kept = await readFileIfThere(path);
  if (kept !== undefined) return issuerKeys.parse(JSON.parse(kept.toString('utf8')));
  const made = await makeKeys();
  await writeFileAtomically(path, JSON.stringify(made));
  return made;
}
