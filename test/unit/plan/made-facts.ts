import type { Progress } from '../../../shared/process/progress.ts';
import { DEFAULT_ROUND_CONFIG } from '../../../shared/process/round-config.ts';
import { type Stage, type StageStanding, stagesOf, type UnitFacts } from '../../../shared/process/stages.ts';

/** A unit of a round that was just opened. */
export const facts = (more: Partial<UnitFacts> = {}): UnitFacts => ({
  officers: 5,
  delegates: 0,
  numbers: { list: 'nominated', removed: [] },
  heldOn: '2031-03-31',
  isResponsibilityNamed: true,
  progress: {},
  meeting: { state: 'prepared', unsigned: 3 },
  rules: DEFAULT_ROUND_CONFIG,
  today: '2031-03-01',
  ...more,
});

export const stageOf = (stage: Stage, given: UnitFacts): StageStanding => {
  const found = stagesOf(given).find((each) => each.stage === stage);
  if (found === undefined) throw new Error(`no stage ${stage}`);
  return found;
};

export const nomination = (
  state: NonNullable<Progress['nomination']>['state'],
  screenedBy: NonNullable<Progress['nomination']>['screenedBy'] = [],
): Progress => ({ nomination: { candidates: 60, state, screenedBy } });

/** All that is asked for before the meeting. */
export const READY: Progress = {
  delegates: { count: 33, version: 1 },
  invitations: { sent: 33, coming: 0, declined: 0, attended: null },
  delegatesTeller: { by: 'lot', chosen: { teller: 4, standIn: 9, list: 'nominated' } },
  preparation: { submitted: true, acknowledgedBy: ['discipline-commission', 'county-leader'] },
  reports: { officers: 5, missing: [] },
};

export const announced = { state: 'announced', unsigned: 0 } as const;

/** Seven items: five accepted, two open. */
export const ITEMS: NonNullable<Progress['rectification']> = {
  ...{ items: 7, accepted: 5, closed: 0, toDecide: 0, toDecideByCommission: 0, reopened: 1 },
  ...{ repliesDue: 7, repliesInTime: 6, nextDueOn: '2031-04-10' },
};
export const SPOKEN = { questions: 2, answered: 2, statementRecorded: true };
