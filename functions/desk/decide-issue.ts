import type { Slot } from '../../shared/protocol/slots.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { drew, type Reissue, recordOf, type Standing, type StandingDecision } from '../store/issuing.ts';

type Step<Answer> = StandingDecision<Answer, Refusal>;

const decline = (refused: Parameters<typeof refuse>[0]): Step<never> => ({ kind: 'refuse', refusal: refuse(refused) });

/** A paper ballot for a delegate who has not drawn: one teller hands it out, and the code dies (protocol.md §2). */
export function decidePaper(standing: Standing, slot: Slot): Step<null> {
  const { paper } = standing;
  if (paper !== null) {
    const isOwnRequestAgain = !paper.afterDrawing && paper.by.length === 1 && paper.by[0] === slot;
    return isOwnRequestAgain ? { kind: 'keep', answer: null } : decline('paper-issued');
  }
  if (drew(standing)) return decline('delegate-drew');
  const handedOut = {
    ...recordOf(standing),
    codeHash: null,
    pending: null,
    paper: { by: [slot], afterDrawing: false },
  };
  return { kind: 'change', standing: handedOut, answer: null };
}

export type ReissueOrder = Omit<Reissue, 'by'>;
export interface ReissueAnswer {
  readonly done: boolean;
  readonly by: readonly Slot[];
}

const isSame = (left: ReissueOrder, right: ReissueOrder): boolean =>
  left.generation === right.generation && left.as === right.as && left.codeHash === right.codeHash;

/**
 * Two different tellers re-issue, as a new code or as a paper ballot, by the same payload (protocol.md §2). Each names a number,
 * which holds one payload for ever; a proposal that nobody confirmed is replaced by one with the number after it.
 */
export function decideReissue(standing: Standing, order: ReissueOrder, slot: Slot): Step<ReissueAnswer> {
  const { pending, lastDone, generation } = standing;
  if (lastDone !== null && isSame(lastDone, order)) return { kind: 'keep', answer: { done: true, by: lastDone.by } };
  if (standing.paper !== null) return decline('paper-issued');
  if (order.as === 'paper' && !drew(standing)) return decline('delegate-not-drawn');
  if (pending !== null && pending.generation === order.generation) {
    if (!isSame(pending, order)) return decline('already-recorded');
    return pending.by.includes(slot)
      ? { kind: 'keep', answer: { done: false, by: pending.by } }
      : decideDone(standing, { ...order, by: [...pending.by, slot] });
  }
  if (order.generation !== (pending?.generation ?? generation) + 1) return decline('generation-wrong');
  const proposed = { ...recordOf(standing), pending: { ...order, by: [slot] } };
  return { kind: 'change', standing: proposed, answer: { done: false, by: [slot] } };
}

/** The second teller's word: the old code dies, and what replaces it is the delegate's. */
function decideDone(standing: Standing, reissue: Reissue): Step<ReissueAnswer> {
  const done = {
    ...recordOf(standing),
    codeHash: reissue.codeHash,
    drewBefore: drew(standing),
    paper: reissue.as === 'paper' ? { by: reissue.by, afterDrawing: true } : null,
    generation: reissue.generation,
    pending: null,
    lastDone: reissue,
  };
  return { kind: 'change', standing: done, answer: { done: true, by: reissue.by } };
}
