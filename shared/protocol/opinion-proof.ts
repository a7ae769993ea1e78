import { blind, finalize, verifySignature } from './blind-signature.ts';
import { type Bytes, concat, fromB64uOf, type Random, toB64u, utf8 } from './bytes.ts';
import { hashHex } from './hash.ts';
import { importTokenKey, TOKEN_SIGNATURE_BYTES } from './token-key.ts';

/**
 * Proof of an invitation, for an opinion: a blind signature like the ballot's token (RFC 9474), by another key of the session. Whoever
 * signs sees the code and never the message; whoever checks sees the message and never the code.
 */
const NONCE_BYTES = 32;

/** A proof as it travels, b64u. */
export type OpinionProof = { readonly nonce: string; readonly signature: string };

/** What the phone keeps between asking and the answer. */
export type ProofDrawing = { readonly nonce: Bytes; readonly blinded: Bytes; readonly inverse: Bytes };

/** What the key signs blindly: `"shuangshu opinion proof v1" ‖ session ‖ 0x00 ‖ nonce`. */
const proofMessage = (session: string, nonce: Bytes): Bytes =>
  concat(utf8('shuangshu opinion proof v1'), utf8(session), new Uint8Array(1), nonce);

/** Begins a drawing; `null` when `key` (SPKI DER, b64u bytes) is none. */
export async function beginProof(session: string, key: Bytes, random: Random): Promise<ProofDrawing | null> {
  const imported = await importTokenKey(key);
  if (imported === null) return null;
  const nonce = random(NONCE_BYTES);
  return { nonce, ...(await blind(imported, proofMessage(session, nonce), random)) };
}

/** The proof out of the server's answer; `null` when the answer is none. */
export async function finishProof(
  { session, key }: { readonly session: string; readonly key: Bytes },
  { nonce, inverse }: ProofDrawing,
  answer: string,
): Promise<OpinionProof | null> {
  const [imported, blindSignature] = [await importTokenKey(key), fromB64uOf(TOKEN_SIGNATURE_BYTES, answer)];
  if (imported === null || blindSignature === null) return null;
  const signature = await finalize(imported, proofMessage(session, nonce), { blindSignature, inverse });
  return signature && { nonce: toB64u(nonce), signature: toB64u(signature) };
}

/** The hash under which a proof is spent; `null` when it is no proof of this session. */
export async function spendableProof(
  { session, key }: { readonly session: string; readonly key: Bytes },
  { nonce: text, signature: signed }: OpinionProof,
): Promise<string | null> {
  const imported = await importTokenKey(key);
  const nonce = fromB64uOf(NONCE_BYTES, text);
  const signature = fromB64uOf(TOKEN_SIGNATURE_BYTES, signed);
  if (imported === null || nonce === null || signature === null) return null;
  const message = proofMessage(session, nonce);
  return (await verifySignature(imported, message, signature)) ? hashHex(message) : null;
}
