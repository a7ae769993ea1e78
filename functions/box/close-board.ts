import type { ResponseOf } from '../../shared/contract/operations.ts';
import { statesBefore } from '../../shared/process/meeting-state.ts';
import { boardRoot, makeBoard } from '../../shared/protocol/board.ts';
import { CLOCK_MARGIN_MS } from '../http/clock-margin.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import { advanceOrRefuse, answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { receiptHex } from '../store/ballot-box.ts';
import { boardPayloadOf, type Meeting } from '../store/meetings.ts';

type Closing = ResponseOf<'closeBoard'>;

interface NewBoard {
  readonly manifestHash: string;
  readonly boardRoot: string;
  readonly boardPages: number;
  readonly electronic: number;
}

/**
 * Closes the box (protocol.md §4): reads every ballot consistently, stores the board under its root, then closes the meeting in
 * one conditional step. Of two who close at once, the first one's board stays and both are told it.
 */
export const closeBoard = implement('closeBoard', async ({ request, deps }) => {
  const { session, payload } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const closed = alreadyClosed(meeting, payload.manifestHash);
  if (closed !== undefined) return answerOf(closed);
  const refusal = whyNotYet(meeting, { ...payload, nowMs: deps.nowMs(), castTimeLimitMs: deps.castTimeLimitMs });
  if (refusal !== undefined) return refusal;
  const board = { ...payload, ...(await storeBoard(deps, session)) };
  return answerOf(await deps.meetings.change(session, (present) => decideClose(present, board)));
});

/** What the close does to a meeting that may have changed since the board was read. */
export function decideClose(meeting: Meeting, board: NewBoard): Step<Closing> {
  const closed = alreadyClosed(meeting, board.manifestHash);
  if (closed !== undefined) return closed;
  const next = advanceOrRefuse(meeting.state, 'close');
  if ('refused' in next) return decline(next);
  if (meeting.issuing === null) return decline(refuse('issuing-missing'));
  const { electronic, boardPages } = board;
  const paper = meeting.issuing.papersIssued === 0 ? 'none-issued' : 'awaiting';
  const changed = { ...meeting, state: next.state, boardRoot: board.boardRoot, boardPages, electronic, paper } as const;
  return change(changed, { boardRoot: board.boardRoot, counts: { ...meeting.issuing, electronic } });
}

function alreadyClosed(meeting: Meeting, manifestHash: string): Step<Closing> | undefined {
  const board = boardPayloadOf(meeting);
  if (board === undefined || meeting.state === 'voided') return undefined;
  if (board.manifestHash !== manifestHash) return decline(refuse('manifest-differs'));
  return keep({ boardRoot: board.boardRoot, counts: board.counts });
}

/** Why a meeting's box cannot be closed now. */
export function whyNotYet(
  meeting: Meeting,
  asked: { readonly manifestHash: string; readonly nowMs: number; readonly castTimeLimitMs: number },
): Refusal | undefined {
  const { state, closesAt, issuing } = meeting;
  if (state !== 'closing' || closesAt === null) return refuseState(state, statesBefore('close'));
  if (meeting.manifestHash !== asked.manifestHash) return refuse('manifest-differs');
  const waitMs = closesAt + asked.castTimeLimitMs + CLOCK_MARGIN_MS - asked.nowMs;
  if (waitMs > 0) return refuse('closing-not-over', { waitSeconds: Math.ceil(waitMs / 1_000) });
  return issuing === null ? refuse('issuing-missing') : undefined;
}

async function storeBoard(deps: Dependencies, session: string): Promise<Omit<NewBoard, 'manifestHash'>> {
  const ballots = await deps.ballotBox.readBallots(session);
  const board = makeBoard(ballots.map(receiptHex));
  const root = await boardRoot(board);
  return { boardRoot: root, boardPages: await deps.meetings.putBoard(session, root, board), electronic: board.length };
}
