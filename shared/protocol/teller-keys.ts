import { type Bytes, equalBytes, type Random, toB64u, utf8 } from './bytes.ts';
import { ecdsaSign, ecdsaVerify } from './ecdsa.ts';
import { hpkeSuite } from './hpke-suite.ts';
import { SHARE_BYTES } from './key-shares.ts';
import type { TellerKeyTexts } from './manifest.ts';
import { sealShare } from './seal.ts';
import type { SealedShare } from './sealed-ballot.ts';
import { SLOTS, type Slot } from './slots.ts';

/** A teller's keys for one session. The private ones cannot be exported; IndexedDB keeps them as they are. */
export type TellerKeyPairs = { readonly hpke: CryptoKeyPair; readonly sign: CryptoKeyPair };

/** Makes a teller's two key pairs, fresh for one session. */
export async function generateTellerKeys(): Promise<TellerKeyPairs> {
  const [hpke, sign] = await Promise.all([
    crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']),
    crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']),
  ]);
  return { hpke, sign };
}

/** The public halves as the manifest carries them. */
export async function publicTellerKeys({ hpke, sign }: TellerKeyPairs): Promise<TellerKeyTexts> {
  return { hpke: toB64u(await publicPoint(hpke)), sign: toB64u(await publicPoint(sign)) };
}

/** Opens the share sealed to this teller, or null when it does not open: altered, or sealed to somebody else. */
export async function openShare(
  hpke: CryptoKeyPair,
  { slot, info, sealed }: { readonly slot: Slot; readonly info: Bytes; readonly sealed: SealedShare },
): Promise<Bytes | null> {
  try {
    const options = { info, aad: utf8(slot) };
    const share = await hpkeSuite().Open(hpke, sealed.encapsulation, sealed.ciphertext, options);
    return share.length === SHARE_BYTES ? new Uint8Array(share) : null;
  } catch {
    // Whatever a forged share makes fail, a point or a tag: it is one share that does not open, and stops no count.
    return null;
  }
}

/**
 * The trial ballot: seals a share to the teller's own key and opens it, signs and verifies. Whether this browser, with these
 * keys, will be able to open the box.
 */
export async function trialSucceeds({ hpke, sign }: TellerKeyPairs, random: Random): Promise<boolean> {
  const [slot] = SLOTS;
  const [info, share] = [utf8('shuangshu trial v1'), random(SHARE_BYTES)];
  const sealed = await sealShare({ recipient: await publicPoint(hpke), slot, info, share });
  const opened = await openShare(hpke, { slot, info, sealed });
  const isSigned = await ecdsaVerify(await publicPoint(sign), await ecdsaSign(sign.privateKey, info), info);
  return isSigned && opened !== null && equalBytes(opened, share);
}

async function publicPoint({ publicKey }: CryptoKeyPair): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
}
