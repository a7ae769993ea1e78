import { assess, type GateFact } from '../../shared/process/assessment.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { addDays } from '../../shared/process/working-days.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import type { SessionPlace } from '../store/round-lists.ts';

const latest = (days: readonly string[]): string | null => [...days].sort().at(-1) ?? null;

/** When the last of the officers' reports was handed in; `null` while one is missing. */
async function reportsOn(session: string, officers: number, { meetings }: Dependencies): Promise<string | null> {
  const { value: lines } = await meetings.reports.lines(session);
  const handedIn = lines.flatMap(({ state, submittedAtMs }) =>
    state === 'submitted' && submittedAtMs !== null ? shanghaiDay(submittedAtMs) : [],
  );
  return officers > 0 && handedIn.length >= officers ? latest(handedIn) : null;
}

/** When both offices had approved the first list, or a ready one was imported; `null` while there is none. */
async function listOn({ round, unit }: SessionPlace, { registry }: Dependencies): Promise<string | null> {
  const first = await registry.nominations.readVersion(unit.session, 1);
  const approved = first?.value.approvedAtMs ?? (unit.delegates > 0 ? round.importedAtMs : null);
  return approved === null ? null : shanghaiDay(approved);
}

async function gatesOf({ round, unit }: SessionPlace, deps: Dependencies): Promise<readonly GateFact[]> {
  const { session } = unit;
  const { plans, invitations } = deps.registry;
  const rules = await plans.rulesOf({ round: round.round, session });
  const outline = await plans.glance(round.round);
  const heldOn = outline?.units.find((each) => each.unit === unit.unit)?.heldOn ?? null;
  const before = (days: number): string | null => (heldOn === null ? null : addDays(heldOn, -days));
  const meeting = await deps.meetings.read(session);
  const prepared = (await invitations.readPreparation(session))?.value.acknowledged ?? [];
  const met = meeting?.state === 'announced' ? meeting.announcedAtMs : null;
  return [
    { gate: 'list', dueOn: before(rules.nominationDaysBefore), passedOn: await listOn({ round, unit }, deps) },
    {
      gate: 'reports',
      dueOn: before(rules.reportsDaysBefore),
      passedOn: await reportsOn(session, unit.officers, deps),
    },
    {
      gate: 'preparation',
      dueOn: before(rules.preparationDaysBefore),
      passedOn: prepared.length === 2 ? latest(prepared.map(({ onDay }) => onDay)) : null,
    },
    { gate: 'meeting', dueOn: heldOn, passedOn: met === null ? null : shanghaiDay(met) },
  ];
}

/** How well a unit ran its 双述, from what it and the offices noted on the way. */
export const getAssessment = implement('getAssessment', async ({ request, caller, deps }) => {
  const place = await placeFor(request.session, { caller, deps });
  if ('refused' in place) return place;
  const { round, unit } = place;
  const today = shanghaiDay(deps.nowMs());
  const progress = await deps.registry.progress.read({ round: round.round, unit: unit.unit });
  const attended = progress.invitations?.attended ?? null;
  const delegates = progress.delegates?.count ?? unit.delegates;
  const assessed = assess(
    {
      gates: await gatesOf(place, deps),
      attendance: attended === null || delegates === 0 ? null : { have: attended, of: delegates },
      items: await deps.meetings.rectification.figures(unit.session, today),
    },
    today,
  );
  return { answer: { unitName: unit.name, ...assessed } };
});
