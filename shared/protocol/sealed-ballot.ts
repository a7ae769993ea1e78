import { type Bytes, concat, utf8 } from './bytes.ts';
import { hash, hashHex } from './hash.ts';
import { SHARE_BYTES } from './key-shares.ts';
import { SLOTS } from './slots.ts';
import { TOKEN_SIGNATURE_BYTES } from './token-key.ts';

const VERSION = 1;
export const NONCE_BYTES = 32;
const COMMITMENT_BYTES = 32;
const TAG_BYTES = 16;
const ENCAPSULATION_BYTES = 65;
const SHARE_CIPHERTEXT_BYTES = SHARE_BYTES + TAG_BYTES;

/** What a delegate drew: the right to cast one ballot. */
export type Token = { readonly nonce: Bytes; readonly signature: Bytes };

/** A key share sealed to one teller by HPKE. */
export type SealedShare = { readonly encapsulation: Bytes; readonly ciphertext: Bytes };

/** A sealed ballot taken apart. Every ballot of a session has the same layout and length (protocol.md §3). */
export type SealedBallot = Token & {
  readonly commitment: Bytes;
  readonly ciphertext: Bytes;
  /** In slot order. */
  readonly shares: readonly SealedShare[];
};

/** Length in bytes of every sealed ballot of a session. */
export function sealedBallotBytes(indicatorCount: number): number {
  const fixed = 1 + NONCE_BYTES + TOKEN_SIGNATURE_BYTES + COMMITMENT_BYTES;
  const shares = SLOTS.length * (ENCAPSULATION_BYTES + SHARE_CIPHERTEXT_BYTES);
  return fixed + 1 + indicatorCount + TAG_BYTES + shares;
}

/** `0x01 ‖ nonce ‖ signature ‖ commit ‖ c ‖ 3 × (enc ‖ ct)`. */
export function packSealedBallot({ nonce, signature, commitment, ciphertext, shares }: SealedBallot): Bytes {
  const sealedShares = shares.flatMap((share) => [share.encapsulation, share.ciphertext]);
  return concat(Uint8Array.of(VERSION), nonce, signature, commitment, ciphertext, ...sealedShares);
}

/** A sealed ballot's parts by their fixed offsets, or null on another length or first byte: void as `sealed`. */
export function parseSealedBallot(bytes: Bytes, indicatorCount: number): SealedBallot | null {
  if (bytes.length !== sealedBallotBytes(indicatorCount) || bytes[0] !== VERSION) return null;
  let offset = 1;
  const take = (length: number): Bytes => {
    offset += length;
    return bytes.slice(offset - length, offset);
  };
  return {
    nonce: take(NONCE_BYTES),
    signature: take(TOKEN_SIGNATURE_BYTES),
    commitment: take(COMMITMENT_BYTES),
    ciphertext: take(1 + indicatorCount + TAG_BYTES),
    shares: SLOTS.map(() => ({
      encapsulation: take(ENCAPSULATION_BYTES),
      ciphertext: take(SHARE_CIPHERTEXT_BYTES),
    })),
  };
}

/** What the token key signs blindly: `"shuangshu token v1" ‖ manifestHash ‖ nonce`. */
export function tokenMessage(manifestHash: Bytes, nonce: Bytes): Bytes {
  return concat(utf8('shuangshu token v1'), manifestHash, nonce);
}

/** A ballot's id, the hash of its token's message: two ballots of one token have one id. 32 bytes. */
export function ballotId(manifestHash: Bytes, nonce: Bytes): Promise<Bytes> {
  return hash(tokenMessage(manifestHash, nonce));
}

/** `commit = H("shuangshu key v1" ‖ manifestHash ‖ id ‖ K)`. */
export function keyCommitment(manifestHash: Bytes, id: Bytes, key: Bytes): Promise<Bytes> {
  return hash(utf8('shuangshu key v1'), manifestHash, id, key);
}

/** AES-256-GCM parameters of the ballot. The key is used once, so the iv may be fixed. */
export function ballotCipher(manifestHash: Bytes, id: Bytes): AesGcmParams {
  const additionalData = concat(utf8('shuangshu ballot v1'), manifestHash, id);
  return { name: 'AES-GCM', iv: new Uint8Array(12), additionalData };
}

/** HPKE `info` of a ballot's shares: `"shuangshu share v1" ‖ manifestHash ‖ id`. */
export function shareInfo(manifestHash: Bytes, id: Bytes): Bytes {
  return concat(utf8('shuangshu share v1'), manifestHash, id);
}

/** A ballot's receipt: hex of its hash. */
export function receiptOf(sealedBallot: Bytes): Promise<string> {
  return hashHex(sealedBallot);
}
