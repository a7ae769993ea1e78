import type { MatrixRow, TestPlace } from './row.ts';

const casting = (title: string): TestPlace => ({ file: 'test/integration/ballot/casting.test.ts', title });
const counting = (title: string): TestPlace => ({ file: 'test/integration/ballot/counting.test.ts', title });
const announcing = (title: string): TestPlace => ({ file: 'test/integration/ballot/announcing.test.ts', title });
const cards = (title: string): TestPlace => ({ file: 'test/integration/registry/cards-and-freeze.test.ts', title });
const drawing = (title: string): TestPlace => ({ file: 'test/integration/registry/drawing.test.ts', title });
const form = (title: string): TestPlace => ({ file: 'test/unit/process/ballot-form.test.ts', title });
const preparing = (title: string): TestPlace => ({ file: 'test/journeys/console-preparation.test.ts', title });
const hall = (title: string): TestPlace => ({ file: 'test/journeys/hall-screen.test.ts', title });

const NAMES_WHAT_IS_MISSING = 'refused, it names what is missing in the reader’s language and moves nothing';

/** Stage 4, the voting cards of stage 2, and the order of the stages. */
export const appraisalMatrix: readonly MatrixRow[] = [
  {
    sentence: 'A session moves through them in order; each gate names what is missing and moves nothing when refused.',
    operations: ['freeze', 'signArming', 'openVoting', 'closeBoard', 'countBallots', 'signResult'],
    page: 'console: unit · teller',
    test: cards('makes the manifest from the lists, the keys and the tellers'),
    refusal: cards(NAMES_WHAT_IS_MISSING),
  },
  {
    sentence:
      'The voting card with the delegate’s own code is printed, folded and handed out by the inspection office, never by the unit that is scored',
    operations: ['registerCards'],
    page: 'console: cards',
    test: preparing('33 cards print on 11 sheets of A4, with codes that a phone reads and the registry knows'),
    refusal: cards('no unit role can register one'),
  },
  {
    sentence: 'The office’s browser makes the codes and sends their hashes only',
    operations: ['registerCards'],
    page: 'console: cards',
    test: preparing('no code is in storage, in a request or on the screen; clearing takes them from the page'),
    refusal: cards('what stands against one card refuses them all, and nothing is written'),
  },
  {
    sentence: 'printing again makes a new code and kills the old one',
    operations: ['registerCards', 'checkIn'],
    page: 'console: cards',
    test: cards('printing again makes the new code live and the old one dead'),
    refusal: drawing('what cannot be drawn is refused by name, and nothing is written'),
  },
  {
    sentence: 'Scores by secret ballot (无记名打分).',
    operations: ['checkIn', 'castBallot'],
    page: 'vote',
    test: casting(
      'a ballot is cast: its receipt is its hash, signed by the box key, and the box holds the ballot alone',
    ),
    refusal: casting('another ballot under the same token is refused, and the first stays'),
  },
  {
    sentence: 'The unit on 3 indicators: 依法履行职能, 服务经济发展, 政风行风建设.',
    operations: ['freeze'],
    page: 'vote',
    test: form('a ballot asks the unit on three indicators, then each officer on six, as the rule lists them'),
    refusal: form('a ballot whose ids are ambiguous, or which asks nothing, cannot be made'),
  },
  {
    sentence: 'Each officer on 6: 履行职责, 行为规范, 服务态度, 办事效率, 工作业绩, 廉洁自律.',
    operations: ['freeze'],
    page: 'vote',
    test: form('a ballot asks the unit on three indicators, then each officer on six, as the rule lists them'),
    refusal: casting('a ballot of another length is malformed'),
  },
  {
    sentence:
      'Both lists are open-ended in the rule (等), so they are the county’s configuration, frozen into the ballot of the session.',
    operations: ['changePlan', 'freeze'],
    page: 'console: plan',
    test: form("a county's own indicators replace the default ones"),
    refusal: cards('two people pressing at once give one freeze and one refusal'),
  },
  {
    sentence: 'A score is an integer 0–10, or 不了解 (no opinion, counted in no average).',
    operations: ['castBallot', 'countBallots'],
    page: 'vote',
    test: {
      file: 'test/unit/process/tally.test.ts',
      title: 'any meeting is counted as the plain counter in this folder counts it',
    },
    refusal: {
      file: 'test/unit/process/appraisal.test.ts',
      title: 'a score is a whole number from 0 to 10, or no opinion',
    },
  },
  {
    sentence: 'Three tellers open the box and count',
    operations: ['releaseShares', 'countBallots'],
    page: 'teller',
    test: counting(
      'two whole sets count the box, electronic and paper ballots alike; the order of names is without effect',
    ),
    refusal: counting('one set, or the same one twice, or one that is not in, opens nothing'),
  },
  {
    sentence:
      'paper ballots from those who want paper go into the same tally by double entry (two tellers type each independently, differences are resolved by the third)',
    operations: ['enterPaper', 'settlePaper'],
    page: 'teller',
    test: counting('the third teller settles what differs, and what both typed alike stays'),
    refusal: counting('nobody settles their own entry, nor what does not differ'),
  },
  {
    sentence: 'Announced on the spot, on the hall’s screen.',
    operations: ['signResult', 'getResult'],
    page: 'hall',
    test: hall('announces: every subject with grade, score, satisfaction and distribution, the sums, and who signed'),
    refusal: announcing('with two objections nothing is announced, and two tellers void the meeting'),
  },
];
