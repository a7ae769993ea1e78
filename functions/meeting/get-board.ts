import { SLOTS } from '../../shared/protocol/slots.ts';
import { implement, refuse } from '../http/implement.ts';
import { boardIsFrozen, boardPayloadOf, receiptsOfPage } from '../store/meetings.ts';

/**
 * One page of the board that two tellers signed, with their signatures. A phone fetches every page and never asks for one
 * receipt: the question would say which ballot is whose.
 */
export const getBoard = implement('getBoard', async ({ request, deps }) => {
  const { session, page } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const board = boardPayloadOf(meeting);
  if (board === undefined || !boardIsFrozen(meeting)) return refuse('board-not-frozen');
  if (page >= meeting.boardPages) return refuse('page-unknown');
  const stored = await deps.meetings.getBoardPage(session, board.boardRoot, page);
  if (stored === undefined) throw new Error('a page of a fixed board is missing');
  const signatures = SLOTS.flatMap((slot) => {
    const signature = meeting.tellers[slot].boardSignature;
    return signature === null ? [] : [{ slot, signature }];
  });
  const { boardRoot, counts } = board;
  return {
    answer: { boardRoot, counts, page, pages: meeting.boardPages, receipts: [...receiptsOfPage(stored)], signatures },
  };
});
