import { CLOCK_MARGIN_MS } from '../../../functions/http/clock-margin.ts';
import type { IssuingFigures } from '../../../shared/process/reconciliation.ts';
import type { BoardPayload } from '../../../shared/protocol/board.ts';
import { type Bytes, fromB64u } from '../../../shared/protocol/bytes.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { CAST_TIME_LIMIT_MS, type Hall } from './hall.ts';
import type { Session } from './session.ts';

/** Writes the figures of issuing, which the desk's function records from the registry. */
export async function recordIssuing(hall: Hall, session: Session, issuing: IssuingFigures): Promise<void> {
  await hall.deps.meetings.change(session.id, (meeting) => ({
    kind: 'change',
    meeting: { ...meeting, issuing },
    answer: null,
  }));
}

/** From an open voting with its ballots cast to a closed box, at the first moment it may be closed. */
export async function closeBox(hall: Hall, session: Session, issuing: IssuingFigures): Promise<BoardPayload> {
  const closesAt = hall.nowMs + 10_000;
  const { hash: manifestHash } = session;
  await hall.ask('setClosingTime', await session.signed('discipline', 'setClosingTime', { manifestHash, closesAt }));
  await recordIssuing(hall, session, issuing);
  hall.nowMs = closesAt + CAST_TIME_LIMIT_MS + CLOCK_MARGIN_MS;
  const { boardRoot, counts } = await hall.ask(
    'closeBoard',
    await session.signed('discipline', 'closeBoard', { manifestHash }),
  );
  return { boardRoot, manifestHash, counts };
}

/** Casts ballots, each giving every indicator one score. */
export async function castBallots(hall: Hall, session: Session, howMany: number): Promise<void> {
  const ballots = await Promise.all(Array.from({ length: howMany }, (_, each) => session.seal((each % 4) + 7)));
  await Promise.all(ballots.map((ballot) => hall.ask('castBallot', session.casting(ballot))));
}

/** Two tellers sign the board. */
export async function freezeBoard(hall: Hall, session: Session, board: BoardPayload): Promise<void> {
  for (const slot of ['discipline', 'delegates'] as const)
    await hall.ask('signBoard', await session.signed(slot, 'signBoard', board));
}

/** The sealed ballots as a teller fetches them, over all pages. */
export async function fetchBallots(hall: Hall, session: Session, boardRoot: string): Promise<readonly Bytes[]> {
  const ballots: Bytes[] = [];
  for (let page = 0, pages = 1; page < pages; page += 1) {
    const request = await session.signed('discipline', 'getSealedBallots', { boardRoot, page });
    const answer = await hall.ask('getSealedBallots', request);
    ballots.push(...answer.ballots.map((text) => fromB64u(text) ?? new Uint8Array()));
    pages = answer.pages;
  }
  return ballots;
}

/** One teller opens the box: hands in the whole set on one page. */
export async function openBox(hall: Hall, session: Session, slot: Slot, boardRoot: string): Promise<void> {
  const shares = await session.shares(slot, await fetchBallots(hall, session, boardRoot));
  await hall.ask(
    'releaseShares',
    await session.signed(slot, 'releaseShares', { boardRoot, page: 0, pages: 1, shares }),
  );
}
