import { createECDH } from 'node:crypto';
import type { Score } from '../../shared/process/appraisal.ts';
import { type Bytes, type Random, utf8 } from '../../shared/protocol/bytes.ts';
import { hpkeSeal } from '../../shared/protocol/hpke-seal.ts';
import { SECRET_BYTES, splitSecret } from '../../shared/protocol/key-shares.ts';
import { type Manifest, tellerKeys } from '../../shared/protocol/manifest.ts';
import { encodePlainBallot } from '../../shared/protocol/plain-ballot.ts';
import {
  ballotCipher,
  ballotId,
  keyCommitment,
  packSealedBallot,
  shareInfo,
  type Token,
} from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const SCALAR_BYTES = 32;

/** An ephemeral pair from given chance: `sealBallot` leaves it to WebCrypto, which takes none. */
async function seededPair(random: Random): Promise<CryptoKeyPair> {
  const ecdh = createECDH('prime256v1');
  const scalar = random(SCALAR_BYTES);
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const open = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
  const jwk = { ...open, d: Buffer.from(scalar).toString('base64url') };
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, CURVE, false, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('jwk', open, CURVE, true, []),
  };
}

/** Seals a ballot as `sealBallot` does, with every bit of chance from `random`, so that one seed gives one ballot. */
export async function seededSeal(ballot: {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly token: Token;
  readonly scores: readonly Score[];
  readonly random: Random;
}): Promise<Bytes> {
  const { manifest, manifestHash, token, scores, random } = ballot;
  const id = await ballotId(manifestHash, token.nonce);
  const secret = random(SECRET_BYTES);
  const commitment = await keyCommitment(manifestHash, id, secret);
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt']);
  const plain = encodePlainBallot(scores);
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(ballotCipher(manifestHash, id), key, plain));
  const info = shareInfo(manifestHash, id);
  const shares = [];
  const parts = splitSecret(secret, random);
  for (const slot of SLOTS) {
    const share = parts[SLOTS.indexOf(slot)];
    if (share === undefined) throw new Error('fewer shares than tellers');
    const recipient = tellerKeys(manifest, slot).hpke;
    shares.push(
      await hpkeSeal({ recipient, ephemeral: await seededPair(random), info, aad: utf8(slot), plain: share }),
    );
  }
  return packSealedBallot({ ...token, commitment, ciphertext, shares });
}
