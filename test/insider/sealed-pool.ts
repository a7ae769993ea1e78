import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';
import { receiptHex } from '../../functions/store/ballot-box.ts';
import { isSessionId, type SessionId } from '../../shared/process/ids.ts';
import { toBigEndian, toInteger } from '../../shared/protocol/big-endian.ts';
import { blind, finalize } from '../../shared/protocol/blind-signature.ts';
import { type Bytes, type Random, toHex } from '../../shared/protocol/bytes.ts';
import { keyBytes, type Manifest, manifestHash } from '../../shared/protocol/manifest.ts';
import { openShareSet } from '../../shared/protocol/opening.ts';
import { NONCE_BYTES, tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { importTokenKey, type RsaPublicKey } from '../../shared/protocol/token-key.ts';
import { seededSeal } from '../rehearsal/seeded-seal.ts';
import { manifestOf, SCORES_PER_BALLOT, seededBytes } from '../simulation/issued-tokens.ts';
import { hexBytes, vectorManifest, vectors, vectorTellerKeys } from '../unit/protocol/vectors.ts';

/** The teller whose key the insider has. */
export const BOUGHT = 'inspection';

/** A token with its sealed ballot, before anybody has drawn it. */
export interface PooledBallot {
  readonly signature: Bytes;
  readonly sealed: Bytes;
  /** The id of its token in the box, hex. */
  readonly id: string;
  readonly receipt: string;
  readonly scores: readonly (number | null)[];
  /** What the bought teller's key opens of it. */
  readonly share: Bytes;
}

/** A meeting's keys, and ballots really sealed under them, for as many halls as are played. */
export interface SealedPool {
  readonly session: SessionId;
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly tokenKey: KeyObject;
  readonly ballots: readonly PooledBallot[];
  /** The two halves of a drawing that leads to this token, under a blinding factor of its own. */
  blindAnew(ballot: PooledBallot, random: Random): { readonly blinded: Bytes };
}

const NO_PADDING = { padding: constants.RSA_NO_PADDING };

/**
 * As many sealed ballots as the largest hall has delegates, from a seed. A hall takes some of them in an order of chance and
 * blinds each anew: what the insider sees of a drawing never comes again, so that one hall says nothing about the next.
 */
export async function sealedPool(size: number, seed: number): Promise<SealedPool> {
  const session = 'insider-meeting';
  if (!isSessionId(session)) throw new Error('not a session id');
  const base = vectorManifest();
  const { tokenKey: key, boxKey, tellers } = base;
  const manifest = manifestOf(base, { session, tokenKey: key, boxKey, tellers });
  const hash = await manifestHash(manifest);
  const publicKey = await importTokenKey(keyBytes(manifest.tokenKey));
  if (publicKey === null) throw new Error('the token key of the vectors is refused');
  const pkcs8 = Buffer.from(hexBytes(vectors.tokenPrivateKeyPkcs8));
  const tokenKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const random = seededBytes(seed);
  const made: Omit<PooledBallot, 'share'>[] = [];
  for (let place = 0; place < size; place += 1)
    made.push(await makeBallot({ manifest, manifestHash: hash, publicKey, tokenKey, random }));
  const { hpke } = await vectorTellerKeys(BOUGHT);
  const shares = await openShareSet({
    ...{ manifest, manifestHash: hash, slot: BOUGHT, hpke },
    ballots: made.map(({ sealed }) => sealed),
  });
  const ballots = made.map((ballot, place) => {
    const share = shares[place];
    if (share === undefined || share === null) throw new Error('a share of the pool does not open');
    return { ...ballot, share };
  });
  return { session, manifest, manifestHash: hash, tokenKey, ballots, blindAnew: blinder(publicKey, tokenKey) };
}

async function makeBallot(making: {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly publicKey: RsaPublicKey;
  readonly tokenKey: KeyObject;
  readonly random: Random;
}): Promise<Omit<PooledBallot, 'share'>> {
  const { manifest, manifestHash: hash, publicKey, tokenKey, random } = making;
  const nonce = random(NONCE_BYTES);
  const message = tokenMessage(hash, nonce);
  const { blinded, inverse } = await blind(publicKey, message, random);
  const blindSignature = new Uint8Array(privateDecrypt({ key: tokenKey, ...NO_PADDING }, blinded));
  const signature = await finalize(publicKey, message, { blindSignature, inverse });
  if (signature === null) throw new Error('a token of the pool is none');
  const scores = [...random(SCORES_PER_BALLOT)].map((byte) => (byte % 12 === 11 ? null : byte % 12));
  const sealed = await seededSeal({ manifest, manifestHash: hash, token: { nonce, signature }, scores, random });
  const id = createHash('sha256').update(message).digest('hex');
  return { signature, sealed, id, receipt: receiptHex(sealed), scores };
}

/** `blinded = m · r^e = (s · r)^e`: the same transcript as blinding the message, at the price of one power. */
function blinder({ modulus, exponent }: RsaPublicKey, tokenKey: KeyObject): SealedPool['blindAnew'] {
  const n = toInteger(modulus);
  const open = createPublicKey(tokenKey);
  if (open.asymmetricKeyDetails?.publicExponent !== exponent) throw new Error('two keys where one is meant');
  return ({ signature }, random) => {
    const factor = toInteger(random(modulus.length)) % n;
    const blindSignature = toBigEndian((toInteger(signature) * factor) % n, modulus.length);
    return { blinded: new Uint8Array(raised(open, blindSignature)) };
  };
}

const raised = (key: KeyObject, bytes: Bytes): Uint8Array => publicEncrypt({ key, ...NO_PADDING }, bytes);

/** For readers of evidence. */
export const hexOf = (bytes: Uint8Array): string => toHex(new Uint8Array(bytes));
