import type { Progress } from '../../shared/process/progress.ts';
import type { RoundConfig } from '../../shared/process/round-config.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { mayHandleUnit } from '../http/own-unit.ts';
import type { Meeting } from '../store/meetings.ts';
import { numbersOf, type RoundHead, type RoundUnit } from '../store/round-lists.ts';
import { meetingsOf } from './prepare-import.ts';
import { reportsOwed, whatIsMissing } from './what-is-missing.ts';

type Known = {
  readonly head: RoundHead;
  /** The rules of the round as they are now. */
  readonly newest: RoundConfig;
  readonly meeting: Meeting | undefined;
  readonly progress: Progress | undefined;
};

async function unitView(unit: RoundUnit, { head, newest, meeting, progress = {} }: Known, { registry }: Dependencies) {
  if (meeting === undefined) throw new Error('a unit of a round has no meeting');
  const cards = await registry.issuing.countCards(unit.session);
  const { seats } = (await registry.plans.pinnedRules({ round: head.round, session: unit.session })) ?? newest;
  const owing = reportsOwed({ unit, progress });
  const { list: _list, lastOfficer: _last, ...facts } = unit;
  return {
    ...facts,
    state: meeting.state,
    cards,
    tellersEnrolled: SLOTS.filter((slot) => meeting.tellers[slot].sign !== null),
    keysMade: meeting.keysMade,
    missing: [...whatIsMissing({ meeting, unit, numbers: numbersOf(head, unit), cards, seats, progress })],
    reportsMissing: owing === 'all' ? null : [...owing],
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
  const progress = await deps.registry.progress.ofRound(request.round);
  const { round, name, version, importedAtMs } = head;
  const newest = await deps.registry.plans.newestRules(round);
  const views = await Promise.all(
    units.map((unit) => {
      const known = { head, newest, meeting: meetings.get(unit.session), progress: progress.get(unit.unit) };
      return unitView(unit, known, deps);
    }),
  );
  return { answer: { round, name, version, importedAt: importedAtMs, units: views } };
});
