import type { MatrixRow } from './row.ts';

const at = (file: string) => (title: string) => ({ file, title });
const items = at('test/integration/rectification/items.test.ts');
const authors = at('test/integration/rectification/authors.test.ts');
const night = at('test/integration/rectification/ratings-night.test.ts');
const evidence = at('test/integration/rectification/evidence.test.ts');
const escalation = at('test/integration/rectification/escalation.test.ts');
const lowScores = at('test/integration/rectification/low-scores.test.ts');
const days = at('test/unit/rectification/working-days.test.ts');

const BECOME =
  'Opinions, questions and low scores become items: responsible person, measure, deadline (default 5 working days to a first reply), evidence, reply.';
const ACCEPT = 'The discipline commission or county, never the unit itself, accepts an item as done.';
const RATE =
  'Delegates see every item of their session; an item’s author rates the reply (满意 / 基本满意 / 不满意) and 不满意 reopens it.';
const ESCALATE = 'Overdue items escalate: unit head → county leader in charge → discipline commission.';

const CONSOLE = 'console: rectification';
const AUTHOR = 'opinion: an author’s receipt';

/** Stage 5, but the statement. */
export const rectificationMatrix: readonly MatrixRow[] = [
  {
    sentence: BECOME,
    operations: ['proposeItems', 'confirmItem'],
    page: CONSOLE,
    test: items(
      'a collated opinion is proposed, a person confirms it, and the first reply is due five working days on',
    ),
    refusal: items('the unit neither sees proposals nor confirms'),
  },
  {
    sentence: BECOME,
    operations: ['proposeItems', 'confirmItem'],
    page: CONSOLE,
    test: items('a question on record is proposed, and with it the opinion that it stands for'),
    refusal: items('what is not there becomes nothing'),
  },
  {
    sentence: BECOME,
    operations: ['confirmItem'],
    page: CONSOLE,
    test: items('an entry that is reworded in the same moment is read anew, and becomes the item once'),
    refusal: items('an entry that is withdrawn in the same moment becomes nothing, and the number stays free'),
  },
  {
    sentence: BECOME,
    operations: ['proposeItems', 'confirmItem'],
    page: CONSOLE,
    test: lowScores('indicators below the rule’s score are proposed, and become an item when a person confirms'),
    refusal: lowScores('what the result withholds proposes nothing, and cannot be confirmed'),
  },
  {
    sentence: BECOME,
    operations: ['confirmItem'],
    page: CONSOLE,
    test: items('of two who confirm at once there is one item'),
    refusal: items('a confirmation sent again is the same item; another wording or a part of it is refused'),
  },
  {
    sentence: BECOME,
    operations: ['replyToItem', 'returnItem', 'acceptItem', 'confirmItem'],
    page: CONSOLE,
    test: items(
      'and more of it than an item holds is refused, and there is room for the decision and for every rating',
    ),
    refusal: items('more opinions than may rate one item are several items'),
  },
  {
    sentence: BECOME,
    operations: ['setMeasure'],
    page: CONSOLE,
    test: items('names who, how and by when'),
    refusal: items('with a deadline on a day off is refused, and the next working day is named'),
  },
  {
    sentence: BECOME,
    operations: ['setMeasure'],
    page: CONSOLE,
    test: items('later than the rule holds once the discipline commission sets it'),
    refusal: items(
      'later than the rule is asked for by the unit however often, and granted by nobody but the commission',
    ),
  },
  {
    sentence: BECOME,
    operations: ['confirmItem', 'setMeasure'],
    page: CONSOLE,
    test: days('the day that is counted to is worked, and exactly so many worked days lie up to it'),
    refusal: days(
      'a year whose notice is not on file leaves out weekends alone, and the answer says that it is not known',
    ),
  },
  {
    sentence: BECOME,
    operations: ['createEvidenceUpload', 'confirmEvidence', 'createEvidenceDownload'],
    page: CONSOLE,
    test: evidence('is announced, sent to its signed address, checked, goes with the reply, and is read by staff'),
    refusal: evidence('that is not what it claims to be is refused and does not stay in the storage'),
  },
  {
    sentence: BECOME,
    operations: ['createEvidenceUpload', 'confirmEvidence'],
    page: CONSOLE,
    test: evidence(
      'whose sending was interrupted is asked for again under the same name, and is no evidence before it arrived',
    ),
    refusal: evidence('over its kind’s limit, or under a name of another kind, is refused before a byte is sent'),
  },
  {
    sentence: BECOME,
    operations: ['confirmEvidence', 'createEvidenceDownload'],
    page: CONSOLE,
    test: evidence(
      'written over after it was checked changes nothing of what is read: its address lives on, and leads nowhere',
    ),
    refusal: evidence(
      'written over between the check and the copy is looked at anew, and what is something else is refused',
    ),
  },
  {
    sentence: BECOME,
    operations: ['replyToItem'],
    page: CONSOLE,
    test: items('sent twice is one reply; another one over it is refused'),
    refusal: items('is refused before there is a measure'),
  },
  {
    sentence: BECOME,
    operations: ['setMeasure'],
    page: CONSOLE,
    test: items('names who, how and by when'),
    refusal: items('of another unit is nobody’s business'),
  },
  {
    sentence: BECOME,
    operations: ['listItems', 'getItem'],
    page: CONSOLE,
    test: items('a page of items is one Query, and the figures of all are one read more'),
    refusal: items('a session or an item that there is not is named so'),
  },
  {
    sentence: ACCEPT,
    operations: ['acceptItem'],
    page: CONSOLE,
    test: items('%s accepts'),
    refusal: items('the unit itself never does, nor whoever wrote the reply under another role'),
  },
  {
    sentence: ACCEPT,
    operations: ['returnItem'],
    page: CONSOLE,
    test: items('a reply sent back has a reason, and a new deadline begins'),
    refusal: items('nothing is accepted that was not replied to, nor a reply that is not the one seen'),
  },
  {
    sentence: ACCEPT,
    operations: ['closeItem'],
    page: CONSOLE,
    test: items('closed without a fix is another word than fixed, and its author reads why'),
    refusal: items('the unit closes nothing, nor does whoever replied, nor does anybody over a newer item'),
  },
  {
    sentence: RATE,
    operations: ['followOpinion'],
    page: AUTHOR,
    test: authors('from its arrival over the collated list to the item, its reply and its end'),
    refusal: authors(
      'with a receipt that nobody has, of another session, or cut short, learns nothing; the work is the same',
    ),
  },
  {
    sentence: RATE,
    operations: ['rateReply'],
    page: AUTHOR,
    test: authors('and sees their word at once, and what comes of it after the night'),
    refusal: authors('once; the same again changes nothing, another word is refused and the first stays'),
  },
  {
    sentence: RATE,
    operations: ['rateReply', 'ratings'],
    page: AUTHOR,
    test: night('counts every author’s word on one item, and one 不满意 among them reopens it for all'),
    refusal: night('nothing of Meetings or Registry changes; the opinion and one waiting item do'),
  },
  {
    sentence: RATE,
    operations: ['rateReply', 'ratings'],
    page: AUTHOR,
    test: night('a third reopening goes to the discipline commission, which alone decides then'),
    refusal: authors('with the receipt of another opinion is refused, and nothing is written'),
  },
  {
    sentence: RATE,
    operations: ['ratings'],
    page: null,
    test: night('counts in an order that chance alone decides, not that of the keys'),
    refusal: night('stopped between counting a rating and deleting what waited, counts it once when it runs again'),
  },
  {
    sentence: RATE,
    operations: ['followOpinion', 'rateReply', 'ratings'],
    page: AUTHOR,
    test: {
      file: 'test/journeys/opinion-to-reopening.test.ts',
      title: 'from the poster’s code to 不满意, and after the night the item stands open again before the commission',
    },
    refusal: authors('that was not given yet is refused, and nothing is written'),
  },
  {
    sentence: ESCALATE,
    operations: ['escalation'],
    page: null,
    test: escalation('over the days: the unit’s head, the county leader, the discipline commission, each exactly once'),
    refusal: escalation('run twice, or three at once, it tells each level once'),
  },
  {
    sentence: ESCALATE,
    operations: ['escalation', 'listNotices'],
    page: CONSOLE,
    test: escalation('is read in the console by those it is for'),
    refusal: escalation('a reply in between stops it, and a reopening counts its days anew'),
  },
];
