import type { IssuingFigures } from '../../shared/process/reconciliation.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { remembered } from '../http/remembered.ts';
import { issuingFigures } from './figures.ts';

/** Screens ask every few seconds; the tables are asked once for all of them. */
const TURNOUT_KEPT_MS = 3_000;
const TURNOUTS_KEPT = 50;

const rememberTurnout = remembered<IssuingFigures | undefined>({
  keepMs: (figures) => (figures === undefined ? 0 : TURNOUT_KEPT_MS),
  capacity: TURNOUTS_KEPT,
});

async function loadTurnout(session: string, deps: Dependencies): Promise<IssuingFigures | undefined> {
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return undefined;
  return meeting.issuing ?? issuingFigures(session, deps);
}

/** Figures of checking in and issuing: live, a few seconds old, until the close fixes them. */
export const getTurnout = implement('getTurnout', async ({ request, deps }) => {
  const { session } = request;
  const { registry: owner, nowMs } = deps;
  const load = () => loadTurnout(session, deps);
  const figures = await rememberTurnout({ owner, key: session, nowMs: nowMs(), load });
  return figures === undefined ? refuse('session-unknown') : { answer: figures };
});
