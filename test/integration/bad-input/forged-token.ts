import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { EmbeddedServices } from '../../../infra/local/api.ts';

export type Claims = Readonly<Record<string, unknown>>;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const keyFile = z.object({ signingKey: z.looseObject({ kid: z.string(), kty: z.literal('RSA') }) });

/** Writes staff tokens with the issuer's own stolen key and with others, so that each part of the check is on its own. */
export class Forger {
  readonly #key: KeyObject;
  readonly #kid: string;
  readonly #staff: EmbeddedServices['staff'];
  readonly #county: string;

  private constructor(key: KeyObject, kid: string, { staff, county }: EmbeddedServices) {
    this.#key = key;
    this.#kid = kid;
    this.#staff = staff;
    this.#county = county;
  }

  static async withKeysOf(dataDirectory: string, services: EmbeddedServices): Promise<Forger> {
    const text = await readFile(join(dataDirectory, 'issuer', 'keys.json'), 'utf8');
    const { signingKey } = keyFile.parse(JSON.parse(text));
    return new Forger(createPrivateKey({ key: signingKey, format: 'jwk' }), signingKey.kid, services);
  }

  /** What the issuer itself would write for the inspection office. */
  claims(nowSeconds = Math.floor(Date.now() / 1_000)): Claims {
    const { issuer, audience } = this.#staff;
    const times = { iat: nowSeconds, exp: nowSeconds + 600 };
    return {
      iss: issuer,
      aud: audience,
      sub: 'inspection',
      ...times,
      county: this.#county,
      role: 'inspection-office',
      name: '监察室经办人（示例）',
    };
  }

  /** Signed rightly, whatever it claims. */
  signed(claims: Claims): string {
    return this.#rs256(claims, this.#key);
  }

  /** Signed by a key of the forger's own under the issuer's key id. */
  signedByAnother(claims: Claims): string {
    return this.#rs256(claims, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  }

  unsigned(claims: Claims): string {
    return `${encode({ alg: 'none', kid: this.#kid })}.${encode(claims)}.`;
  }

  /** The published key taken for a shared secret. */
  signedWithPublicKeyAsSecret(claims: Claims): string {
    const secret = createPublicKey(this.#key).export({ format: 'pem', type: 'spki' });
    const text = `${encode({ alg: 'HS256', kid: this.#kid })}.${encode(claims)}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  }

  #rs256(claims: Claims, key: KeyObject): string {
    const text = `${encode({ alg: 'RS256', kid: this.#kid })}.${encode(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }
}
