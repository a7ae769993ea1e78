import type { PlanPart } from '../../shared/process/round-plan.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import type { PlanVersion } from '../store/plans.ts';

/** Who changes the plan, when and why, for its history. */
export const planChange = (
  { why, changed }: { readonly why: string; readonly changed: readonly PlanPart[] },
  caller: Caller,
  deps: Pick<Dependencies, 'nowMs'>,
): PlanVersion['change'] => {
  if (caller.kind !== 'staff') throw new Error('only staff write a plan');
  return { atMs: deps.nowMs(), who: caller.name, role: caller.role, why, changed: [...changed] };
};
