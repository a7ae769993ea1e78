import { constants, createPrivateKey, sign } from 'node:crypto';
import { indicatorCount } from '../../../shared/process/ballot-form.ts';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import { openShareSet, type ShareSets } from '../../../shared/protocol/opening.ts';
import { type Token, tokenMessage } from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { hexBytes, platformRandom, vectorManifest, vectors, vectorTellerKeys } from './vectors.ts';

/** A session under the keys of the vectors, in which a test can draw, seal, sign and open for itself. */
export const manifest = vectorManifest();
export const sessionHash = hexBytes(vectors.manifestJcsSha256);
export const columns = indicatorCount(manifest.subjects);
export const tellers = {
  discipline: await vectorTellerKeys('discipline'),
  delegates: await vectorTellerKeys('delegates'),
  inspection: await vectorTellerKeys('inspection'),
};

const tokenKey = createPrivateKey({
  key: Buffer.from(vectors.tokenPrivateKeyPkcs8, 'hex'),
  format: 'der',
  type: 'pkcs8',
});

/** A valid token: what blinding and finalizing would have given. */
export function drawToken(nonce = platformRandom(32)): Token {
  const options = { key: tokenKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return { nonce, signature: new Uint8Array(sign('sha384', tokenMessage(sessionHash, nonce), options)) };
}

/** The share sets of the given tellers. */
export async function openAll(ballots: readonly Bytes[], slots: readonly Slot[] = SLOTS): Promise<ShareSets> {
  const sets = await Promise.all(
    slots.map((slot) => openShareSet({ manifest, manifestHash: sessionHash, slot, hpke: tellers[slot].hpke, ballots })),
  );
  return Object.fromEntries(slots.map((slot, index) => [slot, sets[index] ?? []]));
}
