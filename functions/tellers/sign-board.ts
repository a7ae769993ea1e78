import type { RequestOf } from '../../shared/contract/operations.ts';
import type { BoardPayload } from '../../shared/protocol/board.ts';
import { jcsText } from '../../shared/protocol/jcs.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { implement, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import { answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { boardIsFrozen, boardPayloadOf, type Meeting, withTeller } from '../store/meetings.ts';

/** A teller signs board and figures after checking the sealed ballots; two signatures over one payload freeze the board. */
export const signBoard = implement('signBoard', async ({ request, deps }) =>
  answerOf(await deps.meetings.change(request.session, (meeting) => decideBoardSignature(meeting, request))),
);

/**
 * What a board signature does to a meeting. The third teller may still sign after the count. Asked again by the same teller,
 * the first signature stays: ECDSA makes another one over the same payload each time.
 */
export function decideBoardSignature(
  meeting: Meeting,
  { slot, payload, signature }: Pick<RequestOf<'signBoard'>, 'slot' | 'payload' | 'signature'>,
): Step<{ frozen: boolean; signed: Slot[] }> {
  const board = boardPayloadOf(meeting);
  const isOpen = meeting.state === 'closed' || meeting.state === 'counted';
  if (!isOpen || board === undefined) return decline(refuseState(meeting.state, ['closed', 'counted']));
  if (!isSame(board, payload)) return decline(refuse('board-differs'));
  if (meeting.tellers[slot].boardSignature !== null) return keep(signingOf(meeting));
  const changed = withTeller(meeting, slot, { boardSignature: signature });
  return change(changed, signingOf(changed));
}

const isSame = (board: BoardPayload, payload: BoardPayload): boolean => jcsText(board) === jcsText(payload);

const signingOf = (meeting: Meeting) => ({
  frozen: boardIsFrozen(meeting),
  signed: SLOTS.filter((slot) => meeting.tellers[slot].boardSignature !== null),
});
