import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { blindSign } from '../../../functions/draw/blind-sign.ts';
import type { Score } from '../../../shared/process/appraisal.ts';
import { indicatorCount } from '../../../shared/process/ballot-form.ts';
import { toInteger } from '../../../shared/protocol/big-endian.ts';
import { blind, finalize } from '../../../shared/protocol/blind-signature.ts';
import type { Bytes, Random } from '../../../shared/protocol/bytes.ts';
import { keyBytes } from '../../../shared/protocol/manifest.ts';
import { NONCE_BYTES, type Token, tokenMessage } from '../../../shared/protocol/sealed-ballot.ts';
import { importTokenKey, type RsaPublicKey } from '../../../shared/protocol/token-key.ts';
import type { Session } from '../../integration/ballot/session.ts';
import { seededSeal } from '../../rehearsal/seeded-seal.ts';
import { seededBytes } from '../../simulation/issued-tokens.ts';
import { hexBytes, vectors } from '../../unit/protocol/vectors.ts';

/** A ballot as a phone seals it, with what its owner means. */
export interface RealBallot {
  readonly token: Token;
  readonly sealed: Bytes;
  readonly scores: readonly Score[];
}

/** What mutants are made of: real tokens and ballots of one meeting, and what else an attacker may hold. */
export interface Material {
  readonly session: Session;
  /** In the box before the first mutant comes. */
  readonly cast: readonly RealBallot[];
  /** Good, but nobody has cast them: a mutant of one meets no ballot of the same token. */
  readonly unspent: readonly RealBallot[];
  /** Of another meeting with the very same token key. */
  readonly foreign: readonly RealBallot[];
  /** That other meeting, open too. */
  readonly foreignSession: string;
  /** The modulus of the token key. */
  readonly modulus: bigint;
  /** For signatures in other ways than the protocol's: nobody but the drawing function has it. */
  readonly tokenKey: KeyObject;
}

const BALLOTS_OF_A_KIND = 16;

/** Private and public half of the vectors' token key. */
function tokenKeys(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  const key = Buffer.from(hexBytes(vectors.tokenPrivateKeyPkcs8));
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

async function makeBallot(session: Session, key: RsaPublicKey, random: Random): Promise<RealBallot> {
  const { manifest, manifestHash } = session;
  const nonce = random(NONCE_BYTES);
  const message = tokenMessage(manifestHash, nonce);
  const { blinded, inverse } = await blind(key, message, random);
  const signed = blindSign(tokenKeys(), blinded);
  if (!signed.ok) throw new Error('a blinded message is refused');
  const blindSignature = new Uint8Array(signed.blindSignature);
  const signature = await finalize(key, message, { blindSignature, inverse });
  if (signature === null) throw new Error('a drawn token is none');
  const scores = [...random(indicatorCount(manifest.subjects))].map((byte) => (byte % 12 === 11 ? null : byte % 12));
  const token = { nonce, signature };
  return { token, scores, sealed: await seededSeal({ manifest, manifestHash, token, scores, random }) };
}

/** Tokens drawn and ballots sealed by the product's own code, everything of chance from the seed. */
export async function makeMaterial(session: Session, other: Session, seed: number): Promise<Material> {
  const key = await importTokenKey(keyBytes(session.manifest.tokenKey));
  if (key === null) throw new Error('the token key is refused');
  if (session.manifest.tokenKey !== other.manifest.tokenKey) throw new Error('two keys where one is meant');
  const random = seededBytes(seed);
  const several = async (of: Session): Promise<readonly RealBallot[]> => {
    const made: RealBallot[] = [];
    while (made.length < BALLOTS_OF_A_KIND) made.push(await makeBallot(of, key, random));
    return made;
  };
  return {
    session,
    cast: await several(session),
    unspent: await several(session),
    foreign: await several(other),
    foreignSession: other.id,
    modulus: toInteger(key.modulus),
    tokenKey: tokenKeys().privateKey,
  };
}
