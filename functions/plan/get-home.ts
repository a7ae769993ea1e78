import type { Progress } from '../../shared/process/progress.ts';
import { DEFAULT_ROUND_CONFIG, type RoundConfig } from '../../shared/process/round-config.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { stagesOf, type UnitFacts, waitedFor } from '../../shared/process/stages.ts';
import { implement, refuse } from '../http/implement.ts';
import { mayHandleUnit } from '../http/own-unit.ts';
import type { Meeting } from '../store/meetings.ts';
import type { PlanOutline } from '../store/plans.ts';
import { numbersOf, type RoundHead, type RoundUnit } from '../store/round-lists.ts';

type Standing = UnitFacts['meeting'];

/** A statement follows the announcement, so nothing more can happen to its meeting; one that is not frozen is prepared. */
const isOnItsWay = ({ meeting, floor }: Progress): boolean =>
  meeting?.frozen === true && floor?.statementRecorded !== true;

const standingOf = (progress: Progress, meeting: Meeting | undefined): Standing => {
  if (meeting === undefined)
    return { state: progress.meeting?.frozen === true ? 'announced' : 'prepared', unsigned: 0 };
  const unsigned = Object.values(meeting.tellers).filter(({ armingSignature }) => armingSignature === null).length;
  return { state: meeting.state, unsigned };
};

/** Units in the order of the plan; one that the plan does not know comes last. */
function inOrder(units: readonly RoundUnit[], outline: PlanOutline | undefined): readonly RoundUnit[] {
  const places = new Map(outline?.units.map(({ unit }, place) => [unit, place]));
  const placeOf = ({ unit }: RoundUnit) => places.get(unit) ?? places.size;
  return [...units].sort((left, right) => placeOf(left) - placeOf(right));
}

interface Material {
  readonly head: RoundHead;
  readonly outline: PlanOutline | undefined;
  readonly progress: ReadonlyMap<string, Progress>;
  readonly meetings: ReadonlyMap<string, Meeting>;
  readonly today: string;
}

function unitView(of: RoundUnit, material: Material) {
  const { unit, name, session, officers, delegates } = of;
  const { head, outline, meetings, today } = material;
  const numbers = numbersOf(head, of);
  const planned = outline?.units.find((each) => each.unit === unit);
  const heldOn = planned?.heldOn ?? null;
  const progress = material.progress.get(unit) ?? {};
  const rules: RoundConfig = outline?.rules ?? DEFAULT_ROUND_CONFIG;
  const meeting = standingOf(progress, meetings.get(session));
  const isResponsibilityNamed = planned?.responsible === true;
  const facts = { officers, delegates, numbers, heldOn, isResponsibilityNamed, progress, meeting, rules, today };
  const stages = stagesOf(facts);
  return {
    unit,
    name,
    session,
    heldOn,
    pilot: planned?.pilot ?? false,
    stages: stages.map((each) => ({ ...each, waitingFor: waitedFor(each) })),
  };
}

/**
 * All units of a round and their six stages; a unit's clerk sees their own only. Three cheap reads, and the heads of the
 * meetings that are on their way: of 30 units that are 30 small items in one Query.
 */
export const getHome = implement('getHome', async ({ request, caller, deps }) => {
  const { rounds, plans, progress: notes } = deps.registry;
  const head = await rounds.glance(request.round);
  if (head === undefined) return refuse('round-unknown');
  const outline = await plans.glance(request.round);
  const progress = await notes.ofRound(request.round);
  const units = inOrder(head.units, outline).filter(({ unit }) => mayHandleUnit(caller, unit));
  const onTheirWay = units.filter(({ unit }) => isOnItsWay(progress.get(unit) ?? {}));
  const found = await deps.meetings.glanceMany(onTheirWay.map(({ session }) => session));
  const meetings = new Map(found.map((meeting) => [meeting.session, meeting]));
  const today = shanghaiDay(deps.nowMs());
  const views = units.map((unit) => unitView(unit, { head, outline, progress, meetings, today }));
  return { answer: { round: head.round, name: head.name, today, units: views } };
});
