import type { Score } from '../process/appraisal.ts';
import { indicatorCount } from '../process/ballot-form.ts';
import type { VoidReason } from '../process/reconciliation.ts';
import { verifySignature } from './blind-signature.ts';
import { type Bytes, equalBytes, fromB64uOf, toB64u } from './bytes.ts';
import { inBatches } from './in-batches.ts';
import { combineShares, SHARE_BYTES } from './key-shares.ts';
import { keyBytes, type Manifest } from './manifest.ts';
import { decodePlainBallot } from './plain-ballot.ts';
import {
  ballotCipher,
  ballotId,
  keyCommitment,
  parseSealedBallot,
  type SealedBallot,
  shareInfo,
  tokenMessage,
} from './sealed-ballot.ts';
import { SLOTS, type Slot } from './slots.ts';
import { openShare } from './teller-keys.ts';
import { importTokenKey, type RsaPublicKey } from './token-key.ts';

/** One teller's opened shares in the order of the board, `null` where a share did not open. */
export type ShareSet = readonly (Bytes | null)[];
export type ShareSets = { readonly [slot in Slot]?: ShareSet };

/** A share set as JSON carries it: b64u of 33 bytes, or null. */
export type ShareTexts = readonly (string | null)[];

/** A ballot after the count: its scores, or why it is void. */
export type OpenedBallot = { readonly scores: readonly Score[] } | { readonly void: Exclude<VoidReason, 'paper'> };

type Session = { readonly manifest: Manifest; readonly manifestHash: Bytes };

/** Opens one teller's shares of all ballots, given in the order of the board. */
export function openShareSet({
  manifest,
  manifestHash,
  slot,
  hpke,
  ballots,
}: Session & {
  readonly slot: Slot;
  readonly hpke: CryptoKeyPair;
  readonly ballots: readonly Bytes[];
}): Promise<ShareSet> {
  const scores = indicatorCount(manifest.subjects);
  return inBatches(ballots, async (bytes) => {
    const ballot = parseSealedBallot(bytes, scores);
    const sealed = ballot?.shares[SLOTS.indexOf(slot)];
    if (ballot === null || sealed === undefined) return null;
    const info = shareInfo(manifestHash, await ballotId(manifestHash, ballot.nonce));
    return openShare(hpke, { slot, info, sealed });
  });
}

/** A share set as JSON carries it. */
export function shareTexts(shares: ShareSet): ShareTexts {
  return shares.map((share) => share && toB64u(share));
}

/** A share set from JSON, one entry a ballot, or null when it is none. */
export function parseShareSet(value: unknown, ballots: number): ShareSet | null {
  if (!Array.isArray(value) || value.length !== ballots) return null;
  const shares: (Bytes | null)[] = [];
  for (const text of value as readonly unknown[]) {
    const share = typeof text === 'string' ? fromB64uOf(SHARE_BYTES, text) : null;
    if (text !== null && share === null) return null;
    shares.push(share);
  }
  return shares;
}

/**
 * Combines the share sets of `openedBy` and decrypts every ballot, in the order given (protocol.md §5.3, §5.5). A ballot that
 * does not open is void and stops nothing. Throws when a set of `openedBy` is not there.
 */
export async function openBallots({
  manifest,
  manifestHash,
  ballots,
  openedBy,
  opened,
}: Session & {
  readonly ballots: readonly Bytes[];
  readonly openedBy: readonly Slot[];
  readonly opened: ShareSets;
}): Promise<readonly OpenedBallot[]> {
  const tokenKey = await importTokenKey(keyBytes(manifest.tokenKey));
  if (tokenKey === null) throw new Error('a parsed manifest has a token key that is refused');
  const sets = SLOTS.filter((slot) => openedBy.includes(slot)).map((slot) => {
    const shares = opened[slot];
    if (shares === undefined || shares.length !== ballots.length) throw new Error(`no whole share set of ${slot}`);
    return shares;
  });
  const scores = indicatorCount(manifest.subjects);
  return inBatches(ballots, (bytes, index) => {
    const shares = sets.map((set) => set[index] ?? null);
    return openBallot({ manifestHash, tokenKey, scores, bytes, shares });
  });
}

/** The checks in the order of protocol.md §5.5: layout, token, opening, plain. */
async function openBallot({
  manifestHash,
  tokenKey,
  scores,
  bytes,
  shares,
}: {
  readonly manifestHash: Bytes;
  readonly tokenKey: RsaPublicKey;
  readonly scores: number;
  readonly bytes: Bytes;
  readonly shares: ShareSet;
}): Promise<OpenedBallot> {
  const ballot = parseSealedBallot(bytes, scores);
  if (ballot === null) return { void: 'sealed' };
  const message = tokenMessage(manifestHash, ballot.nonce);
  if (!(await verifySignature(tokenKey, message, ballot.signature))) return { void: 'token' };
  const plain = await decrypt(manifestHash, ballot, shares);
  if (plain === null) return { void: 'sealed' };
  const decoded = decodePlainBallot(plain, scores);
  return decoded === null ? { void: 'plain' } : { scores: decoded };
}

async function decrypt(manifestHash: Bytes, ballot: SealedBallot, shares: ShareSet): Promise<Bytes | null> {
  const id = await ballotId(manifestHash, ballot.nonce);
  const secret = await committedKey({ manifestHash, id, commitment: ballot.commitment, shares });
  if (secret === null) return null;
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt']);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(ballotCipher(manifestHash, id), key, ballot.ciphertext));
  } catch {
    // The tag does not fit: the ballot was sealed wrong, by whoever cast it.
    return null;
  }
}

/**
 * The key of the first pair of shares, in slot order, that gives the commitment. One spoilt share cannot void a ballot while
 * two good ones are there, and two tellers cannot make one ballot open in two ways.
 */
async function committedKey({
  manifestHash,
  id,
  commitment,
  shares,
}: {
  readonly manifestHash: Bytes;
  readonly id: Bytes;
  readonly commitment: Bytes;
  readonly shares: ShareSet;
}): Promise<Bytes | null> {
  for (const [index, first] of shares.entries()) {
    for (const second of shares.slice(index + 1)) {
      const key = first && second && combineShares(first, second);
      if (key !== null && equalBytes(await keyCommitment(manifestHash, id, key), commitment)) return key;
    }
  }
  return null;
}
