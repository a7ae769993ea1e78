import { blind, finalize } from '../../shared/protocol/blind-signature.ts';
import { equalBytes, fromB64uOf, toB64u } from '../../shared/protocol/bytes.ts';
import { keyBytes } from '../../shared/protocol/manifest.ts';
import { NONCE_BYTES, tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { importTokenKey, type RsaPublicKey, TOKEN_SIGNATURE_BYTES } from '../../shared/protocol/token-key.ts';
import type { Problem } from '../ui/client.ts';
import {
  type Arrived,
  type Drawing,
  type Drawn,
  forget,
  type Ground,
  keep,
  keepDrawing,
  latest,
  type Saved,
} from './records.ts';
import { retryDelayMs, type Scene } from './scene.ts';

/** Refusals after which this card will never draw here: its record is forgotten, so that it can be scanned or typed anew. */
const FINAL = [':code-unknown', ':code-used', ':code-dead', ':blinded-invalid', ':request-invalid'];

/** Draws the token: blinds, stores, sends, asks again with the same bytes until there is an answer (protocol.md §2). */
export async function drawToken(scene: Scene, card: Arrived | Drawing, ground: Ground): Promise<void> {
  const key = await importTokenKey(keyBytes(ground.manifest.tokenKey));
  const drawing = card.step === 'drawing' ? card : key && (await blinded(scene, { card, ground, key }));
  if (key === null || drawing === null) return scene.dispatch({ type: 'refused', why: 'manifest-invalid' });
  // The same card may be open in two windows: what the other one has done holds.
  if (drawing.step !== 'drawing')
    return scene.dispatch({ type: 'opened', saved: drawing, sign: null, nowMs: scene.nowMs() });
  const { session, code } = drawing;
  for (let attempt = 1; !scene.signal.aborted; attempt++) {
    const answer = await scene.call('checkIn', { session, code, blinded: toB64u(drawing.blinded) });
    if (answer.ok) return unblind(scene, { drawing, key, answer: answer.value.blindSignature });
    if (answer.problem !== undefined && answer.problem.status < 500) return refuse(scene, drawing, answer.problem);
    scene.dispatch({ type: 'draw-retried', attempt });
    await scene.sleep(retryDelayMs(attempt, scene.random), scene.signal);
  }
}

/** Null under a key that no honest server makes: its modulus shares a divisor with what is to be blinded (RFC 9474 §4.2). */
async function blinded(
  { random, store }: Scene,
  { card, ground, key }: { readonly card: Arrived; readonly ground: Ground; readonly key: RsaPublicKey },
): Promise<Exclude<Saved, Arrived> | null> {
  const kept = await latest(store, card);
  if (kept !== null && kept.step !== 'arrived') return kept;
  const nonce = random(NONCE_BYTES);
  const blinding = await blind(key, tokenMessage(ground.manifestHash, nonce), random).catch(() => null);
  if (blinding === null) return null;
  const { v, id, session, mark, code } = card;
  const drawing: Drawing = { v, id, session, mark, step: 'drawing', code, ground, nonce, ...blinding };
  // Before anything is sent: without nonce and inverse the answer would be worthless and the code spent.
  const first = await keepDrawing(store, drawing);
  return first.step === 'arrived' ? drawing : first;
}

async function refuse({ dispatch, store }: Scene, drawing: Drawing, problem: Problem): Promise<void> {
  const kept = await latest(store, drawing);
  const isStillDrawing = kept?.step === 'drawing' && equalBytes(kept.nonce, drawing.nonce);
  if (isStillDrawing && FINAL.some((type) => problem.type.endsWith(type))) await forget(store, drawing);
  dispatch({ type: 'refused', why: problem });
}

async function unblind(
  { dispatch, store, nowMs }: Scene,
  { drawing, key, answer }: { readonly drawing: Drawing; readonly key: RsaPublicKey; readonly answer: string },
): Promise<void> {
  const { v, id, session, mark, ground, nonce, inverse } = drawing;
  const blindSignature = fromB64uOf(TOKEN_SIGNATURE_BYTES, answer);
  const message = tokenMessage(ground.manifestHash, nonce);
  const signature = blindSignature && (await finalize(key, message, { blindSignature, inverse }));
  if (signature === null) return dispatch({ type: 'refused', why: 'blind-signature-invalid' });
  const drawn: Drawn = {
    v,
    id,
    session,
    mark,
    step: 'drawn',
    ground,
    token: { nonce, signature },
    scores: [],
    isManual: false,
  };
  await keep(store, drawn);
  dispatch({ type: 'drawn', saved: drawn, nowMs: nowMs() });
}
