import type { RequestOf } from '../../shared/contract/operations.ts';
import { isSessionId } from '../../shared/process/ids.ts';
import { type PlanDefect, planDefects, type RoundPlan, repeatedAt } from '../../shared/process/round-plan.ts';
import { countCategories } from '../../shared/process/seats.ts';
import type { UnitLists } from '../store/round-lists.ts';

type Opening = RequestOf<'openRound'>;
type OpenedUnit = Opening['units'][number];

/** A round as it is opened: lists without delegates yet, and the plan. */
export interface OpenedRound {
  readonly lists: readonly UnitLists[];
  readonly plan: RoundPlan;
  readonly defects: readonly PlanDefect[];
}

const headOf = ({ officers }: OpenedUnit): string => officers.find(({ isHead }) => isHead)?.name ?? '';

const listsOf = ({ unit, name, officers }: OpenedUnit, session: string): UnitLists => ({
  unit: { unit, name, session, officers: officers.length, delegates: 0, byCategory: { ...countCategories([]) } },
  officers: officers.map((officer, index) => ({ id: `o${index + 1}`, name: officer.name, post: officer.post })),
  delegates: [],
});

const unitDefects = ({ officers }: OpenedUnit, index: number): readonly PlanDefect[] => [
  ...repeatedAt(officers.map(({ name }) => name)).map(
    (place): PlanDefect => ({ field: `units.${index}.officers.${place}.name`, code: 'officer-repeated' }),
  ),
  ...(officers.filter(({ isHead }) => isHead).length === 1
    ? []
    : [{ field: `units.${index}.officers`, code: 'one-head' } as const]),
];

/** Sessions are `<county>-<round>-<unit>`, as an import makes them. */
export function openedRound(request: Opening, county: string): OpenedRound {
  const { round, basis, leader, commission, units, rules } = request;
  const lists = units.map((unit) => listsOf(unit, `${county}-${round}-${unit.unit}`));
  const plan: RoundPlan = {
    basis,
    leader,
    commission,
    units: units.map((each) => ({
      unit: each.unit,
      heldOn: each.heldOn,
      pilot: each.pilot,
      leader: each.leader,
      head: { name: headOf(each), email: each.headEmail },
    })),
    rules,
  };
  const named = lists.map(({ unit, officers }) => ({ unit: unit.unit, officers: officers.map(({ name }) => name) }));
  const defects: readonly PlanDefect[] = [
    ...repeatedAt(units.map(({ name }) => name)).map(
      (place): PlanDefect => ({ field: `units.${place}.name`, code: 'unit-name-repeated' }),
    ),
    ...lists.flatMap(({ unit }, place): readonly PlanDefect[] =>
      isSessionId(unit.session) ? [] : [{ field: `units.${place}.unit`, code: 'unit-code-too-long' }],
    ),
    ...units.flatMap(unitDefects),
    ...planDefects(plan, named),
  ];
  return { lists, plan, defects };
}
