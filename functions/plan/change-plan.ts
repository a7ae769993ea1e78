import type { RequestOf } from '../../shared/contract/operations.ts';
import { changedParts, defaultPlan, planDefects, type RoundPlan } from '../../shared/process/round-plan.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { type Answer, implement, type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { PlanOutline } from '../store/plans.ts';
import type { RoundHead } from '../store/round-lists.ts';
import { namedOfficers } from './named-officers.ts';
import { planChange } from './plan-change.ts';
import { refusePlan } from './refuse-plan.ts';

type Change = RequestOf<'changePlan'>;

const answerOf = (round: string, version: number): Answer<'changePlan'> => ({ answer: { round, version } });

/** The version on the screen is not the newest: this very change sent again has its answer, any other is told. */
async function answerStale(request: Change, newest: number, deps: Dependencies): Promise<Answer<'changePlan'>> {
  const { round, expectedVersion, plan } = request;
  const stored = newest === expectedVersion + 1 ? await deps.registry.plans.version(round, newest) : undefined;
  const isSameAgain = stored !== undefined && changedParts({ before: stored, after: plan }).length === 0;
  return isSameAgain ? answerOf(round, newest) : refuseEdited();
}

interface Present {
  readonly head: RoundHead;
  readonly outline: PlanOutline | undefined;
  readonly plan: RoundPlan;
}

async function readPresent(round: string, deps: Dependencies): Promise<Present | Refusal> {
  const { rounds, plans } = deps.registry;
  const head = await rounds.read(round);
  if (head === undefined) return refuse('round-unknown');
  const outline = await plans.outline(round);
  const plan = outline === undefined ? undefined : await plans.version(round, outline.version);
  return { head, outline, plan: plan ?? defaultPlan(await namedOfficers(head, deps)) };
}

/** Changes the plan of a round as a new version, with its reason; sessions that are frozen keep the rules pinned to them. */
export const changePlan = implement('changePlan', async ({ request, caller, deps }) => {
  const { round, expectedVersion, plan, reason } = request;
  const { plans } = deps.registry;
  const present = await readPresent(round, deps);
  if ('refused' in present) return present;
  const { head, outline } = present;
  const newest = outline?.version ?? 0;
  if (newest !== expectedVersion) return answerStale(request, newest, deps);
  const defects = planDefects(plan, await namedOfficers(head, deps));
  if (defects.length > 0) return refusePlan(defects);
  const changed = changedParts({ before: present.plan, after: plan });
  if (changed.length === 0 && outline !== undefined) return answerOf(round, newest);
  await recordOrder({ what: 'changePlan', target: round, why: reason, caller, deps });
  const next = { plan, change: planChange({ why: reason, changed }, caller, deps) };
  const written = outline === undefined ? await plans.create(round, next) : await plans.change(round, outline, next);
  if (written) return answerOf(round, newest + 1);
  return answerStale(request, (await plans.outline(round))?.version ?? 0, deps);
});
