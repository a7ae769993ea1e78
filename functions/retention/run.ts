import { isToBeForgotten, roundOverOn } from '../../shared/process/retention.ts';
import { DEFAULT_ROUND_CONFIG } from '../../shared/process/round-config.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { Run } from '../http/scheduled.ts';
import type { RoundHead, RoundUnit } from '../store/round-lists.ts';

async function meetingsOf({ units }: RoundHead, { meetings }: Dependencies) {
  const ended = await meetings.readMany(units.map(({ session }) => session));
  return ended.map(({ state, announcedAtMs }) => ({
    state,
    announcedOn: state === 'announced' && announcedAtMs !== null ? shanghaiDay(announcedAtMs) : null,
  }));
}

/**
 * Names, organisations and phones of delegates, candidates and observers of one session, in every place that holds them. Who gave
 * their name with an opinion is out of reach here: the mark lets the night forget it.
 */
async function forgetSession(round: RoundHead, unit: RoundUnit, { registry, meetings }: Dependencies): Promise<void> {
  const { session } = unit;
  const { editions } = await registry.nominations.forgetPeople(session);
  await registry.invitations.forgetPeople(session);
  await registry.rounds.forgetPeople({ round, unit }, editions);
  await meetings.forgetMarks.leave(session);
}

async function visitRound(round: RoundHead, deps: Dependencies): Promise<void> {
  const { plans, retention, audit } = deps.registry;
  const mark = await retention.read(round.round);
  if (mark?.forgottenOn) return;
  const today = shanghaiDay(deps.nowMs());
  const seenOn = mark?.seenOn ?? null;
  const overOn = roundOverOn(await meetingsOf(round, deps), { seenOn, today });
  if (overOn === null) return;
  const { personalDataMonths } = (await plans.outline(round.round))?.rules ?? DEFAULT_ROUND_CONFIG;
  if (!isToBeForgotten(overOn, { personalDataMonths, today })) {
    await retention.keep(round.round, { seenOn: seenOn ?? today, forgottenOn: null });
    return;
  }
  const why = `over on ${overOn}, kept ${personalDataMonths} months`;
  await audit.append({
    atMs: deps.nowMs(),
    who: 'retention',
    role: 'clock',
    what: 'retention',
    target: round.round,
    why,
  });
  for (const unit of round.units) await forgetSession(round, unit, deps);
  await retention.keep(round.round, { seenOn: seenOn ?? today, forgottenOn: today });
}

/**
 * Forgets the people of every round that has been over for as long as its rules keep them; results, figures and the audit log
 * stay. Run again it finds the round's mark; a run that died goes on where it stopped, since forgetting twice is forgetting.
 */
export const run: Run = async (deps) => {
  for (const round of await deps.registry.rounds.list()) await visitRound(round, deps);
};
