import type { MatrixRow } from './row.ts';

const TESTS = 'test/integration/floor/floor.test.ts';
const test = (title: string) => ({ file: TESTS, title });
const journey = (title: string) => ({ file: 'test/journeys/console-statement.test.ts', title });

/** Stage 3 at the meeting, and the statement of stage 5. */
export const floorMatrix: readonly MatrixRow[] = [
  {
    sentence: 'At the meeting: report, then exchange (交流评议): questions put on record with the answer given.',
    operations: ['setAgenda', 'moveAgenda', 'getMeeting'],
    page: 'console: floor · hall · vote',
    test: test('begins as the usual one, is rewritten, and moves; hall and phones show the item that is on'),
    refusal: test(
      'refuses whoever saw an older one, an item that is not there, and a clerk of another unit; nothing is written',
    ),
  },
  {
    sentence: 'At the meeting: report, then exchange (交流评议): questions put on record with the answer given.',
    operations: ['putQuestion', 'callQuestion', 'recordAnswer', 'setQuestionAside', 'getFloor'],
    page: 'console: floor · hall',
    test: test('are put, called, answered and corrected; a repeated request is the same question'),
    refusal: test(
      'keep their record from whoever comes late: an answer that was corrected, and a call of what was answered',
    ),
  },
  {
    sentence: 'At the meeting: report, then exchange (交流评议): questions put on record with the answer given.',
    operations: ['putQuestion'],
    page: 'console: floor',
    test: test('put by two people at once are two, with two numbers'),
    refusal: test('that came from a phone are worded by the inspection office, never by the unit'),
  },
  {
    sentence: "The head's statement is recorded.",
    operations: ['createStatementUpload', 'recordStatement'],
    page: 'console: floor',
    test: test(
      'is recorded after the announcement with a recording that came whole; a correction keeps the earlier version',
    ),
    refusal: test(
      'is refused before the announcement, over another’s version, and with a recording that is missing, cut or no sound',
    ),
  },
  {
    sentence: "The head's statement is recorded.",
    operations: ['createStatementUpload', 'recordStatement', 'openReading'],
    page: 'console: floor · read',
    test: journey('the words are corrected and the recording stays; a delegate reads and hears it on a phone'),
    refusal: journey('a file that is not the recording its name says is refused, and what is typed stays'),
  },
];
