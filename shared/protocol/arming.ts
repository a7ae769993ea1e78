import { type Bytes, concat, fromB64uOf, toB64u, utf8 } from './bytes.ts';
import { ecdsaSign, ecdsaVerify, hasLowS, SIGNATURE_BYTES } from './ecdsa.ts';
import { hash } from './hash.ts';
import { type Manifest, tellerKeys } from './manifest.ts';
import { exactFields } from './shape.ts';
import { isSlot, SLOTS, type Slot } from './slots.ts';

/** One teller's agreement to a frozen manifest; the signature is b64u of 64 bytes. */
export type ArmingSignature = { readonly slot: Slot; readonly signature: string };

/** Arming signatures from JSON, or null when one has another shape; whether they hold is for `verifyArming`. */
export function parseArming(value: unknown): readonly ArmingSignature[] | null {
  if (!Array.isArray(value)) return null;
  const parsed = value.map((each: unknown) => parseArmingSignature(each));
  return parsed.every((each) => each !== null) ? parsed : null;
}

function parseArmingSignature(value: unknown): ArmingSignature | null {
  const fields = exactFields(value, ['slot', 'signature'] as const);
  if (fields === null || !isSlot(fields.slot) || typeof fields.signature !== 'string') return null;
  return { slot: fields.slot, signature: fields.signature };
}

/** What a teller signs: `"shuangshu arming v1" ‖ manifestHash`. */
export function armingMessage(manifestHash: Bytes): Bytes {
  return concat(utf8('shuangshu arming v1'), manifestHash);
}

/** Signs a frozen manifest: b64u. */
export async function signArming(signKey: CryptoKey, manifestHash: Bytes): Promise<string> {
  return toB64u(await ecdsaSign(signKey, armingMessage(manifestHash)));
}

/** Whether one teller's arming signature holds. */
export async function verifyArmingSignature(
  manifest: Manifest,
  manifestHash: Bytes,
  { slot, signature }: ArmingSignature,
): Promise<boolean> {
  return verifySignedArming(tellerKeys(manifest, slot).sign, manifestHash, signature);
}

/**
 * Whether a signature (b64u) of `armingMessage` holds under a 65-byte point. The twin of one that holds does not: the arming hash is
 * over the signatures' bytes, so it would give the same meeting another check code.
 */
export async function verifySignedArming(point: Bytes, manifestHash: Bytes, signature: string): Promise<boolean> {
  const bytes = fromB64uOf(SIGNATURE_BYTES, signature);
  return bytes !== null && hasLowS(bytes) && ecdsaVerify(point, bytes, armingMessage(manifestHash));
}

/**
 * The hash behind the check code: `H("shuangshu armed v1" ‖ manifestHash ‖ three signatures)`, or null unless there are
 * exactly three signatures, in slot order, and all hold.
 */
export async function verifyArming(
  manifest: Manifest,
  manifestHash: Bytes,
  arming: readonly ArmingSignature[],
): Promise<Bytes | null> {
  const isComplete = arming.length === SLOTS.length && arming.every(({ slot }, index) => slot === SLOTS[index]);
  if (!isComplete) return null;
  const verdicts = await Promise.all(arming.map((each) => verifyArmingSignature(manifest, manifestHash, each)));
  return verdicts.every(Boolean) ? armingHash(manifestHash, arming) : null;
}

/** The arming hash over signatures that were verified already, in slot order: 32 bytes, or null unless there are three. */
export async function armingHash(manifestHash: Bytes, arming: readonly ArmingSignature[]): Promise<Bytes | null> {
  const signatures = arming.flatMap(({ signature }) => fromB64uOf(SIGNATURE_BYTES, signature) ?? []);
  if (signatures.length !== SLOTS.length) return null;
  return hash(utf8('shuangshu armed v1'), manifestHash, ...signatures);
}
