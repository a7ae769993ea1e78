import { defaultPlan, type RoundPlan } from '../../shared/process/round-plan.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { mayHandleUnit } from '../http/own-unit.ts';
import type { Officer, RoundHead } from '../store/round-lists.ts';
import { namedOfficers } from './named-officers.ts';

async function planOf(
  head: RoundHead,
  at: { readonly newest: number; readonly wanted: number },
  deps: Dependencies,
): Promise<RoundPlan | undefined> {
  if (at.newest === 0 && at.wanted === 0) return defaultPlan(await namedOfficers(head, deps));
  return at.wanted > at.newest ? undefined : deps.registry.plans.version(head.round, at.wanted);
}

/** The units of a plan that the round still has, each with its name, session and officers. */
const unitsOf = (plan: RoundPlan, head: RoundHead, officers: ReadonlyMap<string, readonly Officer[]>) =>
  plan.units.flatMap((planned) => {
    const listed = head.units.find(({ unit }) => unit === planned.unit);
    const people = listed === undefined ? undefined : officers.get(listed.session);
    if (listed === undefined || people === undefined) return [];
    const { name, session } = listed;
    return [{ ...planned, name, session, officers: people.map((each) => ({ name: each.name, post: each.post })) }];
  });

/** The plan of a round with the history of its changes; a unit's clerk sees their own unit only. */
export const getPlan = implement('getPlan', async ({ request, caller, deps }) => {
  const { rounds, plans } = deps.registry;
  const head = await rounds.read(request.round);
  if (head === undefined) return refuse('round-unknown');
  const newest = (await plans.outline(request.round))?.version ?? 0;
  const version = request.version ?? newest;
  const plan = await planOf(head, { newest, wanted: version }, deps);
  if (plan === undefined) return refuse('plan-version-unknown');
  const own = head.units.filter(({ unit }) => mayHandleUnit(caller, unit));
  const units = unitsOf(plan, head, await rounds.officersOfEach(head, own));
  const history = await plans.history(request.round);
  const { round, name } = head;
  return { answer: { round, name, version, newest, plan: { ...plan, units }, history } };
});
