import { toB64u } from '../../shared/protocol/bytes.ts';
import { newMeeting } from '../store/meetings.ts';
import type { RoundUnit } from '../store/round-lists.ts';
import type { Dependencies } from './dependencies.ts';

const READING_KEY_BYTES = 32;

/**
 * Makes the meetings of a round with their reading keys, before any list names them; one that is there already stays as it is,
 * and so does its key, which may be printed on invitations.
 */
export async function makeMeetings(units: readonly RoundUnit[], round: string, deps: Dependencies): Promise<void> {
  for (const { session, unit, name: unitName } of units) {
    await deps.meetings.create(newMeeting({ session, county: deps.county, round, unit, unitName }));
    await deps.meetings.readingKeys.ensure(session, toB64u(deps.randomBytes(READING_KEY_BYTES)));
  }
}
