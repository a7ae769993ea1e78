import type { Caller, Dependencies } from '../http/dependencies.ts';
import type { Refusal } from '../http/implement.ts';
import { refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { refuseState } from '../http/state-wrong.ts';
import type { Meeting } from '../store/meetings.ts';
import type { SessionPlace } from '../store/round-lists.ts';

export interface Preparation {
  readonly place: SessionPlace;
  readonly meeting: Meeting;
}

/** Delegates are nominated, screened and listed while the meeting is prepared; once it is frozen they are who they are. 3 RCU. */
export async function inPreparation(
  session: string,
  { caller, deps }: { readonly caller: Caller; readonly deps: Dependencies },
): Promise<Preparation | Refusal> {
  // The meeting first: a list that is published between the two readings moves its version on.
  const meeting = await deps.meetings.read(session);
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  if (meeting === undefined) return refuse('session-unknown');
  return meeting.state === 'prepared' ? { place, meeting } : refuseState(meeting.state, ['prepared']);
}
