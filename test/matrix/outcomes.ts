import type { MatrixRow, TestPlace } from './row.ts';

const outcomes = (title: string): TestPlace => ({ file: 'test/integration/outcomes/outcomes.test.ts', title });
const roundUp = (title: string): TestPlace => ({ file: 'test/integration/outcomes/round-up.test.ts', title });
const audit = (title: string): TestPlace => ({ file: 'test/integration/outcomes/audit-export.test.ts', title });
const retention = (title: string): TestPlace => ({ file: 'test/integration/outcomes/retention.test.ts', title });
const forgetting = (title: string): TestPlace => ({ file: 'test/integration/outcomes/forgetting.test.ts', title });
const refused = (title: string): TestPlace => ({ file: 'test/integration/bad-input/outcomes-rows.ts', title });
const UNIT_PAGE = 'console: outcomes';

/** Stage 6, and what goes with it: the audit log's export and the end of personal data. */
export const outcomesMatrix: readonly MatrixRow[] = [
  {
    sentence: 'Results per officer and unit, per round, compared over the years',
    operations: ['getResults'],
    page: UNIT_PAGE,
    test: outcomes('are matched by the unit and by the officers’ names, earliest first'),
    refusal: outcomes('are the own unit’s for its clerk; another unit’s clerk is refused'),
  },
  {
    sentence: 'Results per officer and unit, per round, compared over the years',
    operations: ['getResults'],
    page: UNIT_PAGE,
    test: outcomes(
      'withhold what the announcement withheld: an indicator with one to seven scores, and nobody’s category',
    ),
    refusal: outcomes('of an appraisal that was not valid come without figures'),
  },
  {
    sentence: 'recorded uses in awards and assessment',
    operations: ['recordUse', 'listUses'],
    page: UNIT_PAGE,
    test: outcomes('is recorded with who decided and why, is on the audit log, and counts as progress'),
    refusal: outcomes(
      'is refused before the announcement, of somebody who was not appraised, of a result that is not valid, and to the unit',
    ),
  },
  {
    sentence: 'recorded uses in awards and assessment',
    operations: ['recordUse'],
    page: UNIT_PAGE,
    test: outcomes('sent again is recorded once, and another day makes no other use of it'),
    refusal: refused('a use before the announcement'),
  },
  {
    sentence: 'whether a unit ran its 双述 well is itself assessed',
    operations: ['getAssessment'],
    page: UNIT_PAGE,
    test: outcomes('is the mean of the shares that have a basis, and shows each'),
    refusal: outcomes('is refused to another unit’s clerk'),
  },
  {
    sentence:
      'The county’s round-up is one page: units, officers, delegates, turnout, satisfaction, questions, suggestions, rectified',
    operations: ['getRoundUp'],
    page: 'console: round-up',
    test: roundUp('counts units, people, opinions and items, and takes its shares from announced results alone'),
    refusal: roundUp('of a round that nobody imported, or for a unit’s clerk, is refused'),
  },
  {
    sentence: 'for the source’s year 6, 29, 198, –, 97 % (formula unknown), 12, 15, –',
    operations: ['quoteFigures', 'getRoundUp'],
    page: 'console: round-up',
    test: roundUp('quotes what a source published beside its own figures, which stay as they are'),
    refusal: roundUp('a quotation over another’s is refused and keeps the other; the same again changes nothing'),
  },
  {
    sentence: 'County round-up on one page, on screen, XLSX, DOCX (GB/T 9704 look) and print',
    operations: ['createRoundUpDownload'],
    page: 'console: round-up',
    test: roundUp('as a document opens without repair, and has the page and the faces of an official one'),
    refusal: refused('a round-up in a format that there is not'),
  },
  {
    sentence: 'County round-up on one page, on screen, XLSX, DOCX (GB/T 9704 look) and print',
    operations: ['createRoundUpDownload'],
    page: 'console: round-up',
    test: roundUp(
      'as a workbook is one sheet on one page with formulas in words, under a Chinese name for five minutes',
    ),
    refusal: roundUp('a download is on the audit log before its address leaves: without the log there is none'),
  },
  {
    sentence: 'County round-up on one page, on screen, XLSX, DOCX (GB/T 9704 look) and print',
    operations: ['getRoundUp', 'createRoundUpDownload'],
    page: 'console: round-up',
    test: {
      file: 'test/journeys/console-round-up.test.ts',
      title: 'with 30 units of long names it still prints on one page, and each unit is on it',
    },
    refusal: {
      file: 'test/unit/outcomes/round-up-document.test.ts',
      title: 'of 1 to 30 units is one page of A4 by exact heights, whatever the names of round and source',
    },
  },
  {
    sentence:
      'the append-only, hash-chained log records every staff action with reason and can be exported and verified',
    operations: ['exportAudit'],
    page: 'console: audit',
    test: audit('is the whole log oldest first, ends with its own order, and checks against its hash'),
    refusal: audit('of a part that is not there, or by an office that the log is about, is refused and not on the log'),
  },
  {
    sentence:
      'its head hash is printed in the minutes at each announcement, since an operator could rewrite a whole chain',
    operations: ['recordIssuing', 'signResult', 'exportAudit'],
    page: 'console: unit: result.html',
    test: audit('is pinned with the figures of issuing, once: what is ordered later does not move it'),
    refusal: {
      file: 'test/unit/verify/audit-log.test.ts',
      title: 'rewritten from an entry on with new hashes is a chain again, and only the hash on paper shows it',
    },
  },
  {
    sentence: 'personal data of a round is deleted after a configurable time (default 12 months) while results stay',
    operations: ['retention'],
    page: null,
    test: retention('goes, and results, figures, categories and the audit log stay'),
    refusal: retention('stays while a meeting of its round is still to come, and until the very day'),
  },
  {
    sentence: 'personal data of a round is deleted after a configurable time (default 12 months) while results stay',
    operations: ['retention', 'forgetting'],
    page: null,
    test: forgetting(
      'go with the other personal data of their round; what was said, how it came, and what became of it stay',
    ),
    refusal: forgetting(
      'stay until the day: no session is marked before, and forgetting without a mark changes nothing',
    ),
  },
  {
    sentence:
      'by the notification port (e-mail through SES in AWS, a file and the console in the embedded run; further channels by adapter)',
    operations: ['escalation'],
    page: null,
    test: {
      file: 'test/unit/outcomes/ses-notifier.test.ts',
      title: 'goes from the county’s sender to the one address, as text in UTF-8',
    },
    refusal: {
      file: 'test/unit/outcomes/ses-notifier.test.ts',
      title: 'that SES refuses for good says so, without the address that SES puts into its message',
    },
  },
];
