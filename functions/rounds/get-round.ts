import { SLOTS } from '../../shared/protocol/slots.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { mayHandleUnit } from '../http/own-unit.ts';
import type { Meeting } from '../store/meetings.ts';
import type { RoundUnit } from '../store/round-lists.ts';
import { meetingsOf } from './prepare-import.ts';
import { whatIsMissing } from './what-is-missing.ts';

async function unitView(unit: RoundUnit, meeting: Meeting | undefined, { registry }: Dependencies) {
  if (meeting === undefined) throw new Error('a unit of a round has no meeting');
  const cards = await registry.issuing.countCards(unit.session);
  return {
    ...unit,
    state: meeting.state,
    cards,
    tellersEnrolled: SLOTS.filter((slot) => meeting.tellers[slot].sign !== null),
    keysMade: meeting.keysMade,
    missing: [...whatIsMissing(meeting, unit, cards)],
  };
}

/** A round with its units and where each meeting stands; a unit's clerk sees their own unit only. */
export const getRound = implement('getRound', async ({ request, caller, deps }) => {
  const head = await deps.registry.rounds.read(request.round);
  if (head === undefined) return refuse('round-unknown');
  const units = head.units.filter(({ unit }) => mayHandleUnit(caller, unit));
  const meetings = await meetingsOf(
    units.map(({ session }) => session),
    deps.meetings,
  );
  const views = await Promise.all(units.map((unit) => unitView(unit, meetings.get(unit.session), deps)));
  const { round, name, version, importedAtMs } = head;
  return { answer: { round, name, version, importedAt: importedAtMs, units: views } };
});
