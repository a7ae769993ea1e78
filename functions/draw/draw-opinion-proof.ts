import { createPublicKey } from 'node:crypto';
import { equalBytes, fromB64uOf, toB64u } from '../../shared/protocol/bytes.ts';
import { codeHash, normaliseCode } from '../../shared/protocol/code.ts';
import { TOKEN_SIGNATURE_BYTES } from '../../shared/protocol/token-key.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { opinionsAreOpen } from '../http/opinion-form.ts';
import { proofKeyLabel } from '../http/proof-key-label.ts';
import { unwrappedKey } from '../http/unwrapped-key.ts';
import type { ProofDrawn } from '../store/opinion-proofs.ts';
import { blindSign } from './blind-sign.ts';

async function signedWithProofKey(session: string, blinded: Uint8Array, { meetings, keyWrap }: Dependencies) {
  const kept = await meetings.getKey(session, 'opinion');
  if (kept === undefined) return undefined;
  const privateKey = unwrappedKey(await keyWrap.unwrap('token', proofKeyLabel(session), kept.wrapped));
  return blindSign({ privateKey, publicKey: createPublicKey(privateKey) }, blinded);
}

/** The first answer again for the same message, a refusal for another. */
const again = (drawn: ProofDrawn | undefined, blinded: Uint8Array) =>
  drawn !== undefined && equalBytes(drawn.blinded, blinded)
    ? { answer: { blindSignature: toB64u(new Uint8Array(drawn.blindSignature)) } }
    : refuse('opinion-proof-drawn');

/**
 * Draws the proof of an invitation with a voting card's code, once a code; it costs the code nothing for the ballot. What is signed
 * is blinded: the proof that comes of it cannot be told from any other delegate's.
 */
export const drawOpinionProof = implement('drawOpinionProof', async ({ request, deps }) => {
  const { session } = request;
  const typed = normaliseCode(request.code);
  if (typed === null) return refuse('code-unknown');
  const blinded = fromB64uOf(TOKEN_SIGNATURE_BYTES, request.blinded);
  if (blinded === null) return refuse('blinded-invalid');
  if (!(await opinionsAreOpen(session, deps))) return refuse('opinions-closed');
  const hash = await codeHash(session, typed);
  const code = await deps.registry.issuing.readCode(session, hash);
  if (code === undefined) return refuse('code-unknown');
  if (code.state === 'dead') return refuse('code-dead');

  const { opinionProofs } = deps.registry;
  const drawn = await opinionProofs.read(session, hash);
  if (drawn !== undefined) return again(drawn, blinded);
  const signed = await signedWithProofKey(session, blinded, deps);
  if (signed === undefined || !signed.ok) return refuse('blinded-invalid');
  const { blindSignature } = signed;
  if (await opinionProofs.draw(session, hash, { blinded, blindSignature: new Uint8Array(blindSignature) }))
    return { answer: { blindSignature: toB64u(blindSignature) } };
  return again(await opinionProofs.read(session, hash), blinded);
});
