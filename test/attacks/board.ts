import { type Board, type BoardPayload, boardRoot } from '../../shared/protocol/board.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import type { Slot } from '../../shared/protocol/slots.ts';
import type { KeyValueStore } from '../../web/ui/idb.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { addingAttempts } from './added-ballots.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { forkAttempts } from './forked-board.ts';
import { closedWith } from './ground/closed-box.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { makeLyingLine } from './ground/liars.ts';
import { asCast, eventsOf } from './ground/scenes.ts';
import { boxOf, showBox } from './ground/shown-box.ts';
import type { Stage } from './ground/stage.ts';
import { boardsOfOneSigner, type Product, productAsItIs, productWithout } from './ground/stages.ts';
import { forgetfulStore } from './ground/stores.ts';

/** The board that the operator shows to one phone, signed by those who go along. */
async function shownBoard(
  { session, call, hall }: Stage,
  { board, signers, payload }: { board: Board; signers: readonly Slot[]; payload: BoardPayload },
) {
  const forged = {
    ...payload,
    boardRoot: await boardRoot(board),
    counts: { ...payload.counts, electronic: board.length },
  };
  const signed = await Promise.all(signers.map((slot) => session.signed(slot, 'signBoard', forged)));
  const signatures = signed.map(({ slot, signature }) => ({ slot, signature }));
  const face = await hall.ask('getMeeting', { session: session.id });
  return makeLyingLine(call, {
    getMeeting: () => ({ ...face, boardFrozen: true }),
    getBoard: () => ({
      boardRoot: forged.boardRoot,
      counts: forged.counts,
      receipts: [...board],
      page: 0,
      pages: 1,
      signatures,
    }),
  }).call;
}

/** A teller's page looks at the box and signs, or does not. */
async function askToSign(product: Product, stage: Stage, store: KeyValueStore = memoryStore()): Promise<Outcome> {
  const { hall, session } = stage;
  const { manifest, manifestHash } = session;
  const seen = await stage.call('getMeeting', { session: session.id });
  if (!seen.ok) throw new Error('the meeting has no face');
  const face = seen.value;
  const context = product.tellerAt(stage, { slot: 'inspection', nowMs: () => hall.nowMs, store });
  const fetched = await product.fetchBallots(context, face.boardRoot ?? '', () => undefined);
  if (!fetched.ok) return stopped(fetched.problem === undefined ? 'no ballots' : product.wordOf(fetched.problem));
  const box = await product.verifyBox(context, { face, checked: { manifest, manifestHash }, ballots: fetched.value });
  if (!box.ok) return stopped('distrust' in box ? box.distrust : 'no box');
  const signed = await product.signBoard(context, box.value);
  if (!signed.ok) return stopped('distrust' in signed ? signed.distrust : product.wordOf(signed.problem));
  return gained('a teller’s signature under the box');
}

export const boardAttack: Attack = {
  target: 'the board',
  attacker: 'the operator, with one teller at most',
  holds:
    'the server, its tables and its token key, what each phone and each teller is shown; one teller who signs whatever is asked',
  wants: 'to drop a ballot, add one, show two boards, or go back to an earlier one, unnoticed',
  attempts: [
    attempt({
      title: 'a ballot is dropped from a board that two tellers were brought to sign',
      stoppedBy: 'meeting-seen,receipt-missing',
      weakness: 'the look for the own receipt',
      product: productAsItIs,
      weakened: productWithout({ 'shared/protocol/board.ts': { isOnBoard: () => (board) => board.length > 0 } }),
      play: async (product, ground) => {
        const { stage, mine, payload, board } = await closedWith(product, ground);
        const dropped = board.filter((receipt) => receipt !== mine.receipt);
        const call = await shownBoard(stage, { board: dropped, payload, signers: ['discipline', 'inspection'] });
        const events = await eventsOf(call, (scene) => product.findReceipt(scene, asCast(mine)));
        return events.includes('receipt-found')
          ? gained('a contented delegate without a ballot')
          : stopped(events.join());
      },
    }),
    attempt({
      title: 'a phone is shown a board of its own, with its receipt, which one teller signed',
      stoppedBy: 'meeting-seen,board-refused',
      weakness: 'the second teller’s signature under a board',
      product: productAsItIs,
      weakened: boardsOfOneSigner,
      play: async (product, ground) => {
        const { stage, mine, payload } = await closedWith(product, ground);
        const board = [mine.receipt, toHex(platformRandom(32))].sort();
        const call = await shownBoard(stage, { board, payload, signers: ['discipline'] });
        const events = await eventsOf(call, (scene) => product.findReceipt(scene, asCast(mine)));
        return events.includes('receipt-found') ? gained('a second board that is believed') : stopped(events.join());
      },
    }),
    attempt({
      title: 'ballots with tokens that nobody drew are laid in the box before the close',
      stoppedBy: 'box-has-defects',
      weakness: 'verifying tokens before the board is signed',
      product: productAsItIs,
      weakened: productWithout({ 'shared/protocol/blind-signature.ts': { verifySignature: () => async () => true } }),
      play: async (product, ground) => {
        const stage = await product.openStage(ground, { state: 'voting' });
        const { hall, session } = stage;
        await product.castBallots(hall, session, 2);
        const token = { nonce: platformRandom(32), signature: platformRandom(256) };
        await hall.deps.ballotBox.cast(session.id, toHex(platformRandom(32)), await session.seal(0, token));
        await product.closeBox(hall, session, NO_PAPER);
        return askToSign(product, stage);
      },
    }),
    attempt({
      title: 'a ballot is taken out between the closing and a teller’s look',
      stoppedBy: 'ballots-not-the-board',
      weakness: 'the receipts in the root of the board',
      product: productAsItIs,
      weakened: productWithout({ 'shared/protocol/board.ts': { boardRoot: () => async () => 'ab'.repeat(32) } }),
      play: async (product, ground) => {
        const { stage, ballots } = await closedWith(product, ground);
        const call = makeLyingLine(stage.call, {
          getSealedBallots: async (_, truth) => {
            const page = await truth();
            const kept = page.ballots.slice(1);
            return { ...page, ballots: kept, total: kept.length };
          },
          getMeeting: async (_, truth) => {
            const face = await truth();
            return { ...face, counts: face.counts && { ...face.counts, electronic: ballots.length - 1 } };
          },
          signBoard: () => ({ frozen: false, signed: ['inspection'] }),
        }).call;
        return askToSign(product, { ...stage, call });
      },
    }),
    attempt<() => KeyValueStore>({
      title: 'a teller who has signed the box is brought to check and sign it again, one ballot fewer',
      stoppedBy: 'other-board-signed-before',
      weakness: 'the memory of what was signed',
      product: () => memoryStore,
      weakened: () => forgetfulStore,
      play: async (newStore, ground) => {
        const product = productAsItIs();
        const { stage, mine, ballots } = await closedWith(product, ground);
        const store = newStore();
        const first = await askToSign(product, stage, store);
        if (first.kind !== 'gained') throw new Error('the whole box is not signed');
        const receipts = await Promise.all(ballots.map((ballot) => product.receiptOf(ballot)));
        const kept = ballots.filter((_, place) => receipts[place] !== mine.receipt);
        const call = showBox(stage.call, await boxOf(product, kept), () => undefined);
        return askToSign(product, { ...stage, call }, store);
      },
    }),
    ...forkAttempts,
    ...addingAttempts,
  ],
};
