import { MAX_INDICATORS } from './ballot-form.ts';
import { MAX_CANDIDATES } from './nomination.ts';
import { DEFAULT_ROUND_CONFIG, ESCALATION_LEVELS, type RoundConfig } from './round-config.ts';
import { CATEGORIES, sumOfShares } from './seats.ts';

/** A document that the round acts on. */
export interface BasisDocument {
  readonly title: string;
  /** 文号; empty when it has none. */
  readonly number: string;
  /** YYYY-MM-DD, `null` when not known. */
  readonly date: string | null;
}

/** Somebody responsible, and where notices reach them; empty texts: not named yet. */
export interface Contact {
  readonly name: string;
  readonly email: string;
}

export interface PlannedUnit {
  readonly unit: string;
  /** The day of its meeting, YYYY-MM-DD; `null` before it is fixed. */
  readonly heldOn: string | null;
  /** A pilot goes before the others. */
  readonly pilot: boolean;
  /** The county leader attached to the unit (挂点局长). */
  readonly leader: Contact;
  /** The unit's head (第一责任人), one of its officers by name. */
  readonly head: Contact;
}

/** What a county decides about a round: on what basis, who is responsible, which unit when, by which rules. */
export interface RoundPlan {
  readonly basis: readonly BasisDocument[];
  /** The leader in charge of the round. */
  readonly leader: Contact & { readonly post: string };
  /** Whom overdue items reach last: the discipline commission's desk. */
  readonly commission: Contact;
  /** In the order of the meetings. */
  readonly units: readonly PlannedUnit[];
  readonly rules: RoundConfig;
}

/** A unit of the round with the names of its officers, in ballot order. */
export interface UnitOfficers {
  readonly unit: string;
  readonly officers: readonly string[];
  /** Whom a file names as the unit's head; the first officer else. */
  readonly head?: string | null;
}

/** Whether everybody answerable for a unit is named: the leader in charge, the county leader attached to it, its head. */
export const isResponsibilityNamed = (plan: Pick<RoundPlan, 'leader'>, { leader, head }: PlannedUnit): boolean =>
  [plan.leader, leader, head].every(({ name }) => name !== '');

export const NOBODY: Contact = { name: '', email: '' };

const newUnit = ({ unit, officers, head }: UnitOfficers): PlannedUnit => ({
  unit,
  heldOn: null,
  pilot: false,
  leader: NOBODY,
  head: { name: head ?? officers[0] ?? '', email: '' },
});

/** The plan of a round that came as lists only: no basis, no dates, the usual rules. */
export const defaultPlan = (units: readonly UnitOfficers[]): RoundPlan => ({
  basis: [],
  leader: { ...NOBODY, post: '' },
  commission: NOBODY,
  units: units.map(newUnit),
  rules: DEFAULT_ROUND_CONFIG,
});

/** The plan once lists were imported anew: units that are gone go, new ones come last, a head is one of the officers. */
export function planAfterImport(plan: RoundPlan, units: readonly UnitOfficers[]): RoundPlan {
  const lists = new Map(units.map((each) => [each.unit, each]));
  const planned = new Set(plan.units.map(({ unit }) => unit));
  const kept = plan.units.flatMap((each) => {
    const list = lists.get(each.unit);
    if (list === undefined) return [];
    const stays = list.officers.includes(each.head.name) && (list.head ?? each.head.name) === each.head.name;
    return [stays ? each : { ...each, head: newUnit(list).head }];
  });
  return { ...plan, units: [...kept, ...units.filter(({ unit }) => !planned.has(unit)).map(newUnit)] };
}

export const PLAN_PARTS = [
  'basis',
  'leader',
  'commission',
  'order',
  'dates',
  'pilots',
  'responsible',
  'units',
  'rules',
] as const;
export type PlanPart = (typeof PLAN_PARTS)[number];

type PartOf = (plan: RoundPlan) => unknown;
const byUnit = (plan: RoundPlan, of: (unit: PlannedUnit) => unknown): unknown =>
  plan.units.map((each) => JSON.stringify([each.unit, of(each)])).sort();

const PARTS: Readonly<Record<PlanPart, PartOf>> = {
  basis: ({ basis }) => basis.map(({ title, number, date }) => [title, number, date]),
  leader: ({ leader: { name, post, email } }) => [name, post, email],
  commission: ({ commission: { name, email } }) => [name, email],
  order: ({ units }) => units.map(({ unit }) => unit),
  dates: (plan) => byUnit(plan, ({ heldOn }) => heldOn),
  pilots: (plan) => byUnit(plan, ({ pilot }) => pilot),
  responsible: (plan) => byUnit(plan, ({ leader, head }) => [leader.name, leader.email, head.name, head.email]),
  units: ({ units }) => units.map(({ unit }) => unit).sort(),
  rules: ({ rules }) => comparableRules(rules),
};

const comparableRules = (rules: RoundConfig): unknown => {
  const { unitIndicators, officerIndicators, thresholds, seats, escalationWorkingDays, ...numbers } = rules;
  const named = (list: RoundConfig['unitIndicators']) => list.map(({ id, name }) => [id, name]);
  return [
    named(unitIndicators),
    named(officerIndicators),
    [thresholds.excellent, thresholds.qualified],
    [seats.minDelegates, CATEGORIES.map((category) => seats.sharesPercent[category])],
    ESCALATION_LEVELS.map((level) => escalationWorkingDays[level]),
    Object.entries(numbers)
      .map(([name, number]) => `${name} ${number}`)
      .sort(),
  ];
};

