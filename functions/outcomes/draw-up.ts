import type { ResponseOf } from '../../shared/contract/operations.ts';
import type { Progress } from '../../shared/process/progress.ts';
import { roundUpOf, type UnitFacts } from '../../shared/process/round-up.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { Meeting } from '../store/meetings.ts';
import type { RoundUnit } from '../store/round-lists.ts';
import { announcedResult } from './announced-meeting.ts';

export type RoundUp = ResponseOf<'getRoundUp'>;

/** Questions put at a meeting that stand for no collated opinion: with those they were counted already. */
async function spokenQuestions(session: string, progress: Progress, { meetings }: Dependencies): Promise<number> {
  if ((progress.floor?.questions ?? 0) === 0) return 0;
  return (await meetings.floor.everyQuestion(session)).filter(({ collated }) => collated === null).length;
}

interface Material {
  readonly progress: Progress;
  readonly meeting: Meeting | undefined;
  readonly today: string;
}

async function factsOf(
  unit: RoundUnit,
  { progress, meeting, today }: Material,
  deps: Dependencies,
): Promise<UnitFacts> {
  const { session } = unit;
  const result = meeting === undefined ? undefined : await announcedResult(meeting, deps);
  return {
    unit: unit.unit,
    name: unit.name,
    session,
    officers: unit.officers,
    delegates: progress.delegates?.count ?? unit.delegates,
    state: meeting?.state ?? 'prepared',
    announced: result ?? null,
    questions: (progress.opinions?.questions ?? 0) + (await spokenQuestions(session, progress, deps)),
    suggestions: progress.opinions?.suggestions ?? 0,
    items: await deps.meetings.rectification.figures(session, today),
  };
}

/** The round-up of a round as it stands now; `undefined` of a round that there is not. */
export async function drawUp(round: string, deps: Dependencies): Promise<RoundUp | undefined> {
  const { rounds, progress: notes, outcomes } = deps.registry;
  const head = await rounds.read(round);
  if (head === undefined) return undefined;
  const progress = await notes.ofRound(round);
  const heads = await deps.meetings.readMany(head.units.map(({ session }) => session));
  const today = shanghaiDay(deps.nowMs());
  const units = await Promise.all(
    head.units.map((unit) => {
      const meeting = heads.find(({ session }) => session === unit.session);
      return factsOf(unit, { progress: progress.get(unit.unit) ?? {}, meeting, today }, deps);
    }),
  );
  const quoted = await outcomes.quoted(round);
  return {
    round,
    roundName: head.name,
    countyName: deps.countyName,
    onDay: today,
    figures: roundUpOf(units),
    units: units.map((facts) => {
      const { unit, name, session, state } = facts;
      return { unit, name, session, state, figures: roundUpOf([facts]) };
    }),
    quoted: quoted?.value ?? null,
    quotedVersion: quoted?.version ?? 0,
    notice: deps.notice,
  };
}
