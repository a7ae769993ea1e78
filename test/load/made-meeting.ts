import { constants, createPrivateKey, randomFillSync, sign } from 'node:crypto';
import type { KeyWrap } from '../../functions/store/key-wrap.ts';
import { type Meetings, newMeeting } from '../../functions/store/meetings.ts';
import { indicatorCount, type Subject } from '../../shared/process/ballot-form.ts';
import { isSessionId, type SessionId } from '../../shared/process/ids.ts';
import type { MeetingState } from '../../shared/process/meeting-state.ts';
import { type Bytes, toHex } from '../../shared/protocol/bytes.ts';
import { keyBytes, type Manifest, manifestHash } from '../../shared/protocol/manifest.ts';
import { NONCE_BYTES, packSealedBallot, type Token, tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import { hexBytes, vectorManifest, vectors } from '../unit/protocol/vectors.ts';

const ENCAPSULATION_BYTES = 65;
const SEALED_SHARE_BYTES = 49;

/** Random bytes from the platform's pool; faster by far than WebCrypto's for many small pieces. */
export const random = (length: number): Bytes => randomFillSync(new Uint8Array(length));

/** A meeting on the keys of the vectors, with as many tokens as are asked for. */
export interface MadeMeeting {
  readonly session: SessionId;
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
}

export async function makeMeeting(session: string, subjects: readonly Subject[]): Promise<MadeMeeting> {
  if (!isSessionId(session)) throw new Error('not a session id');
  const manifest: Manifest = { ...vectorManifest(), session, subjects };
  return { session, manifest, manifestHash: await manifestHash(manifest) };
}

const tokenKeyPkcs8 = hexBytes(vectors.tokenPrivateKeyPkcs8);
const tokenKey = createPrivateKey({ key: Buffer.from(tokenKeyPkcs8), format: 'der', type: 'pkcs8' });
const boxKeyPkcs8 = createPrivateKey({ key: { ...vectors.boxPrivateKey }, format: 'jwk' }).export({
  type: 'pkcs8',
  format: 'der',
});

/** Stores the meeting in a state in which drawing or casting is open, as freezing and arming would leave it. */
export async function storeMeeting(
  { meetings, keyWrap }: { readonly meetings: Meetings; readonly keyWrap: KeyWrap },
  { session, manifest, manifestHash: hash }: MadeMeeting,
  state: Extract<MeetingState, 'armed' | 'voting'>,
): Promise<void> {
  await meetings.putManifest(session, toHex(hash), manifest);
  const keys = [
    { purpose: 'token', pkcs8: tokenKeyPkcs8, publicKey: keyBytes(manifest.tokenKey) },
    { purpose: 'box', pkcs8: new Uint8Array(boxKeyPkcs8), publicKey: keyBytes(manifest.boxKey) },
  ] as const;
  for (const { purpose, pkcs8, publicKey } of keys) {
    const wrapped = await keyWrap.wrap(purpose, session, pkcs8);
    await meetings.putKey(session, purpose, { wrapped: new Uint8Array(wrapped), publicKey });
  }
  const identity = { session, county: manifest.county, round: '2008', unit: 'load', unitName: manifest.unit };
  const head = { ...newMeeting(identity), keysMade: true, state, manifestHash: toHex(hash) };
  if (!(await meetings.create(head))) throw new Error('the session is there already');
}

/** A valid token, as drawing and taking off the blinding would have given it. */
export function newToken({ manifestHash: hash }: MadeMeeting): Token {
  const nonce = random(NONCE_BYTES);
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return { nonce, signature: new Uint8Array(sign('sha384', tokenMessage(hash, nonce), { key: tokenKey, ...padding })) };
}

/**
 * A ballot with a valid token and chance where its sealed parts would be. The box cannot tell it from a sealed one, and it is
 * made in a tenth of the time.
 */
export function ballotToCast(meeting: MadeMeeting): Bytes {
  const scores = indicatorCount(meeting.manifest.subjects);
  return packSealedBallot({
    ...newToken(meeting),
    commitment: random(32),
    ciphertext: random(1 + scores + 16),
    shares: SLOTS.map(() => ({
      encapsulation: random(ENCAPSULATION_BYTES),
      ciphertext: random(SEALED_SHARE_BYTES),
    })),
  });
}
