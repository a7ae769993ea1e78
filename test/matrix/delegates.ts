import type { MatrixRow } from './row.ts';

const at = (file: string) => (title: string) => ({ file, title });
const nominating = at('test/integration/delegates/nominating.test.ts');
const screening = at('test/integration/delegates/screening.test.ts');
const lists = at('test/integration/delegates/lists.test.ts');
const journey = at('test/journeys/console-nomination.test.ts');
const invitingJourney = at('test/journeys/console-invitations.test.ts');
const rule = at('test/unit/process/seats.test.ts');
const nomination = at('test/unit/delegates/nomination.test.ts');

const NOMINATES =
  'The unit nominates at least twice the seats, in each category, from a file (xlsx, or csv in UTF-8 or GB18030).';
const SCREENS =
  'County inspection office and discipline commission screen jointly: each marks on its own, both must agree, the choice and reasons are kept.';
const COMPOSITION =
  'The chosen list must have ≥ 30 delegates; ≥ 80 % market entities, ≥ 5 % consumers or society, ≥ 5 % discipline inspection, ≥ 10 % deputies or supervisors.';
const FLOORS =
  'The four shares add to 100 %, so rounding up would refuse the rule’s own minimum of 30: a category is satisfied at floor(share × N), and at one seat at least (30 → 24+1+1+3; 33 = 198/6 → 26+1+1+3).';
const FREEZES =
  'The list goes back to the unit and freezes: a later change is a new version both offices approve, and no one is removed after check-in.';

/** Stage 2 up to the frozen list: nomination, screening, versions of the list, observers. */
export const delegatesMatrix: readonly MatrixRow[] = [
  {
    sentence: NOMINATES,
    operations: ['saveNomination', 'getNomination', 'submitNomination'],
    page: 'console: nomination',
    test: journey('an empty nomination says of each category how many are missing, live while it is typed'),
    refusal: nominating('below twice the seats it is refused, naming of each category how many are missing'),
  },
  {
    sentence: NOMINATES,
    operations: ['importNomination'],
    page: 'console: nomination',
    test: journey('corrected it is read, and what is still missing can be pasted from a spreadsheet'),
    refusal: nominating('defects are named by row and column, and nothing is taken'),
  },
  {
    sentence: NOMINATES,
    operations: ['saveNomination', 'importNomination'],
    page: 'console: nomination',
    test: nominating('a file comes in the place of the list or after it, as chosen'),
    refusal: nominating('one phone in two categories is refused by its row, and nothing is written'),
  },
  {
    sentence: NOMINATES,
    operations: ['saveNomination'],
    page: 'console: nomination',
    test: journey('what somebody else saved meanwhile is shown beside one’s own, and nothing of either is lost'),
    refusal: nominating('two clerks on one list: the second is told by whom, and nothing of the first is lost'),
  },
  {
    sentence: SCREENS,
    operations: ['getScreening', 'markCandidates', 'finishScreening'],
    page: 'console: screening',
    test: screening('no answer tells one office anything the other marked before both have finished'),
    refusal: screening('somebody who marked for one office is refused for the other, whatever role they carry now'),
  },
  {
    sentence: SCREENS,
    operations: ['getScreening', 'markCandidates', 'finishScreening'],
    page: 'console: screening',
    test: screening(
      'once both have finished, each sees the other’s marks and reasons, and nothing can be marked any more',
    ),
    refusal: screening('unfit without a reason is refused, and of the whole request nothing is written'),
  },
  {
    sentence: SCREENS,
    operations: ['proposeList'],
    page: 'console: screening',
    test: journey('the inspection office chooses by the rule of seats and proposes'),
    refusal: lists('nobody is listed whom one office found unfit, or before both are done'),
  },
  {
    sentence: SCREENS,
    operations: ['importRound', 'approveList', 'registerCards', 'freeze'],
    page: 'console: import · screening',
    test: invitingJourney(
      'the discipline commission reads the list that came with the file and approves it; only then are there cards',
    ),
    refusal: lists(
      'an imported list is a proposal of whoever imported: without the commission’s approval no card is made and nothing frozen',
    ),
  },
  {
    sentence: COMPOSITION,
    operations: ['proposeList'],
    page: 'console: screening',
    test: lists(
      'proposed by one office and approved by the other it is the session’s, freezes, and is what the freeze and the cards use',
    ),
    refusal: lists('a choice below the rule of seats is refused, naming what is missing of each category'),
  },
  {
    sentence: FLOORS,
    operations: ['proposeList', 'submitNomination'],
    page: 'console: nomination · screening',
    test: nomination('33 delegates need 52 + 2 + 2 + 6, and 66 in all, since the floors add to less'),
    refusal: rule('29 delegates are too few, measured against the seats of 30'),
  },
  {
    sentence: FREEZES,
    operations: ['approveList', 'listVersions'],
    page: 'console: screening · nomination',
    test: journey('the discipline commission approves; the list is frozen and printed, and the unit sees it'),
    refusal: lists('whoever proposed it cannot approve it, nor can anybody who worked for the inspection office'),
  },
  {
    sentence: FREEZES,
    operations: ['proposeList', 'approveList', 'listVersions'],
    page: 'console: screening',
    test: lists(
      'is a new version that both approve; who stays keeps the number, who comes gets a new one, who goes loses the card',
    ),
    refusal: lists(
      'nobody who has checked in or holds a paper ballot is removed, and nothing of the change is written',
    ),
  },
  {
    sentence: FREEZES,
    operations: ['getNomination', 'saveNomination'],
    page: 'console: nomination',
    test: journey('handed in after a question, it is closed to the unit, and its phones are masked'),
    refusal: nominating('once it is in, nothing is edited and the phones are masked for the unit itself'),
  },
  {
    sentence: FREEZES,
    operations: ['setObservers', 'listObservers'],
    page: 'console: nomination',
    test: lists('are kept apart and counted in no figure of delegates'),
    refusal: lists('a stale list is refused, the same again writes nothing, and only unit and inspection office write'),
  },
];
