import type { Score } from '../../../shared/process/appraisal.ts';
import { makeBoard } from '../../../shared/protocol/board.ts';
import { makePublicBundle, makeSealedBundle, type SealedBundle } from '../../../shared/protocol/bundle.ts';
import { inBatches } from '../../../shared/protocol/in-batches.ts';
import { computeResult, signResult } from '../../../shared/protocol/result.ts';
import { sealBallot } from '../../../shared/protocol/seal.ts';
import { receiptOf } from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { columns, drawToken, manifest, openAll, sessionHash, tellers } from '../../unit/protocol/made-session.ts';
import { platformRandom, vectors } from '../../unit/protocol/vectors.ts';

/**
 * A whole sealed bundle of `count` ballots under the keys of the vectors, with no defect. The vectors' meeting has 33
 * delegates: with more ballots its outcome is invalid, and every ballot is opened and counted all the same.
 */
export async function makeBundleOf(count: number): Promise<SealedBundle> {
  const sealed = await inBatches(Array.from({ length: count }), async (_, ballot) => {
    const scores = Array.from({ length: columns }, (_, place): Score => ((ballot + place) % 4) + 7);
    const bytes = await sealBallot({
      manifest,
      manifestHash: sessionHash,
      token: drawToken(),
      scores,
      random: platformRandom,
    });
    return { bytes, receipt: await receiptOf(bytes) };
  });
  const ballots = sealed.toSorted((a, b) => (a.receipt < b.receipt ? -1 : 1)).map(({ bytes }) => bytes);
  const board = makeBoard(sealed.map(({ receipt }) => receipt));
  const openedBy = ['discipline', 'inspection'] as const;
  const opened = await openAll(ballots, openedBy);
  const issuing = { delegates: 33, drawn: 33, reissued: 0, papersIssued: 0, papersReissued: 0 };
  const input = { manifest, manifestHash: sessionHash, board, openedBy, opened, ballots, paper: [], issuing };
  const result = await computeResult(input);
  const signatures = await Promise.all(
    SLOTS.map(async (slot) => ({ slot, signature: await signResult(tellers[slot].sign.privateKey, result) })),
  );
  const published = makePublicBundle({ manifest, arming: vectors.arming, board, result, signatures });
  return makeSealedBundle(published, { ballots, opened, paper: [] });
}
