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
import type { Bytes, Random } from '../../shared/protocol/bytes.ts';
import { keyBytes, type Manifest, manifestHash } from '../../shared/protocol/manifest.ts';
import { openShareSet } from '../../shared/protocol/opening.ts';
import { NONCE_BYTES, tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { importTokenKey, type RsaPublicKey } from '../../shared/protocol/token-key.ts';
import { seededSeal } from '../rehearsal/seeded-seal.ts';
import { type MeetingKeys, manifestOf, SCORES_PER_BALLOT, seededBytes } from '../simulation/issued-tokens.ts';
import { hexBytes, vectorManifest, vectors, vectorTellerKeys } from '../unit/protocol/vectors.ts';

/** A token with its sealed ballot, before anybody has drawn it. */
export interface PooledBallot {
  readonly signature: Bytes;
  readonly sealed: Bytes;
  /** The id of its token in the box, hex. */
  readonly id: string;
  readonly receipt: string;
  readonly scores: readonly (number | null)[];
  /** What each teller's key opens of it. */
  readonly shares: Readonly<Record<Slot, Bytes>>;
}

/** A meeting's keys, and ballots really sealed under them, for as many halls as are played. */
export interface SealedPool {
  readonly session: SessionId;
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly keys: MeetingKeys;
  readonly ballots: readonly PooledBallot[];
  /** The two halves of a drawing that leads to this token, under a blinding factor of its own. */
  blindAnew(ballot: PooledBallot, random: Random): { readonly blinded: Bytes };
}

const NO_PADDING = { padding: constants.RSA_NO_PADDING };

export interface PoolRequest {
  readonly size: number;
  readonly seed: number;
  /** Of each hall, as its manifest has them. */
  readonly delegates: number;
}

/**
 * More sealed ballots than the hall has delegates, from a seed. A hall takes some of them in an order of chance and
 * blinds each anew: what the insider sees of a drawing never comes again, so that one hall says nothing about the next.
 */
export async function sealedPool({ size, seed, delegates }: PoolRequest): Promise<SealedPool> {
  const session = 'insider-meeting';
  if (!isSessionId(session)) throw new Error('not a session id');
  const base = vectorManifest();
  const { tokenKey: key, boxKey, tellers } = base;
  const manifest = manifestOf(base, { session, tokenKey: key, boxKey, tellers }, delegates);
  const hash = await manifestHash(manifest);
  const publicKey = await importTokenKey(keyBytes(manifest.tokenKey));
  if (publicKey === null) throw new Error('the token key of the vectors is refused');
  const pkcs8 = Buffer.from(hexBytes(vectors.tokenPrivateKeyPkcs8));
  const tokenKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const random = seededBytes(seed);
  const made: Omit<PooledBallot, 'shares'>[] = [];
  for (let place = 0; place < size; place += 1)
    made.push(await makeBallot({ manifest, manifestHash: hash, publicKey, tokenKey, random }));
  const [discipline, delegatesOwn, inspection] = await Promise.all(SLOTS.map(vectorTellerKeys));
  if (!discipline || !delegatesOwn || !inspection) throw new Error('the vectors lack a teller');
  const keys = {
    tokenKey: { privateKey: tokenKey, publicKey: createPublicKey(tokenKey) },
    boxKey: createPrivateKey({ key: { ...vectors.boxPrivateKey }, format: 'jwk' }),
    tellers: { discipline, delegates: delegatesOwn, inspection },
  };
  const sealed = made.map((ballot) => ballot.sealed);
  const sets = await Promise.all(
    SLOTS.map((slot) =>
      openShareSet({ manifest, manifestHash: hash, slot, hpke: keys.tellers[slot].hpke, ballots: sealed }),
    ),
  );
  const ballots = made.map((ballot, place) => {
    const [first, second, third] = sets.map((set) => set[place]);
    if (!first || !second || !third) throw new Error('a share of the pool does not open');
    return { ...ballot, shares: { discipline: first, delegates: second, inspection: third } };
  });
  return { session, manifest, manifestHash: hash, keys, ballots, blindAnew: blinder(publicKey, tokenKey) };
}

async function makeBallot(making: {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly publicKey: RsaPublicKey;
  readonly tokenKey: KeyObject;
  readonly random: Random;
}): Promise<Omit<PooledBallot, 'shares'>> {
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
