import { type Bytes, concat, fromB64uOf, fromHex, toB64u, utf8 } from './bytes.ts';
import { ecdsaSign, ecdsaVerify, SIGNATURE_BYTES } from './ecdsa.ts';
import { keyBytes, type Manifest } from './manifest.ts';

/** What casting answers: the ballot's hash in hex, and the box key's signature in b64u. */
export type Receipt = { readonly receipt: string; readonly signature: string };

/** What the box key signs: `"shuangshu receipt v1" ‖ manifestHash ‖ receipt`. */
function receiptMessage(manifestHash: Bytes, receipt: Bytes): Bytes {
  return concat(utf8('shuangshu receipt v1'), manifestHash, receipt);
}

/** Signs a receipt with the box key. Throws when the receipt is no hash. */
export async function signReceipt(boxKey: CryptoKey, manifestHash: Bytes, receipt: string): Promise<Receipt> {
  const bytes = fromHex(receipt);
  if (bytes?.length !== 32) throw new RangeError('a receipt is the hex of a hash');
  return { receipt, signature: toB64u(await ecdsaSign(boxKey, receiptMessage(manifestHash, bytes))) };
}

/** Whether a receipt is signed by the session's box key: with it, a ballot that is missing from the board can be proven. */
export async function verifyReceipt(
  manifest: Manifest,
  manifestHash: Bytes,
  { receipt, signature }: Receipt,
): Promise<boolean> {
  const bytes = fromHex(receipt);
  const signatureBytes = fromB64uOf(SIGNATURE_BYTES, signature);
  if (bytes?.length !== 32 || signatureBytes === null) return false;
  return ecdsaVerify(keyBytes(manifest.boxKey), signatureBytes, receiptMessage(manifestHash, bytes));
}
