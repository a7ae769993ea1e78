import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { blindSign } from '../../functions/draw/blind-sign.ts';
import { blind, finalize } from '../../shared/protocol/blind-signature.ts';
import { type Bytes, equalBytes, type Random, toHex } from '../../shared/protocol/bytes.ts';
import { keyBytes, type Manifest, manifestHash } from '../../shared/protocol/manifest.ts';
import type { ShareSet } from '../../shared/protocol/opening.ts';
import { NONCE_BYTES, receiptOf, tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { publicTellerKeys, type TellerKeyPairs } from '../../shared/protocol/teller-keys.ts';
import { importTokenKey } from '../../shared/protocol/token-key.ts';
import type { MeantBallot } from '../rehearsal/counter.ts';
import { seededChance } from '../rehearsal/seeded.ts';
import { seededSigningKey, seededTellerKeys, seededTokenKey } from '../rehearsal/seeded-keys.ts';
import { seededSeal } from '../rehearsal/seeded-seal.ts';

/** A sealed ballot, and what its owner means by it. */
export interface MeantAndSealed {
  readonly sealed: Bytes;
  readonly receipt: string;
  readonly scores: MeantBallot;
}

/** One phone's secrets: what it sends to draw, and what it casts with the answer. */
export interface PhoneSecrets {
  readonly blinded: Bytes;
  /** Two different ballots under the one token, or `null` when the answer is no signature of this token. */
  ballots(blindSignature: Bytes): Promise<readonly [MeantAndSealed, MeantAndSealed] | null>;
}

/** The private keys of one meeting. */
export interface MeetingKeys {
  readonly tokenKey: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly boxKey: KeyObject;
  readonly tellers: Readonly<Record<Slot, TellerKeyPairs>>;
}

/** What one deals with in a meeting: manifest, keys, and phones' secrets as many as are asked for. */
export interface Issue {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly keys: MeetingKeys;
  phone(place: number): Promise<PhoneSecrets>;
  /** A teller's shares of ballots that were opened once for all meetings of a process. */
  readonly openedBeforehand?: (slot: Slot, ballots: readonly Bytes[]) => Promise<ShareSet>;
}

/** Bytes that a seed gives; never where a secret is made outside a simulation. */
export const seededBytes = (seed: number): Random => {
  const chance = seededChance(seed);
  return (length) => Uint8Array.from({ length }, () => Math.floor(chance() * 256));
};

const INDICATORS = [
  { id: 'i1', name: '履行职责' },
  { id: 'i2', name: '廉洁自律' },
];
/** Small, so that a ballot takes little time; a unit and an officer, as everywhere. */
const SUBJECTS: Manifest['subjects'] = [
  { id: 'unit', kind: 'unit', name: '回龙山工商所', post: '', indicators: INDICATORS },
  { id: 'o1', kind: 'officer', name: '甲', post: '所长', indicators: INDICATORS },
];
export const SCORES_PER_BALLOT = 4;
/** What a hall is like: how many delegates are on its list, and how many of them may have a paper ballot. */
export interface HallSize {
  readonly delegates: number;
  readonly papers: readonly number[];
}
/**
 * The phones of a small hall can make its meeting valid, or not; in a large one the pile of paper is so high that the result shows
 * scores, which takes eight of them.
 */
export const HALL_SIZES: readonly HallSize[] = [
  { delegates: 9, papers: [0, 3, 4, 6] },
  { delegates: 16, papers: [8] },
];

/** The manifest of a simulated meeting with these keys. */
export function manifestOf(
  base: Manifest,
  keys: Pick<Manifest, 'tokenKey' | 'boxKey' | 'tellers' | 'session'>,
  delegates: number,
): Manifest {
  return { ...base, ...keys, subjects: SUBJECTS, delegates };
}

const scoresFrom = (random: Random): MeantBallot =>
  [...random(SCORES_PER_BALLOT)].map((byte) => (byte % 12 === 11 ? null : byte % 12));

/** A phone that has yet to draw: nonce, blinding and what it will seal, all from `random`. */
export async function newPhone(
  { manifest, manifestHash: hash }: Pick<Issue, 'manifest' | 'manifestHash'>,
  random: Random,
): Promise<PhoneSecrets> {
  const key = await importTokenKey(keyBytes(manifest.tokenKey));
  if (key === null) throw new Error('the token key is refused');
  const nonce = random(NONCE_BYTES);
  const message = tokenMessage(hash, nonce);
  const { blinded, inverse } = await blind(key, message, random);
  const seal = async (signature: Bytes): Promise<MeantAndSealed> => {
    const scores = scoresFrom(random);
    const sealed = await seededSeal({ manifest, manifestHash: hash, token: { nonce, signature }, scores, random });
    return { sealed, receipt: await receiptOf(sealed), scores };
  };
  return {
    blinded,
    ballots: async (blindSignature) => {
      const signature = await finalize(key, message, { blindSignature, inverse });
      return signature === null ? null : [await seal(signature), await seal(signature)];
    },
  };
}

/** A phone whose answer is known beforehand, so that its ballots are sealed once for all meetings of a process. */
export async function sealedBeforehand(
  issue: Pick<Issue, 'manifest' | 'manifestHash' | 'keys'>,
  random: Random,
): Promise<PhoneSecrets> {
  const phone = await newPhone(issue, random);
  const signed = blindSign(issue.keys.tokenKey, phone.blinded);
  if (!signed.ok) throw new Error('the blinded message is refused');
  const expected = new Uint8Array(signed.blindSignature);
  const ballots = await phone.ballots(expected);
  return {
    blinded: phone.blinded,
    ballots: async (blindSignature) => (equalBytes(blindSignature, expected) ? ballots : null),
  };
}

/** A meeting with every key and ballot made for it alone, by its seed: the same seed makes the same ones again. */
export async function freshIssue(
  base: Manifest,
  { session, delegates }: Pick<Manifest, 'session' | 'delegates'>,
  seed: number,
): Promise<Issue> {
  const random = seededBytes(seed);
  const privateKey = seededTokenKey(random);
  const tokenKey = { privateKey, publicKey: createPublicKey(privateKey) };
  const boxKey = seededSigningKey(random);
  const tellers = {
    discipline: await seededTellerKeys(random),
    delegates: await seededTellerKeys(random),
    inspection: await seededTellerKeys(random),
  };
  const publicKeys = {
    tokenKey: tokenKey.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    boxKey: pointOf(createPublicKey(boxKey)),
    tellers: await Promise.all(SLOTS.map(async (slot) => ({ slot, ...(await publicTellerKeys(tellers[slot])) }))),
  };
  const manifest = manifestOf(base, { session, ...publicKeys }, delegates);
  const issue = { manifest, manifestHash: await manifestHash(manifest), keys: { tokenKey, boxKey, tellers } };
  return { ...issue, phone: (place) => newPhone(issue, seededBytes(seed * 100 + place + 50)) };
}

/** The uncompressed point of a P-256 public key, as a manifest has it. */
function pointOf(publicKey: KeyObject): string {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([Uint8Array.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString(
    'base64url',
  );
}

/** The id of the token that a sealed ballot carries, as the box names it. */
export const tokenIdOf = (hash: Bytes, sealed: Uint8Array): string =>
  toHex(
    new Uint8Array(
      createHash('sha256')
        .update(tokenMessage(hash, new Uint8Array(sealed.slice(1, 1 + NONCE_BYTES))))
        .digest(),
    ),
  );
