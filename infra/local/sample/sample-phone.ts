/** A delegate's phone without a screen: the steps of protocol.md by the operations of the contract. */
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { SessionId } from '../../../shared/process/ids.ts';
import { blind, finalize } from '../../../shared/protocol/blind-signature.ts';
import { type Bytes, fromB64u, type Random, toB64u } from '../../../shared/protocol/bytes.ts';
import { keyBytes, manifestHash, parseManifest } from '../../../shared/protocol/manifest.ts';
import { verifyReceipt } from '../../../shared/protocol/receipt.ts';
import { sealBallot } from '../../../shared/protocol/seal.ts';
import { NONCE_BYTES, type Token, tokenMessage } from '../../../shared/protocol/sealed-ballot.ts';
import { importTokenKey } from '../../../shared/protocol/token-key.ts';
import { ANYONE, type Ask } from './ask.ts';
import type { FrozenForm } from './living-sample-tellers.ts';

export interface SamplePhone {
  readonly ask: Ask;
  readonly session: SessionId;
  readonly random: Random;
}

/** The frozen manifest, read and hashed as every phone does it. */
export async function readForm({ ask, session }: Pick<SamplePhone, 'ask' | 'session'>): Promise<FrozenForm> {
  const parsed = parseManifest((await ask(ANYONE, 'getManifest', { session })).manifest);
  if (!parsed.ok) throw new Error('a manifest that cannot be read');
  return { manifest: parsed.manifest, manifestHash: await manifestHash(parsed.manifest) };
}

/** Checks in with a card's code. */
export async function drawToken({ ask, session, random }: SamplePhone, form: FrozenForm, code: string): Promise<Token> {
  const key = await importTokenKey(keyBytes(form.manifest.tokenKey));
  if (key === null) throw new Error('a token key that cannot be read');
  const nonce = random(NONCE_BYTES);
  const message = tokenMessage(form.manifestHash, nonce);
  const { blinded, inverse } = await blind(key, message, random);
  const answer = await ask(ANYONE, 'checkIn', { session, code, blinded: toB64u(blinded) });
  const blindSignature = fromB64u(answer.blindSignature);
  const signature = blindSignature && (await finalize(key, message, { blindSignature, inverse }));
  if (signature === null) throw new Error('a token that is none');
  return { nonce, signature };
}

export const sealScores = (
  { random }: Pick<SamplePhone, 'random'>,
  form: FrozenForm,
  { token, scores }: { readonly token: Token; readonly scores: readonly (number | null)[] },
): Promise<Bytes> => sealBallot({ ...form, token, scores, random });

/** Hands a sealed ballot in; the receipt is the box key's own, or this throws. */
export async function castBallot(
  { ask, session }: Pick<SamplePhone, 'ask' | 'session'>,
  { manifest, manifestHash: hash }: FrozenForm,
  ballot: Bytes,
): Promise<ResponseOf<'castBallot'>> {
  const receipt = await ask(ANYONE, 'castBallot', { session, ballot: toB64u(ballot) });
  if (!(await verifyReceipt(manifest, hash, receipt))) throw new Error('a false receipt');
  return receipt;
}