/** Which parts of a plan are not as they were; a changed set of units says nothing of their order. */
export function changedParts({ before, after }: { readonly before: RoundPlan; readonly after: RoundPlan }): PlanPart[] {
  const differs = (part: PlanPart) => JSON.stringify(PARTS[part](before)) !== JSON.stringify(PARTS[part](after));
  if (differs('units'))
    return PLAN_PARTS.filter((part) => ['basis', 'leader', 'commission', 'units', 'rules'].includes(part)).filter(
      differs,
    );
  return PLAN_PARTS.filter(differs);
}

export const PLAN_DEFECTS = [
  'unit-repeated',
  'unit-name-repeated',
  'unit-code-too-long',
  'units-differ',
  'pilot-after-other',
  'pilot-dated-later',
  'officer-repeated',
  'one-head',
  'head-not-an-officer',
  'thresholds-order',
  'indicator-repeated',
  'too-many-indicators',
  'shares-sum',
  'minimum-too-large',
  'escalation-order',
  'deadline-order',
] as const;
export type PlanDefectCode = (typeof PLAN_DEFECTS)[number];

/** What is wrong with a plan, and where: a field of the request that carried it. */
export interface PlanDefect {
  readonly field: string;
  readonly code: PlanDefectCode;
}

/** The places of entries that came before, by index. */
export const repeatedAt = (values: readonly string[]): readonly number[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));

const isLater = (day: string | null, than: string | null): boolean => day !== null && than !== null && day > than;

/** Pilots first: what they teach is of use only to those that come after them. */
function pilotDefects(units: readonly PlannedUnit[]): readonly PlanDefect[] {
  const others = units.filter(({ pilot }) => !pilot);
  return units.flatMap(({ pilot, heldOn }, index): readonly PlanDefect[] => {
    if (!pilot) return [];
    if (units.slice(0, index).some((earlier) => !earlier.pilot))
      return [{ field: `units.${index}.pilot`, code: 'pilot-after-other' }];
    return others.some((other) => isLater(heldOn, other.heldOn))
      ? [{ field: `units.${index}.heldOn`, code: 'pilot-dated-later' }]
      : [];
  });
}

const indicatorDefects = (rules: RoundConfig): readonly PlanDefect[] =>
  (['unitIndicators', 'officerIndicators'] as const).flatMap((list) =>
    [...repeatedAt(rules[list].map(({ id }) => id)), ...repeatedAt(rules[list].map(({ name }) => name))].map(
      (index): PlanDefect => ({ field: `rules.${list}.${index}`, code: 'indicator-repeated' }),
    ),
  );

/** A longer ballot would be refused when it is cast (protocol.md §3). */
export const fitsOneBallot = (rules: RoundConfig, officers: number): boolean =>
  rules.unitIndicators.length + officers * rules.officerIndicators.length <= MAX_INDICATORS;

const seatDefects = ({ seats, candidatesPerSeat }: RoundConfig): readonly PlanDefect[] => [
  ...(sumOfShares(seats) === 100 ? [] : [{ field: 'rules.seats.sharesPercent', code: 'shares-sum' } as const]),
  // No unit could ever hand its nomination in.
  ...(seats.minDelegates * candidatesPerSeat > MAX_CANDIDATES
    ? [{ field: 'rules.seats.minDelegates', code: 'minimum-too-large' } as const]
    : []),
];

/** What is wrong with rules by themselves. */
export function ruleDefects(rules: RoundConfig): readonly PlanDefect[] {
  const { thresholds, escalationWorkingDays } = rules;
  const steps = ESCALATION_LEVELS.map((level) => escalationWorkingDays[level]);
  const falls = steps.some((days, index) => days <= (steps[index - 1] ?? -1));
  return [
    ...indicatorDefects(rules),
    ...(thresholds.excellent > thresholds.qualified
      ? []
      : [{ field: 'rules.thresholds', code: 'thresholds-order' } as const]),
    ...seatDefects(rules),
    ...(falls ? [{ field: 'rules.escalationWorkingDays', code: 'escalation-order' } as const] : []),
    // Nobody is invited who is not on the list yet.
    ...(rules.nominationDaysBefore > rules.invitationsDaysBefore
      ? []
      : [{ field: 'rules.nominationDaysBefore', code: 'deadline-order' } as const]),
  ];
}

/** Everything that is wrong with a plan for these units. */
export function planDefects(plan: RoundPlan, lists: readonly UnitOfficers[]): readonly PlanDefect[] {
  const officersOf = new Map(lists.map(({ unit, officers }) => [unit, officers]));
  const given = plan.units.map(({ unit }) => unit);
  const isSame = given.length === lists.length && given.every((unit) => officersOf.has(unit));
  const most = Math.max(0, ...lists.map(({ officers }) => officers.length));
  const heads = plan.units.flatMap(({ unit, head }, index): readonly PlanDefect[] =>
    head.name === '' || officersOf.get(unit)?.includes(head.name) !== false
      ? []
      : [{ field: `units.${index}.head`, code: 'head-not-an-officer' }],
  );
  return [
    ...repeatedAt(given).map((index): PlanDefect => ({ field: `units.${index}.unit`, code: 'unit-repeated' })),
    ...(isSame ? [] : [{ field: 'units', code: 'units-differ' } as const]),
    ...heads,
    ...pilotDefects(plan.units),
    ...ruleDefects(plan.rules),
    ...(fitsOneBallot(plan.rules, most)
      ? []
      : [{ field: 'rules.officerIndicators', code: 'too-many-indicators' } as const]),
  ];
}
