import type { RequestOf, ResponseOf } from '../../../shared/contract/operations.ts';
import { DEFAULT_ROUND_CONFIG, ESCALATION_LEVELS, type EscalationLevel } from '../../../shared/process/round-config.ts';
import { CATEGORIES, type Category, sumOfShares } from '../../../shared/process/seats.ts';

export type Plan = ResponseOf<'getPlan'>['plan'];
type Rules = Plan['rules'];
type Opening = RequestOf<'openRound'>;
type ChangedPlan = RequestOf<'changePlan'>['plan'];

export interface BasisDraft {
  readonly title: string;
  readonly number: string;
  readonly date: string;
}

export interface OfficerDraft {
  readonly name: string;
  readonly post: string;
}

/** A unit as it is typed. `key` stays while its place in the order changes. */
export interface UnitDraft {
  readonly key: number;
  readonly code: string;
  readonly name: string;
  readonly heldOn: string;
  readonly pilot: boolean;
  readonly leaderName: string;
  readonly leaderEmail: string;
  readonly headEmail: string;
  /** Which of the officers is the head, by place. */
  readonly headAt: number;
  readonly officers: readonly OfficerDraft[];
}

/** The whole numbers of the rules, by name. */
export const RULE_NUMBERS = [
  'candidatesPerSeat',
  'nominationDaysBefore',
  'reportsDaysBefore',
  'invitationsDaysBefore',
  'preparationDaysBefore',
  'firstReplyWorkingDays',
  'proposeBelowScore',
  'personalDataMonths',
] as const satisfies readonly (keyof Rules)[];
export type RuleNumber = (typeof RULE_NUMBERS)[number];

export interface RulesDraft {
  /** One indicator a line. */
  readonly unitIndicators: string;
  readonly officerIndicators: string;
  readonly excellent: string;
  readonly qualified: string;
  readonly minDelegates: string;
  /** Per cent of each category. */
  readonly shares: Readonly<Record<Category, string>>;
  readonly numbers: Readonly<Record<RuleNumber, string>>;
  readonly escalation: Readonly<Record<EscalationLevel, string>>;
}

export interface PlanDraft {
  readonly basis: readonly BasisDraft[];
  readonly leaderName: string;
  readonly leaderPost: string;
  readonly leaderEmail: string;
  readonly commissionName: string;
  readonly commissionEmail: string;
  readonly units: readonly UnitDraft[];
  readonly rules: RulesDraft;
}

type Indicators = readonly { readonly id: string; readonly name: string }[];

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** An indicator that keeps its name keeps its id, so that it is compared over the years; a new one gets the next that is free. */
export function indicatorsOf(text: string, before: Indicators): { id: string; name: string }[] {
  const taken = new Set(before.map(({ id }) => id));
  let next = 1;
  return linesOf(text).map((name) => {
    const same = before.find((each) => each.name === name);
    if (same !== undefined) return { ...same };
    while (taken.has(`i${next}`)) next += 1;
    const id = `i${next}`;
    taken.add(id);
    return { id, name };
  });
}

const record = <Name extends string>(names: readonly Name[], of: (name: Name) => string): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, string>;

const rulesDraft = (rules: Rules): RulesDraft => ({
  unitIndicators: rules.unitIndicators.map(({ name }) => name).join('\n'),
  officerIndicators: rules.officerIndicators.map(({ name }) => name).join('\n'),
  excellent: String(rules.thresholds.excellent),
  qualified: String(rules.thresholds.qualified),
  minDelegates: String(rules.seats.minDelegates),
  shares: record(CATEGORIES, (category) => String(rules.seats.sharesPercent[category])),
  numbers: record(RULE_NUMBERS, (name) => String(rules[name])),
  escalation: record(ESCALATION_LEVELS, (level) => String(rules.escalationWorkingDays[level])),
});

/** A number as it was typed; one that is none goes as `-1`, which the contract refuses at its place. */
const numberOf = (text: string): number => (/^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : -1);

const sharesOf = ({ shares }: RulesDraft): Rules['seats']['sharesPercent'] => ({
  'market-entity': numberOf(shares['market-entity']),
  'consumer-society': numberOf(shares['consumer-society']),
  'discipline-inspection': numberOf(shares['discipline-inspection']),
  'deputy-supervisor': numberOf(shares['deputy-supervisor']),
});

/** What the shares add to as they are typed; `null` while one of them is no whole number. */
export function typedSum(draft: RulesDraft): number | null {
  const sharesPercent = sharesOf(draft);
  const isWhole = CATEGORIES.every(
    (category) => Number.isInteger(sharesPercent[category]) && sharesPercent[category] >= 0,
  );
  return isWhole ? sumOfShares({ sharesPercent }) : null;
}

