import type { MeetingState } from '../../shared/process/meeting-state.ts';
import { implement, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import type { Reissue, Standing } from '../store/issuing.ts';
import { delegateId, delegatePages } from '../store/round-lists.ts';

const DESK_IS_OPEN: readonly MeetingState[] = ['armed', 'voting', 'closing'];

const standingOf = (standing: Standing | undefined): 'none' | 'card' | 'drawn' | 'paper' => {
  if (standing === undefined) return 'none';
  if (standing.paper !== null) return 'paper';
  if (standing.code === 'drawn') return 'drawn';
  return standing.code === 'live' ? 'card' : 'none';
};

const pendingOf = (pending: Reissue | null | undefined) => {
  const [by] = pending?.by ?? [];
  if (!pending || by === undefined) return null;
  const { as, codeHash, generation } = pending;
  return { as, codeHash, by, generation };
};

/** The desk's list: who has drawn, who holds paper, what waits for a second teller. */
export const listDesk = implement('listDesk', async ({ request, deps }) => {
  const { session, payload } = request;
  const { rounds, issuing } = deps.registry;
  const meeting = await deps.meetings.read(session);
  const place = await rounds.placeOf(session);
  if (meeting === undefined || place === undefined) return refuse('session-unknown');
  if (!DESK_IS_OPEN.includes(meeting.state)) return refuseState(meeting.state, DESK_IS_OPEN);
  const delegates = await rounds.delegatesOf(place, payload.page);
  if (delegates === undefined) return refuse('page-unknown');
  const standings = await issuing.readStandings(session, delegates[0]?.number ?? 0, delegates.at(-1)?.number ?? 0);
  return {
    answer: {
      delegates: delegates.map(({ number, name }) => {
        const standing = standings.get(number);
        return {
          delegate: delegateId(number),
          number,
          name,
          standing: standingOf(standing),
          drewBefore: standing?.drewBefore ?? false,
          generation: standing?.generation ?? 0,
          pending: pendingOf(standing?.pending),
        };
      }),
      page: payload.page,
      pages: delegatePages(place.unit.delegates),
    },
  };
});
