import type { MatrixRow } from './row.ts';

const REPORTS = 'test/integration/reports/reports.test.ts';
const READING = 'test/integration/reports/reading.test.ts';
const JOURNEY = 'test/journeys/report-reading.test.ts';
const WORD_FILE = 'test/unit/reports/word-file.test.ts';
const at = (file: string) => (title: string) => ({ file, title });
const reports = at(REPORTS);
const reading = at(READING);
const journey = at(JOURNEY);

const FIVE_PARTS =
  'Each officer’s written report in five parts (lawful duty and protection of rights; serving the local economy; efficiency and attitude; clean enforcement and the prohibitions; problems and measures), readable by delegates from the invitation on.';

/** Stage 3 before the meeting: the officers' reports, and the page on which delegates read. */
export const reportsMatrix: readonly MatrixRow[] = [
  {
    sentence: FIVE_PARTS,
    operations: ['saveReport', 'getReport', 'listReports'],
    page: 'console: reports',
    test: reports('a draft is kept and counted, and read back as it was written'),
    refusal: reports('more characters than a part takes are refused by the part, and nothing is written'),
  },
  {
    sentence: FIVE_PARTS,
    operations: ['saveReport', 'getReport'],
    page: 'console: reports',
    test: journey('of two clerks the second sees both versions side by side, and merges them'),
    refusal: reports('of two clerks the second is told who saved, and what the first wrote stays'),
  },
  {
    sentence: FIVE_PARTS,
    operations: ['submitReport'],
    page: 'console: reports',
    test: reports('puts it on record, and the gate knows who is missing, by name'),
    refusal: reports('is refused by the names of the parts that are empty'),
  },
  {
    sentence: FIVE_PARTS,
    operations: ['openReading', 'getReadingReport'],
    page: 'read',
    test: journey('a delegate scans the invitation’s code and reads it on a phone'),
    refusal: reading('another session’s key, or none of any, opens nothing'),
  },
  {
    sentence: FIVE_PARTS,
    operations: ['withdrawReport', 'getReadingReport'],
    page: 'console: reports · read',
    test: reports('takes it from the delegates, names it missing again, and keeps the text and the reason'),
    refusal: reports('a freeze that comes between leaves the report on record as it was'),
  },
  {
    sentence: 'written in the console (autosave, word count, paste from Word cleaned)',
    operations: ['saveReport'],
    page: 'console: reports',
    test: journey('what is typed saves itself, is counted, and is there after a reload'),
    refusal: journey('without a network it says so, keeps what is typed, and saves when there is one'),
  },
  {
    sentence: 'written in the console (autosave, word count, paste from Word cleaned)',
    operations: ['saveReport'],
    page: 'console: reports',
    test: journey('what is pasted from a word processor comes in as plain paragraphs'),
    refusal: { because: 'whatever is pasted becomes plain text; there is nothing left to refuse' },
  },
  {
    sentence: 'or from a DOCX',
    operations: ['readReportFile'],
    page: 'console: reports',
    test: journey('a Word file is shown before it replaces anything, and can be undone'),
    refusal: at(WORD_FILE)('refuses %s'),
  },
  {
    sentence: 'readable on the phone by delegates from the invitation on and on record after',
    operations: ['getReadingReport'],
    page: 'read',
    test: reading('is there once it is submitted, and still there when the meeting is over'),
    refusal: reading('is not there as a draft, nor when it was withdrawn'),
  },
  {
    sentence: 'readable on the phone by delegates from the invitation on and on record after',
    operations: ['saveReport', 'submitReport', 'withdrawReport'],
    page: 'console: reports',
    test: reports('the audit log has the digest of what was submitted, and none of its words'),
    refusal: reports('stay as they are: nothing is saved, submitted or withdrawn'),
  },
  {
    sentence:
      'time, place, and the session’s reading QR (reports, questions, opinions; the same for every delegate, identifies nobody, draws nothing)',
    operations: ['openReading'],
    page: 'read',
    test: reading('says unit, time, place and which reports can be read, without a name of any reader'),
    refusal: reading('reading writes nothing at all'),
  },
  {
    sentence: 'Delegates see every item of their session',
    operations: ['openReading', 'listReadingItems'],
    page: 'read',
    test: reading('has questions with their answers, and what is put right, after the meeting too'),
    refusal: reading('another session’s key, or none of any, opens nothing'),
  },
  {
    sentence: 'Missing reports block the gate by name.',
    operations: ['listReports', 'freeze'],
    page: 'console: reports',
    test: reports('all officers at once leave nobody missing'),
    refusal: at('test/integration/invitations/gates.test.ts')('a report that is missing blocks by the officer’s name'),
  },
];
