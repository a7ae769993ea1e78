import { signArming, verifyArming } from '../../../shared/protocol/arming.ts';
import { type Bytes, fromHex, toHex } from '../../../shared/protocol/bytes.ts';
import { checkCode } from '../../../shared/protocol/check-code.ts';
import { type Manifest, manifestHash, parseManifest } from '../../../shared/protocol/manifest.ts';
import { publicTellerKeys } from '../../../shared/protocol/teller-keys.ts';
import { distrust, done, type Face, type Outcome, type TellerContext } from './context.ts';

/** A frozen manifest that this browser checked: of this meeting, with its own two keys in this teller's place. */
export interface CheckedManifest {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
}

/** The manifest with what the three arming signatures make of it. */
export interface Armed extends CheckedManifest {
  /** Hex. */
  readonly armingHash: string;
  readonly checkCode: string;
}

/** Fetches the frozen manifest and finds this teller's own two keys in it; anything else is refused (protocol.md §1). */
export async function readManifest(context: TellerContext, face: Face): Promise<Outcome<CheckedManifest>> {
  const answer = await context.call('getManifest', { session: context.session });
  return answer.ok ? checkManifest(context, face, answer.value.manifest) : answer;
}

async function checkManifest(context: TellerContext, face: Face, value: unknown): Promise<Outcome<CheckedManifest>> {
  const parsed = parseManifest(value);
  if (!parsed.ok)
    return distrust(
      'manifest-malformed',
      parsed.defects.map(({ where }) => where),
    );
  const { manifest } = parsed;
  const isOurs = manifest.session === context.session && manifest.county === context.county;
  if (!isOurs) return distrust('manifest-of-another-meeting');
  const hash = await manifestHash(manifest);
  if (toHex(hash) !== face.manifestHash) return distrust('manifest-not-the-one-shown');
  const own = await publicTellerKeys(context.keys);
  const place = manifest.tellers.find(({ slot }) => slot === context.slot);
  const isMine = place?.hpke === own.hpke && place.sign === own.sign;
  return isMine ? done({ manifest, manifestHash: hash }) : distrust('keys-not-in-manifest');
}

/** Signs the arming of a manifest that was read and checked here. */
export async function signManifest(context: TellerContext, checked: CheckedManifest): Promise<Outcome<null>> {
  const { call, session, slot, keys, memory } = context;
  const hash = toHex(checked.manifestHash);
  const signature = await signArming(keys.sign.privateKey, checked.manifestHash);
  const answer = await call('signArming', { session, slot, manifestHash: hash, signature });
  if (!answer.ok) return answer;
  await memory.keepDeed({ step: 'arm', atMs: context.nowMs(), mark: hash });
  return done(null);
}

/**
 * The manifest of an armed meeting with what the three signatures make of it, all verified here. One of them is this teller's own: no
 * other manifest, in which the keys of the other two are exchanged, is believed once voting is over.
 */
export async function readArmedManifest(
  context: TellerContext,
  face: Face,
): Promise<Outcome<CheckedManifest & { readonly arming: Bytes }>> {
  const answer = await context.call('getManifest', { session: context.session });
  if (!answer.ok) return answer;
  const checked = await checkManifest(context, face, answer.value.manifest);
  if (!checked.ok) return checked;
  const { manifest, manifestHash: hash } = checked.value;
  const arming = await verifyArming(manifest, hash, answer.value.arming);
  if (arming === null || toHex(arming) !== face.armingHash) return distrust('arming-invalid');
  return done({ ...checked.value, arming });
}

/** The check code of an armed meeting. */
export async function readArming(context: TellerContext, face: Face): Promise<Outcome<Armed>> {
  const armed = await readArmedManifest(context, face);
  if (!armed.ok) return armed;
  const { arming, ...checked } = armed.value;
  return done({ ...checked, armingHash: toHex(arming), checkCode: await checkCode(arming) });
}

/** Keeps that the check code was read aloud and was the same everywhere. */
export async function keepCodeRead({ memory, nowMs }: TellerContext, armed: Armed): Promise<void> {
  await memory.keepCodeRead(armed.armingHash);
  await memory.keepDeed({ step: 'check-code', atMs: nowMs(), mark: armed.checkCode });
}

/** The manifest's hash in bytes, as a step's payload names it in hex. Throws when the face has none. */
export function faceManifestHash({ manifestHash: hex }: Face): string {
  if (hex === null || fromHex(hex) === null) throw new Error('the meeting has no frozen manifest yet');
  return hex;
}
