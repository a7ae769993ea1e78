import type { MeetingState } from '../../shared/process/meeting-state.ts';
import type { SessionState } from './deployed-tables.ts';

/** Nobody holds a form that is to be voted on, or everything has been said. */
const isClosedState = (state: MeetingState): boolean => {
  switch (state) {
    case 'prepared':
    case 'announced':
    case 'voided':
      return true;
    case 'frozen':
    case 'armed':
    case 'voting':
    case 'closing':
    case 'closed':
    case 'counted':
      return false;
  }
};

/** Sessions from the freeze to the announcement: without the county they could not be brought to their end. */
export const openSessions = (sessions: readonly SessionState[]): readonly SessionState[] =>
  sessions.filter(({ state }) => !isClosedState(state));
