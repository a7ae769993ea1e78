import type { MatrixRow } from './row.ts';

const at = (file: string) => (title: string) => ({ file, title });
const opening = at('test/integration/plan/opening.test.ts');
const changing = at('test/integration/plan/changing.test.ts');
const quotas = at('test/integration/delegates/quotas.test.ts');
const home = at('test/integration/plan/home.test.ts');
const stages = at('test/unit/plan/stages.test.ts');
const plans = at('test/unit/plan/round-plan.test.ts');

/** The round, its plan, the rules of a session, and the county's home. */
export const planMatrix: readonly MatrixRow[] = [
  {
    sentence: 'A session moves through them in order; each gate names what is missing and moves nothing when refused.',
    operations: ['getHome'],
    page: 'console: home · unit',
    test: stages('has not begun while delegates or reports are open'),
    refusal: changing('are not pinned by a freeze that is refused'),
  },
  {
    sentence:
      'Both lists are open-ended in the rule (等), so they are the county’s configuration, frozen into the ballot of the session.',
    operations: ['changePlan', 'freeze', 'listOfficers'],
    page: 'console: plan',
    test: changing('are the newest until it is frozen, and what the freeze puts on the ballot'),
    refusal: changing('that would make too long a ballot refuse the freeze, and nothing is written'),
  },
  {
    sentence: 'A county opens a round: basis (the documents it acts on)',
    operations: ['openRound', 'getPlan'],
    page: 'console: open',
    test: opening('keeps basis, responsibilities, dates and rules, and who opened it'),
    refusal: opening('a round opened twice is refused, and nothing is changed'),
  },
  {
    sentence: 'plan (units, order, dates, pilots first)',
    operations: ['openRound', 'changePlan'],
    page: 'console: open · plan',
    test: changing('makes a new version and says who changed what, when and why; the earlier one stays readable'),
    refusal: plans('only where something is wrong: pilots first, in their order and days'),
  },
  {
    sentence: 'plan (units, order, dates, pilots first)',
    operations: ['changePlan'],
    page: 'console: plan',
    test: changing('reorders the units for the home'),
    refusal: changing('of a version that somebody replaced meanwhile is refused, and nothing of either is lost'),
  },
  {
    sentence: "the unit's head as 第一责任人",
    operations: ['openRound', 'importRound', 'getPlan'],
    page: 'console: open · plan',
    test: opening('has the usual plan, the head that the file names, and reading keys'),
    refusal: plans('replace a head who is not an officer any more'),
  },
  {
    sentence: 'configuration (indicators, thresholds, deadlines, quotas) versioned and frozen into each session',
    operations: ['changePlan', 'freeze'],
    page: 'console: plan',
    test: changing('stay as they were frozen, whatever the plan says later'),
    refusal: plans('rules with %s are refused by the contract'),
  },
  {
    sentence: 'configuration (indicators, thresholds, deadlines, quotas) versioned and frozen into each session',
    operations: ['changePlan', 'getNomination', 'getScreening', 'proposeList', 'importRound', 'freeze'],
    page: 'console: plan · nomination · screening',
    test: quotas('stay as they were frozen: a change of the rules touches neither the session nor its freeze anew'),
    refusal: quotas('that add to 99 are refused, and no version is made'),
  },
  {
    sentence: "console's home shows all units × six stages: done, waiting for whom, what is missing, overdue",
    operations: ['getHome'],
    page: 'console: home',
    test: home('says whom it waits for and what is overdue, by the days of the plan and its rules'),
    refusal: home('of a round that there is not is refused'),
  },
  {
    sentence: "console's home shows all units × six stages: done, waiting for whom, what is missing, overdue",
    operations: ['getHome'],
    page: 'console: home',
    test: home('names the officers whose report is missing'),
    refusal: home('a unit’s clerk sees their own unit only'),
  },
];
