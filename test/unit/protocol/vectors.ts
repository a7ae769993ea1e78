import { readFileSync } from 'node:fs';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';

type BallotVector = {
  readonly nonce: string;
  readonly signature: string;
  readonly scores: readonly number[];
  readonly K: string;
  readonly id: string;
  readonly sealed: string;
  readonly receipt: string;
  readonly receiptSignature: string;
  readonly result: readonly number[] | string;
  readonly resultOfThree: readonly number[] | string;
};

/** test/vectors/protocol-v1.json: made by an implementation that shares no code with this one. */
export type ProtocolVectors = {
  readonly about: string;
  readonly manifest: unknown;
  readonly manifestJcsSha256: string;
  readonly tokenKeyId: string;
  readonly arming: readonly { readonly slot: Slot; readonly signature: string }[];
  readonly armingHash: string;
  readonly checkCode: string;
  readonly code: { readonly session: string; readonly code: string; readonly hash: string };
  readonly boxPrivateKey: JsonWebKey;
  readonly tellerKeys: Readonly<Record<Slot, { readonly hpke: JsonWebKey; readonly sign: JsonWebKey }>>;
  readonly tokenPrivateKeyPkcs8: string;
  readonly ballots: readonly BallotVector[];
  readonly opened: Readonly<Record<Slot, readonly (string | null)[]>>;
  readonly board: readonly string[];
  readonly boardRoot: string;
  readonly paper: readonly (readonly number[] | null)[];
  readonly result: unknown;
  readonly resultJcs: string;
  readonly bundle: Readonly<Record<string, unknown>>;
  readonly sealedBundle: Readonly<Record<string, unknown>>;
};

export function readVectors<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8'));
}

export const vectors = readVectors<ProtocolVectors>('protocol-v1.json');

export const hexBytes = (hex: string): Bytes => new Uint8Array(Buffer.from(hex, 'hex'));

export const b64uBytes = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'base64url'));

/** Not read by the product here, which would run at every test's start: `manifest.test.ts` holds the two together. */
export const vectorManifest = (): Manifest => vectors.manifest as Manifest;

/** A teller's key pairs of the vectors, private halves non-extractable as in the product. */
export async function vectorTellerKeys(slot: Slot): Promise<{ hpke: CryptoKeyPair; sign: CryptoKeyPair }> {
  const { hpke, sign } = vectors.tellerKeys[slot];
  return { hpke: await keyPair('ECDH', hpke), sign: await keyPair('ECDSA', sign) };
}

async function keyPair(name: 'ECDH' | 'ECDSA', jwk: JsonWebKey): Promise<CryptoKeyPair> {
  const algorithm = { name, namedCurve: 'P-256' };
  const { d: _, ...publicJwk } = jwk;
  const isEcdh = name === 'ECDH';
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, algorithm, false, isEcdh ? ['deriveBits'] : ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', publicJwk, algorithm, true, isEcdh ? [] : ['verify']),
  };
}

export function vectorBoxKey(): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', vectors.boxPrivateKey, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
}

/** Random bytes of the platform, for tests in which the chance does not matter. */
export function platformRandom(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}
