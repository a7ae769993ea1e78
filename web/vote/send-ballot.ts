import { toB64u } from '../../shared/protocol/bytes.ts';
import { verifyReceipt } from '../../shared/protocol/receipt.ts';
import { sealBallot } from '../../shared/protocol/seal.ts';
import { receiptOf } from '../../shared/protocol/sealed-ballot.ts';
import { type Cast, type Drawn, keep, keepSealed, type Sealed } from './records.ts';
import { retryDelayMs, type Scene } from './scene.ts';
import { completeScores } from './sheet.ts';

/** Seals the draft and replaces it on the phone: from here on the scores exist nowhere but in the sealed ballot. */
export async function sealDraft({ store, random, nowMs, dispatch }: Scene, draft: Drawn): Promise<void> {
  const scores = completeScores(draft);
  if (scores === null) throw new Error('a draft with gaps was confirmed');
  const { v, id, session, mark, ground, token } = draft;
  const { manifest, manifestHash } = ground;
  const bytes = await sealBallot({ manifest, manifestHash, token, scores, random });
  const kept = await keepSealed(store, {
    v,
    id,
    session,
    mark,
    step: 'sealed',
    ground,
    ballot: toB64u(bytes),
    receipt: await receiptOf(bytes),
  });
  // The other window may have gone further.
  if (kept.step === 'sealed') dispatch({ type: 'sealed', saved: kept });
  else dispatch({ type: 'opened', saved: kept, sign: null, nowMs: nowMs() });
}

/** Worth another attempt: the meeting's state may be cached for 5 s where ballots are cast. */
const isPassing = (problem: { readonly type: string; readonly status: number }): boolean =>
  problem.status >= 500 || problem.status === 429 || problem.type.endsWith(':voting-not-open');

/** Sends the same bytes until the box has answered or the voting has closed (protocol.md §3). */
export async function sendBallot(scene: Scene, sealed: Sealed): Promise<void> {
  const { session, ballot, ground } = sealed;
  for (let attempt = 1; !scene.signal.aborted; attempt++) {
    const answer = await scene.call('castBallot', { session, ballot });
    if (answer.ok) {
      const { receipt, signature } = answer.value;
      const isOurs =
        receipt === sealed.receipt && (await verifyReceipt(ground.manifest, ground.manifestHash, answer.value));
      if (isOurs) return acknowledge(scene, sealed, signature);
    } else if (answer.problem?.type.endsWith(':voting-closed') === true) {
      return scene.dispatch({ type: 'cast-too-late' });
    } else if (answer.problem !== undefined && !isPassing(answer.problem)) {
      return scene.dispatch({ type: 'refused', why: answer.problem });
    }
    scene.dispatch({ type: 'cast-retried', attempt });
    await scene.sleep(retryDelayMs(attempt, scene.random), scene.signal);
  }
}

async function acknowledge({ store, dispatch }: Scene, sealed: Sealed, signature: string): Promise<void> {
  const cast: Cast = { ...sealed, step: 'cast', signature };
  await keep(store, cast);
  dispatch({ type: 'cast', saved: cast });
}