const rulesOf = (draft: RulesDraft, before: Rules): Rules => {
  const number = (name: RuleNumber) => numberOf(draft.numbers[name]);
  const level = (name: EscalationLevel) => numberOf(draft.escalation[name]);
  return {
    unitIndicators: indicatorsOf(draft.unitIndicators, before.unitIndicators),
    officerIndicators: indicatorsOf(draft.officerIndicators, before.officerIndicators),
    thresholds: { excellent: numberOf(draft.excellent), qualified: numberOf(draft.qualified) },
    seats: { minDelegates: numberOf(draft.minDelegates), sharesPercent: sharesOf(draft) },
    candidatesPerSeat: number('candidatesPerSeat'),
    nominationDaysBefore: number('nominationDaysBefore'),
    reportsDaysBefore: number('reportsDaysBefore'),
    invitationsDaysBefore: number('invitationsDaysBefore'),
    preparationDaysBefore: number('preparationDaysBefore'),
    firstReplyWorkingDays: number('firstReplyWorkingDays'),
    proposeBelowScore: number('proposeBelowScore'),
    personalDataMonths: number('personalDataMonths'),
    escalationWorkingDays: {
      'unit-head': level('unit-head'),
      'county-leader': level('county-leader'),
      'discipline-commission': level('discipline-commission'),
    },
  };
};

export const DEFAULT_RULES: Rules = {
  ...DEFAULT_ROUND_CONFIG,
  unitIndicators: [...DEFAULT_ROUND_CONFIG.unitIndicators],
  officerIndicators: [...DEFAULT_ROUND_CONFIG.officerIndicators],
};

export const emptyUnit = (key: number): UnitDraft => ({
  key,
  code: `unit-${String(key).padStart(2, '0')}`,
  name: '',
  heldOn: '',
  pilot: false,
  leaderName: '',
  leaderEmail: '',
  headEmail: '',
  headAt: 0,
  officers: [{ name: '', post: '' }],
});

export const emptyDraft = (): PlanDraft => ({
  basis: [{ title: '', number: '', date: '' }],
  leaderName: '',
  leaderPost: '',
  leaderEmail: '',
  commissionName: '',
  commissionEmail: '',
  units: [emptyUnit(1)],
  rules: rulesDraft(DEFAULT_RULES),
});

/** A plan as it is read, to be edited. */
export const draftOf = ({ basis, leader, commission, units, rules }: Plan): PlanDraft => ({
  basis: basis.map(({ title, number, date }) => ({ title, number, date: date ?? '' })),
  leaderName: leader.name,
  leaderPost: leader.post,
  leaderEmail: leader.email,
  commissionName: commission.name,
  commissionEmail: commission.email,
  units: units.map((unit, index) => ({
    key: index + 1,
    code: unit.unit,
    name: unit.name,
    heldOn: unit.heldOn ?? '',
    pilot: unit.pilot,
    leaderName: unit.leader.name,
    leaderEmail: unit.leader.email,
    headEmail: unit.head.email,
    headAt: unit.officers.findIndex(({ name }) => name === unit.head.name),
    officers: unit.officers,
  })),
  rules: rulesDraft(rules),
});

const dayOf = (text: string): string | null => (text === '' ? null : text);
const email = (text: string): string => text.trim();

/** A line of the basis that was left empty is none. */
const basisOf = ({ basis }: PlanDraft): ChangedPlan['basis'] =>
  basis
    .filter(({ title, number, date }) => `${title}${number}${date}`.trim() !== '')
    .map(({ title, number, date }) => ({ title, number, date: dayOf(date) }));

const leaderOf = ({ leaderName, leaderPost, leaderEmail }: PlanDraft): ChangedPlan['leader'] => ({
  name: leaderName,
  post: leaderPost,
  email: email(leaderEmail),
});

const commissionOf = ({ commissionName, commissionEmail }: PlanDraft): ChangedPlan['commission'] => ({
  name: commissionName,
  email: email(commissionEmail),
});

/** An officer's line that was left empty is none. */
const namedOfficers = ({ officers, headAt }: UnitDraft) =>
  officers
    .map(({ name, post }, place) => ({ name, post, isHead: place === headAt }))
    .filter(({ name, post }) => `${name}${post}`.trim() !== '');

export const openingOf = (draft: PlanDraft, { round, name }: Pick<Opening, 'round' | 'name'>): Opening => ({
  round: round.trim(),
  name,
  basis: basisOf(draft),
  leader: leaderOf(draft),
  commission: commissionOf(draft),
  units: draft.units.map((unit) => ({
    unit: unit.code.trim(),
    name: unit.name,
    heldOn: dayOf(unit.heldOn),
    pilot: unit.pilot,
    leader: { name: unit.leaderName, email: email(unit.leaderEmail) },
    headEmail: email(unit.headEmail),
    officers: namedOfficers(unit),
  })),
  rules: rulesOf(draft.rules, DEFAULT_RULES),
});

export const changedPlanOf = (draft: PlanDraft, before: Rules): ChangedPlan => ({
  basis: basisOf(draft),
  leader: leaderOf(draft),
  commission: commissionOf(draft),
  units: draft.units.map((unit) => ({
    unit: unit.code,
    heldOn: dayOf(unit.heldOn),
    pilot: unit.pilot,
    leader: { name: unit.leaderName, email: email(unit.leaderEmail) },
    head: { name: unit.officers[unit.headAt]?.name ?? '', email: email(unit.headEmail) },
  })),
  rules: rulesOf(draft.rules, before),
});

/** One up or down in the order; at either end nothing. */
export function moved<T>(
  list: readonly T[],
  { from, by }: { readonly from: number; readonly by: -1 | 1 },
): readonly T[] {
  const [one, other] = [list[from], list[from + by]];
  if (one === undefined || other === undefined) return list;
  return list.map((each, place) => (place === from ? other : place === from + by ? one : each));
}
