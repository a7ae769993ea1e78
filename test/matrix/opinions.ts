import type { MatrixRow } from './row.ts';

const LEAVING = 'test/integration/opinions/leaving.test.ts';
const COLLATING = 'test/integration/opinions/collating.test.ts';
const UNIT = 'test/integration/opinions/what-a-unit-sees.test.ts';
const NIGHT = 'test/integration/opinions/night.test.ts';
const PAGE = 'test/journeys/opinion-page.test.ts';
const CONSOLE = 'test/journeys/console-collation.test.ts';
const TAKING_OVER = 'test/integration/rectification/taking-over.test.ts';
const test = (file: string, title: string) => ({ file, title });

/** Stage 1: opinions, before and at the meeting. */
export const opinionsMatrix: readonly MatrixRow[] = [
  {
    sentence: 'Before the meeting (door to door, seminars, by QR) and during it.',
    operations: ['openOpinionPage', 'getOpinionForm', 'leaveOpinion'],
    page: 'opinion',
    test: test(LEAVING, 'is open during the meeting, and until the end of the day of the announcement'),
    refusal: test(PAGE, 'says plainly when the code is not complete, or opens nothing'),
  },
  {
    sentence: 'Before the meeting (door to door, seminars, by QR) and during it.',
    operations: ['recordOpinion'],
    page: 'console: collation',
    test: test(LEAVING, 'is recorded with its way, by the unit’s clerk too, and the log says nothing of it'),
    refusal: test(LEAVING, 'is refused %s, and nothing is kept'),
  },
  {
    sentence: 'Anonymous by default, named by choice.',
    operations: ['leaveOpinion'],
    page: 'opinion',
    test: test(LEAVING, 'keeps the words, the day and the hash of the receipt, and nothing of who or when'),
    refusal: test(LEAVING, 'logs a fault of leaving without a reference, so that no line joins a phone'),
  },
  {
    sentence: 'Anonymous by default, named by choice.',
    operations: ['leaveOpinion'],
    page: 'opinion',
    test: test(PAGE, 'sends a name only when its owner chose to give it'),
    refusal: test(PAGE, 'asks for no name, says why that is so, and what is still missing'),
  },
  {
    sentence: 'Anonymous by default, named by choice.',
    operations: ['createPhotoUpload', 'leaveOpinion', 'shuffle'],
    page: 'opinion',
    test: test(NIGHT, 'gives every photo another name, keeps its bytes, and leaves nothing of how it arrived'),
    refusal: test(LEAVING, 'are refused with %s, and the opinion is not kept'),
  },
  {
    sentence:
      'Staff sort them (question / suggestion, topic, to which officer or unit) into collated wording; the unit never sees the raw text of an anonymous one, since style identifies.',
    operations: ['listOpinions', 'collate', 'changeCollated', 'getCollated', 'listCollated', 'discardOpinion'],
    page: 'console: collation',
    test: test(COLLATING, 'merges several opinions into one entry in new words, and each opinion knows its entry'),
    refusal: test(UNIT, 'gets no word of what people wrote, no day, no receipt and no photo that was not released'),
  },
  {
    sentence:
      'Staff sort them (question / suggestion, topic, to which officer or unit) into collated wording; the unit never sees the raw text of an anonymous one, since style identifies.',
    operations: ['finishCollation'],
    page: 'console: collation · home',
    test: test(
      COLLATING,
      'says that nothing is left, once nothing can come any more; asked again it is the same, and collating undoes it',
    ),
    refusal: test(
      COLLATING,
      'is refused while opinions are taken, and while one is neither collated nor set aside; nothing changes',
    ),
  },
  {
    sentence:
      'Staff sort them (question / suggestion, topic, to which officer or unit) into collated wording; the unit never sees the raw text of an anonymous one, since style identifies.',
    operations: ['releasePhoto', 'openReleasedPhoto', 'openPhoto'],
    page: 'console: collation',
    test: test(NIGHT, 'is seen by the unit from then on, and was not before'),
    refusal: test(
      NIGHT,
      'is not released before the night rewrote it, nor with another entry, nor by a name that is not there',
    ),
  },
  {
    sentence: 'Each leaves its author a receipt.',
    operations: ['leaveOpinion'],
    page: 'opinion',
    test: test(PAGE, 'shows the receipt until its owner has kept it, and leaves nothing of it on the phone then'),
    refusal: test(LEAVING, 'refuses other words under a receipt that has arrived, and keeps the first'),
  },
  {
    sentence: 'Each leaves its author a receipt.',
    operations: ['recordOpinion'],
    page: 'console: collation',
    test: test(
      CONSOLE,
      'the unit’s clerk sees the list and no word of anybody, and records what was heard, with a slip for its author',
    ),
    refusal: test(LEAVING, 'is found by its receipt, and by no other'),
  },
  {
    sentence: 'Each leaves its author a receipt.',
    operations: ['takeOverReceipt'],
    page: 'opinion: an author’s receipt',
    test: test(TAKING_OVER, 'once: from then on the new one opens what the old one opened, and the old one nothing'),
    refusal: test(TAKING_OVER, 'after another did: is refused, told whom to turn to, and nothing changes'),
  },
  {
    sentence: 'Each leaves its author a receipt.',
    operations: ['recordOpinion', 'takeOverReceipt', 'followOpinion'],
    page: 'opinion: an author’s receipt',
    test: test(
      CONSOLE,
      'the author scans the slip, makes it a receipt that the clerk does not know, and the slip opens nothing any more',
    ),
    refusal: test(TAKING_OVER, 'rated before: the word stays, and neither the same nor another counts again'),
  },
];
