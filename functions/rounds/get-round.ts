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
  /** Those pinned to the unit's session, or the round's as they are now. */
  readonly rules: RoundConfig;
  readonly meeting: Meeting | undefined;
  readonly progress: Progress | undefined;
};

/** Counted only while they are being registered, or after the list changed: a round of thirty units is not thirty counts. */
async function cardsOf(unit: RoundUnit, { progress }: Known, { registry }: Dependencies): Promise<number> {
  const noted = progress?.cards;
  if (noted === undefined) return 0;
  const isWhole = noted.list === (unit.list?.version ?? 0) && noted.registered >= unit.delegates;
  return isWhole ? noted.registered : registry.issuing.countCards(unit.session);
}

async function unitView(unit: RoundUnit, known: Known, deps: Dependencies) {
  const { head, rules, meeting, progress = {} } = known;
  if (meeting === undefined) throw new Error('a unit of a round has no meeting');
  const cards = await cardsOf(unit, known, deps);
  const { seats } = rules;
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
  const sessions = units.map(({ session }) => session);
  const meetings = await meetingsOf(sessions, deps.meetings);
  const progress = await deps.registry.progress.ofRound(request.round);
  const { round, name, version, importedAtMs } = head;
  const newest = await deps.registry.plans.newestRules(round);
  const pinned = await deps.registry.plans.pinnedRulesOf(round, sessions);
  const views = await Promise.all(
    units.map((unit) => {
      const { session } = unit;
      const rules = pinned.get(session) ?? newest;
      const known = { head, rules, meeting: meetings.get(session), progress: progress.get(unit.unit) };
      return unitView(unit, known, deps);
    }),
  );
  return { answer: { round, name, version, importedAt: importedAtMs, units: views } };
});
