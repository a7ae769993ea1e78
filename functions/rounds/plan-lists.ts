import { changedParts, defaultPlan, planAfterImport, type UnitOfficers } from '../../shared/process/round-plan.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import type { PlanVersion } from '../store/plans.ts';
import type { ImportedLists } from './read-round-file.ts';

interface Imported {
  readonly round: string;
  readonly lists: readonly ImportedLists[];
  readonly why: string;
}

const unitsOf = (lists: readonly ImportedLists[]): readonly UnitOfficers[] =>
  lists.map(({ unit, officers, head }) => ({ unit: unit.unit, officers: officers.map(({ name }) => name), head }));

/** Two who change the plan while lists come in: whoever comes second sees the other's. */
const MAX_ATTEMPTS = 5;

/** The plan follows the lists: a round without one gets the usual one, another gets a version with the units as they are now. */
export async function planLists({ round, lists, why }: Imported, caller: Caller, deps: Dependencies): Promise<void> {
  if (caller.kind !== 'staff') throw new Error('only staff import lists');
  const { plans } = deps.registry;
  const units = unitsOf(lists);
  const by = { atMs: deps.nowMs(), who: caller.name, role: caller.role, why };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const outline = await plans.outline(round);
    const before = outline === undefined ? undefined : await plans.version(round, outline.version);
    const plan = before === undefined ? defaultPlan(units) : planAfterImport(before, units);
    const changed = before === undefined ? [] : changedParts({ before, after: plan });
    if (before !== undefined && changed.length === 0) return;
    const next: PlanVersion = { plan, change: { ...by, changed } };
    const written = outline === undefined ? await plans.create(round, next) : await plans.change(round, outline, next);
    if (written) return;
  }
  throw new Error('a plan changed too often under one import');
}
