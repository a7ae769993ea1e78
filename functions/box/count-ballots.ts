import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { remembered } from '../http/remembered.ts';

/** The hall's screen asks every few seconds and every phone may: one count serves them all for this long. */
const COUNT_KEEP_MS = 3_000;

const countOfSession = remembered<number | undefined>({ keepMs: () => COUNT_KEEP_MS, capacity: 256 });

/** How many ballots are in the box; after the close, how many are on the board. */
export const countBallots = implement('countBallots', async ({ request, deps }) => {
  const { session } = request;
  const electronic = await countOfSession({
    owner: deps.ballotBox,
    key: session,
    nowMs: deps.nowMs(),
    load: () => count(deps, session),
  });
  return electronic === undefined ? refuse('session-unknown') : { answer: { electronic } };
});

async function count(deps: Dependencies, session: string): Promise<number | undefined> {
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return undefined;
  // Nothing can be cast before the voting, and a ballot that lands after the close counts nowhere.
  if (meeting.electronic !== null) return meeting.electronic;
  const isOpen = meeting.state === 'voting' || meeting.state === 'closing';
  return isOpen ? deps.ballotBox.countBallots(session) : 0;
}
