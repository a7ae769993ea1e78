import { type ListNumbers, whoLeft } from './delegates-teller.ts';
import type { MeetingState } from './meeting-state.ts';
import type { Progress } from './progress.ts';
import type { RoundConfig } from './round-config.ts';
import { addDays, workingDaysAfter } from './working-days.ts';

/** The six stages of a unit's 双述 (process.md), in their order. */
export const STAGES = ['opinions', 'delegates', 'reports', 'appraisal', 'rectification', 'outcomes'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * `not-started`: its turn has not come; `current`: under way; `waiting`: the next step lies with those named; `overdue`: it should
 * have been done by `dueOn`; `done`.
 */
export const STAGE_STATES = ['not-started', 'current', 'waiting', 'overdue', 'done'] as const;
export type StageState = (typeof STAGE_STATES)[number];

/** Who can be waited for. */
export const STAGE_ACTORS = [
  'unit-clerk',
  'inspection-office',
  'discipline-commission',
  'county-leader',
  'tellers',
] as const;
export type StageActor = (typeof STAGE_ACTORS)[number];

export const GAP_CODES = [
  'no-opinions',
  'opinions-not-collated',
  'nomination',
  'nomination-unsubmitted',
  'screening',
  'list-not-proposed',
  'list-not-approved',
  'invitations',
  'delegates-teller',
  'delegates-teller-left',
  'preparation',
  'acknowledgement',
  'officers',
  'reports',
  'date',
  'responsible',
  'freeze',
  'arming',
  'opening',
  'voting',
  'count',
  'signatures',
  'voided',
  'statement',
  'items',
  'items-to-decide',
  'items-open',
  'uses',
] as const;
export type GapCode = (typeof GAP_CODES)[number];

/** What is missing, who has to bring it, and by when. */
export interface Gap {
  readonly code: GapCode;
  readonly by: readonly StageActor[];
  /** How many are missing; `null` where it is one thing. */
  readonly count: number | null;
  /** Officers whose report is missing. */
  readonly names: readonly string[];
  readonly dueOn: string | null;
}

export interface StageStanding {
  readonly stage: Stage;
  readonly state: StageState;
  readonly missing: readonly Gap[];
  /** How far it is, where it can be counted. */
  readonly have: number | null;
  readonly of: number | null;
}

export interface UnitFacts {
  readonly officers: number;
  readonly delegates: number;
  readonly numbers: ListNumbers;
  /** The day of the meeting, YYYY-MM-DD; `null` before it is fixed. */
  readonly heldOn: string | null;
  /** The plan names the leader in charge, the county leader attached to the unit, and the unit's head. */
  readonly isResponsibilityNamed: boolean;
  readonly progress: Progress;
  /** Where the meeting stands and how many tellers have not signed the arming; `prepared` for one that was not frozen. */
  readonly meeting: { readonly state: MeetingState; readonly unsigned: number };
  readonly rules: RoundConfig;
  /** YYYY-MM-DD in Asia/Shanghai. */
  readonly today: string;
}

type Facts = UnitFacts;
type Particulars = { readonly count?: number; readonly names?: readonly string[]; readonly dueOn?: string | null };

const gap = (code: GapCode, by: readonly StageActor[], { count, names = [], dueOn = null }: Particulars = {}): Gap => ({
  code,
  by,
  count: count ?? null,
  names,
  dueOn,
});

const dueBefore = ({ heldOn }: Facts, days: number): string | null => (heldOn === null ? null : addDays(heldOn, -days));
const isOver = ({ meeting: { state } }: Facts): boolean => state === 'announced' || state === 'voided';
/** The gate lets nothing through that is not whole, so what comes before it is done once the meeting is frozen. */
const isPastTheGate = ({ meeting: { state } }: Facts): boolean => state !== 'prepared';

/** A step for the unit alone goes on; one that others have to take is waited for. */
const stateOf = (missing: readonly Gap[], begun: boolean, { today }: Facts): StageState => {
  const [first] = missing;
  if (first === undefined) return 'done';
  if (missing.some(({ dueOn }) => dueOn !== null && today > dueOn)) return 'overdue';
  if (!begun) return 'not-started';
  return first.by.every((actor) => actor === 'unit-clerk') ? 'current' : 'waiting';
};

interface Draft {
  readonly missing: readonly Gap[];
  readonly begun?: boolean;
  readonly have?: number | null;
  readonly of?: number | null;
}

const standing = (
  stage: Stage,
  { missing, begun = true, have = null, of = null }: Draft,
  facts: Facts,
): StageStanding => ({
  stage,
  state: stateOf(missing, begun, facts),
  missing,
  have,
  of,
});

/** Open until the meeting is over: then the inspection office says that everything that came in has been dealt with. */
function opinions(facts: Facts): StageStanding {
  const noted = facts.progress.opinions;
  const have = noted === undefined ? null : noted.questions + noted.suggestions;
  if (!isOver(facts)) {
    const missing = noted === undefined ? [gap('no-opinions', ['inspection-office'])] : [];
    return { stage: 'opinions', state: noted === undefined ? 'not-started' : 'current', missing, have, of: null };
  }
  // They are taken until the end of the meeting's day, so there is a working day to deal with the last of them.
  const dueOn = facts.heldOn === null ? null : workingDaysAfter(facts.heldOn, 1).day;
  const late = gap('opinions-not-collated', ['inspection-office'], { dueOn });
  return standing('opinions', { missing: noted?.isFinished === true ? [] : [late], have }, facts);
}

const OFFICES = ['inspection-office', 'discipline-commission'] as const;

/** An imported list is a proposal of the inspection office, unless the unit's own candidates have been handed in. */
const isImported = ({ delegates, progress: { nomination } }: Facts): boolean =>
  delegates > 0 && (nomination === undefined || (nomination.state === 'editing' && nomination.screenedBy.length === 0));

/** What stands between the unit and a frozen list. */
function listGaps(facts: Facts): readonly Gap[] {
  const { nomination, delegates } = facts.progress;
  const dueOn = dueBefore(facts, facts.rules.nominationDaysBefore);
  if (delegates !== undefined || nomination?.state === 'frozen') return [];
  const unapproved = gap('list-not-approved', ['discipline-commission'], { dueOn });
  if (isImported(facts)) return [unapproved];
  switch (nomination?.state) {
    case undefined:
      return [gap('nomination', ['unit-clerk'], { dueOn })];
    case 'editing':
      return [gap('nomination-unsubmitted', ['unit-clerk'], { dueOn })];
    case 'screening':
      return [
        gap(
          'screening',
          OFFICES.filter((each) => !nomination.screenedBy.includes(each)),
          { dueOn },
        ),
      ];
    case 'agreed':
      return [gap('list-not-proposed', OFFICES, { dueOn })];
    case 'proposed':
      return [unapproved];
  }
}

/** The unit's preparation report (事前汇报), which the discipline commission and the county leader acknowledge. */
function preparationGaps(facts: Facts): readonly Gap[] {
  const dueOn = dueBefore(facts, facts.rules.preparationDaysBefore);
  const { preparation } = facts.progress;
  if (preparation?.submitted !== true) return [gap('preparation', ['unit-clerk'], { dueOn })];
  const open = (['discipline-commission', 'county-leader'] as const).filter(
    (each) => !preparation.acknowledgedBy.includes(each),
  );
  return open.length === 0 ? [] : [gap('acknowledgement', open, { dueOn })];
}

/** The delegates' teller and the stand-in are named, and both on the list that is in force. */
function tellerGaps({ progress: { delegatesTeller }, numbers }: Facts, dueOn: string | null): readonly Gap[] {
  if (delegatesTeller === undefined) return [gap('delegates-teller', ['inspection-office'], { dueOn })];
  const left = whoLeft(delegatesTeller.chosen, numbers);
  return left.length === 0 ? [] : [gap('delegates-teller-left', ['inspection-office'], { dueOn })];
}

function delegates(facts: Facts): StageStanding {
  const { progress, rules } = facts;
  const count = progress.delegates?.count ?? facts.delegates;
  const have = count === 0 ? null : count;
  if (isPastTheGate(facts)) return standing('delegates', { missing: [], have }, facts);
  const list = listGaps(facts);
  if (list.length > 0)
    return standing('delegates', { missing: list, begun: progress.nomination !== undefined || count > 0, have }, facts);
  const dueOn = dueBefore(facts, rules.invitationsDaysBefore);
  const unsent = Math.max(0, count - (progress.invitations?.sent ?? 0));
  const missing = [
    ...(unsent === 0 ? [] : [gap('invitations', ['unit-clerk'], { count: unsent, dueOn })]),
    ...tellerGaps(facts, dueOn),
    ...preparationGaps(facts),
  ];
  return standing('delegates', { missing, have }, facts);
}

function reports(facts: Facts): StageStanding {
  const noted = facts.progress.reports;
  const of = noted?.officers ?? facts.officers;
  const open = noted?.missing.length ?? of;
  const dueOn = dueBefore(facts, facts.rules.reportsDaysBefore);
  if (isPastTheGate(facts)) return standing('reports', { missing: [], have: of, of }, facts);
  if (of === 0) return standing('reports', { missing: [gap('officers', ['inspection-office'])], begun: false }, facts);
  const missing =
    open === 0 ? [] : [gap('reports', ['unit-clerk'], { count: open, names: noted?.missing ?? [], dueOn })];
  return standing('reports', { missing, begun: noted !== undefined, have: of - open, of }, facts);
}

/** What the hall waits for; `null` once it is over. */
function hallGap({ meeting, heldOn }: Facts): Gap | null {
  const dueOn = heldOn;
  switch (meeting.state) {
    case 'prepared':
      return gap('freeze', ['inspection-office'], { dueOn });
    case 'frozen':
      return gap('arming', ['tellers'], { count: meeting.unsigned, dueOn });
    case 'armed':
      return gap('opening', ['tellers'], { dueOn });
    case 'voting':
    case 'closing':
      return gap('voting', ['tellers'], { dueOn });
    case 'closed':
      return gap('count', ['tellers'], { dueOn });
    case 'counted':
      return gap('signatures', ['tellers'], { dueOn });
    case 'voided':
      return gap('voided', ['inspection-office']);
    case 'announced':
      return null;
  }
}

/** What the plan owes a unit before its meeting. */
const planGaps = (facts: Facts): readonly Gap[] =>
  isPastTheGate(facts)
    ? []
    : [
        ...(facts.heldOn === null ? [gap('date', ['inspection-office'])] : []),
        ...(facts.isResponsibilityNamed ? [] : [gap('responsible', ['inspection-office'])]),
      ];

const IN_THE_HALL: readonly MeetingState[] = ['voting', 'closing'];

function appraisal(facts: Facts, before: readonly StageStanding[]): StageStanding {
  const hall = hallGap(facts);
  const missing = [...planGaps(facts), ...(hall === null ? [] : [hall])];
  const begun = isPastTheGate(facts) || before.every(({ stage, state }) => stage === 'opinions' || state === 'done');
  const drafted = standing('appraisal', { missing, begun }, facts);
  return IN_THE_HALL.includes(facts.meeting.state) && drafted.state === 'waiting'
    ? { ...drafted, state: 'current' }
    : drafted;
}

/** Whom replies wait for: the discipline commission or the county, and from the third reopening on the commission alone. */
function decisionGaps({ toDecide, toDecideByCommission }: NonNullable<Progress['rectification']>): readonly Gap[] {
  const either = toDecide - toDecideByCommission;
  return [
    ...(either > 0 ? [gap('items-to-decide', OFFICES, { count: either })] : []),
    ...(toDecideByCommission > 0
      ? [gap('items-to-decide', ['discipline-commission'], { count: toDecideByCommission })]
      : []),
  ];
}

/** What the unit has not replied to, or not well enough. */
function openGaps({ items, accepted, closed, toDecide, nextDueOn }: NonNullable<Progress['rectification']>) {
  const open = items - accepted - closed - toDecide;
  return open > 0 ? [gap('items-open', ['unit-clerk'], { count: open, dueOn: nextDueOn })] : [];
}

/** An item counts as put right once the discipline commission or the county accepted it; one they closed with a reason waits for nobody. */
function rectification(facts: Facts): StageStanding {
  const { floor, rectification: noted } = facts.progress;
  if (facts.meeting.state !== 'announced')
    return { stage: 'rectification', state: 'not-started', missing: [], have: null, of: null };
  const missing = [
    ...(noted === undefined ? [] : decisionGaps(noted)),
    ...(floor?.statementRecorded === true ? [] : [gap('statement', ['unit-clerk'])]),
    ...(noted === undefined ? [gap('items', ['inspection-office'])] : openGaps(noted)),
  ];
  return standing('rectification', { missing, have: noted?.accepted ?? null, of: noted?.items ?? null }, facts);
}

function outcomes(facts: Facts): StageStanding {
  if (facts.meeting.state !== 'announced')
    return { stage: 'outcomes', state: 'not-started', missing: [], have: null, of: null };
  const uses = facts.progress.outcomes?.uses ?? 0;
  const missing = uses === 0 ? [gap('uses', ['inspection-office'])] : [];
  return standing('outcomes', { missing, have: uses }, facts);
}

/** Where a unit stands in each of the six stages, whom it waits for, what is missing and what is overdue. */
export function stagesOf(facts: UnitFacts): readonly StageStanding[] {
  const before = [opinions(facts), delegates(facts), reports(facts)];
  return [...before, appraisal(facts, before), rectification(facts), outcomes(facts)];
}

/** Those waited for in a stage that is not yet to come, each once; nobody for a done one, which misses nothing. */
export const waitedFor = ({ state, missing }: Pick<StageStanding, 'state' | 'missing'>): readonly StageActor[] =>
  state === 'not-started' ? [] : STAGE_ACTORS.filter((actor) => missing.some(({ by }) => by.includes(actor)));
