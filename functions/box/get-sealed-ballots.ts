import { MAX_PAGE_BYTES } from '../../shared/contract/operation.ts';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { remembered } from '../http/remembered.ts';
import { refuseState } from '../http/state-wrong.ts';
import type { Meeting } from '../store/meetings.ts';

/**
 * The ballots of a fixed board never change. Their order is by receipt and the table's by id, so the first page that a process
 * is asked for reads them all (1 RCU per 4 KB: 90 for 500 ballots, 2 100 for 10 000) and the other pages, for all three tellers,
 * cost nothing. Two boards of 10 000 ballots are 14 MB of memory.
 */
const ballotsOfBoard = remembered<readonly Bytes[]>({ keepMs: () => Number.POSITIVE_INFINITY, capacity: 2 });

/** One page of the sealed ballots in the order of the board, for a teller's own check, opening and count. */
export const getSealedBallots = implement('getSealedBallots', async ({ request, deps }) => {
  const { session, payload } = request;
  const { boardRoot, page } = payload;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  if (meeting.state === 'voided' || meeting.boardRoot === null)
    return refuseState(meeting.state, ['closed', 'counted', 'announced']);
  if (meeting.boardRoot !== boardRoot) return refuse('board-differs');
  const ballots = await boardBallots(deps, meeting, boardRoot);
  const perPage = ballotsPerPage(ballots[0]?.length ?? 0);
  const pages = Math.max(1, Math.ceil(ballots.length / perPage));
  if (page >= pages) return refuse('page-unknown');
  const shown = ballots.slice(page * perPage, (page + 1) * perPage);
  const texts = shown.map((ballot) => Buffer.from(ballot).toString('base64url'));
  return { answer: { ballots: texts, page, pages, total: ballots.length } };
});

/** As many ballots as fit the page with their quotes and commas, and the rest of the answer beside them. */
export const ballotsPerPage = (ballotBytes: number): number => {
  const [besidesBytes, punctuationBytes] = [200, 3];
  return Math.floor((MAX_PAGE_BYTES - besidesBytes) / (Math.ceil((ballotBytes * 4) / 3) + punctuationBytes));
};

const boardBallots = (deps: Dependencies, meeting: Meeting, boardRoot: string): Promise<readonly Bytes[]> =>
  ballotsOfBoard({
    owner: deps.ballotBox,
    key: `${meeting.session}#${boardRoot}`,
    nowMs: deps.nowMs(),
    load: async () => {
      const board = await deps.meetings.readBoard(meeting.session, boardRoot, meeting.boardPages);
      return deps.ballotBox.readBoardBallots(meeting.session, board);
    },
  });
