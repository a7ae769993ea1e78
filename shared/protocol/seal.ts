import type { Score } from '../process/appraisal.ts';
import { type Bytes, type Random, utf8 } from './bytes.ts';
import { generateEphemeral, hpkeSeal } from './hpke-seal.ts';
import { SECRET_BYTES, splitSecret } from './key-shares.ts';
import { type Manifest, tellerKeys } from './manifest.ts';
import { encodePlainBallot } from './plain-ballot.ts';
import {
  ballotCipher,
  ballotId,
  keyCommitment,
  packSealedBallot,
  type SealedShare,
  shareInfo,
  type Token,
} from './sealed-ballot.ts';
import { SLOTS, type Slot } from './slots.ts';

/**
 * Seals a ballot for the three tellers (protocol.md §3). Key and shares take their chance from `random`; `newEphemeral` makes the key
 * pair of each HPKE encapsulation, by default inside WebCrypto, which takes none. Throws when a teller's key is no point.
 */
export async function sealBallot({
  manifest,
  manifestHash,
  token,
  scores,
  random,
  newEphemeral = generateEphemeral,
}: {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly token: Token;
  readonly scores: readonly Score[];
  readonly random: Random;
  readonly newEphemeral?: () => Promise<CryptoKeyPair>;
}): Promise<Bytes> {
  const id = await ballotId(manifestHash, token.nonce);
  const secret = random(SECRET_BYTES);
  const commitment = await keyCommitment(manifestHash, id, secret);
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt']);
  const plain = encodePlainBallot(scores);
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(ballotCipher(manifestHash, id), key, plain));
  const info = shareInfo(manifestHash, id);
  const shares = await Promise.all(
    splitSecret(secret, random).map((share, index) => {
      const slot = SLOTS[index];
      if (slot === undefined) throw new Error('more shares than tellers');
      return sealShare({ recipient: tellerKeys(manifest, slot).hpke, slot, info, share, newEphemeral });
    }),
  );
  return packSealedBallot({ ...token, commitment, ciphertext, shares });
}

/** Seals one share to one teller by single-shot HPKE base mode, `aad` being the slot. */
export async function sealShare({
  recipient,
  slot,
  info,
  share,
  newEphemeral = generateEphemeral,
}: {
  readonly recipient: Bytes;
  readonly slot: Slot;
  readonly info: Bytes;
  readonly share: Bytes;
  readonly newEphemeral?: () => Promise<CryptoKeyPair>;
}): Promise<SealedShare> {
  return hpkeSeal({ recipient, ephemeral: await newEphemeral(), info, aad: utf8(slot), plain: share });
}
