import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs } from '../../shared/protocol/jcs.ts';
import { computeResult } from '../../shared/protocol/result.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { advanceOrRefuse, answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { type Meeting, resultOpenedBy, shareSetIsComplete } from '../store/meetings.ts';
import { readCountInput } from './count-input.ts';
import { whyNotOnBoard } from './on-board.ts';

type Counted = Meeting['results'][number];

/**
 * Counts the ballots from complete share sets (protocol.md §5.3). Counted again from the same sets it is the same result; from
 * other sets only until somebody has signed.
 */
export const count = implement('count', async ({ request, deps }) => {
  const { session, payload } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const refusal = whyNotOnBoard(meeting, payload.boardRoot);
  if (refusal !== undefined) return refusal;
  const openedBy = SLOTS.filter((slot) => payload.openedBy.includes(slot));
  const known = resultOpenedBy(meeting, openedBy);
  if (known !== undefined) return { answer: { result: await storedResult(deps, meeting, known.hash) } };
  const cannot = whyNotCountable(meeting, openedBy);
  if (cannot !== undefined) return cannot;
  const counted = await countAndStore(deps, meeting, openedBy);
  const decision = answerOf(await deps.meetings.change(session, (present) => decideCount(present, counted)));
  return 'refused' in decision
    ? decision
    : { answer: { result: await storedResult(deps, meeting, decision.answer.hash) } };
});

/** Why a meeting cannot be counted from these sets, given in slot order. */
export function whyNotCountable(meeting: Meeting, openedBy: readonly Slot[]): Refusal | undefined {
  const next = advanceOrRefuse(meeting.state, 'count');
  if ('refused' in next) return next;
  // The first result signature fixed from whose shares the result is counted.
  if (meeting.openedBy !== null) return refuse('already-recorded');
  const areComplete = openedBy.length >= 2 && openedBy.every((slot) => shareSetIsComplete(meeting.tellers[slot]));
  return areComplete ? undefined : refuse('shares-incomplete');
}

/** What a counted result does to a meeting that may have changed since the counting began. */
export function decideCount(meeting: Meeting, counted: Counted): Step<Counted> {
  const known = resultOpenedBy(meeting, counted.openedBy);
  if (known !== undefined) return keep(known);
  const cannot = whyNotCountable(meeting, counted.openedBy);
  if (cannot !== undefined) return decline(cannot);
  return change({ ...meeting, state: 'counted', results: [...meeting.results, counted] }, counted);
}

async function countAndStore(deps: Dependencies, meeting: Meeting, openedBy: readonly Slot[]): Promise<Counted> {
  const result = await computeResult(await readCountInput(deps, meeting, openedBy));
  const hash = await hashHex(jcs(result));
  await deps.meetings.putResult(meeting.session, hash, result);
  const { outcome, counts } = result;
  return { openedBy: [...openedBy], hash, outcome, sealedVoid: (counts.void.sealed ?? 0) > 0 };
}

async function storedResult(deps: Dependencies, meeting: Meeting, hash: string) {
  const result = await deps.meetings.getResult(meeting.session, hash);
  if (result === undefined) throw new Error('a counted result is missing');
  return result;
}
