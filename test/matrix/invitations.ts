import type { MatrixRow } from './row.ts';

const at = (file: string) => (title: string) => ({ file, title });
const letters = at('test/integration/invitations/letters.test.ts');
const teller = at('test/integration/invitations/delegates-teller.test.ts');
const left = at('test/integration/invitations/teller-left.test.ts');
const preparation = at('test/integration/invitations/preparation.test.ts');
const gates = at('test/integration/invitations/gates.test.ts');
const lot = at('test/unit/invitations/lot.test.ts');
const cards = at('test/integration/registry/cards-and-freeze.test.ts');
const journey = at('test/journeys/console-invitations.test.ts');

const THE_GATE = gates('a round that was only imported is told every gate, and all its officers by name');
const ONLY_OWN = letters('are the unit’s own: another unit’s clerk, and roles without business there, are refused');

/** Stage 2 after the list is settled: letters, replies, the delegates' teller, the preparation; and the gates before the freeze. */
export const invitationsMatrix: readonly MatrixRow[] = [
  {
    sentence: 'A session moves through them in order; each gate names what is missing and moves nothing when refused.',
    operations: ['freeze'],
    page: 'console: unit',
    test: gates('let a meeting through that lacks nothing'),
    refusal: THE_GATE,
  },
  {
    sentence:
      'The unit sends written invitations (邀请函), one to each, on A4, with the three 明确 (why 为何述, to whom 向谁述, how 怎么述), time, place, and the session’s reading QR (reports, questions, opinions; the same for every delegate, identifies nobody, draws nothing).',
    operations: ['getInvitations', 'saveVenue'],
    page: 'console: invitations',
    test: journey(
      '33 letters print in one run, a page each, with a QR that is the same for all and opens the reading page',
    ),
    refusal: journey('the clerk is told what is missing of time and place, fills it in, and it is kept'),
  },
  {
    sentence: "with the three 明确, time, place, directions, the session's reading QR",
    operations: ['saveVenue', 'getInvitations'],
    page: 'console: invitations',
    test: letters('are saved by the unit; every letter carries them, and the one reading address of the session'),
    refusal: letters('changed by two clerks: the second is told, the first one’s stay'),
  },
  {
    sentence: "Sent-status, reply (comes / can't / offers to be the delegates' teller)",
    operations: ['markSent', 'recordReply'],
    page: 'console: invitations',
    test: letters('are noted with who and how, counted, and told to the county’s home'),
    refusal: letters('of a delegate who is not on the list, or before there is a place, change nothing'),
  },
  {
    sentence: 'Names and phones are seen only by those who need them; phones are masked in lists',
    operations: ['getInvitations'],
    page: 'console: invitations',
    test: letters('are saved by the unit; every letter carries them, and the one reading address of the session'),
    refusal: ONLY_OWN,
  },
  {
    sentence: 'attendance list for signing',
    operations: ['recordAttendance'],
    page: 'console: invitations',
    test: letters('is recorded on the day, observers apart, corrected, and told to the county’s home'),
    refusal: letters('never has more delegates than the list, and none before the day'),
  },
  {
    sentence:
      'The voting card with the delegate’s own code is printed, folded and handed out by the inspection office, never by the unit that is scored: whoever holds the codes could vote.',
    operations: ['registerCards'],
    page: 'console: cards',
    test: at('test/journeys/console-preparation.test.ts')(
      '33 cards print on 11 sheets of A4, with codes that a phone reads and the registry knows',
    ),
    refusal: cards('no unit role can register one'),
  },
  {
    sentence:
      'The office’s browser makes the codes and sends their hashes only; printing again makes a new code and kills the old one.',
    operations: ['registerCards'],
    page: 'console: cards',
    test: cards('printing again makes the new code live and the old one dead'),
    refusal: cards('what stands against one card refuses them all, and nothing is written'),
  },
  {
    sentence:
      'The unit reports its preparation to the discipline commission and the responsible county leader (事前汇报); without both acknowledgements, no meeting.',
    operations: ['submitPreparation', 'acknowledgePreparation', 'getPreparation', 'freeze'],
    page: 'console: preparation',
    test: preparation('is handed in by the unit and acknowledged by both, each their own'),
    refusal: gates('without both acknowledgements of the present preparation there is no meeting'),
  },
  {
    sentence:
      'Preparation report of the unit to discipline commission and county leader, acknowledged by both before the session can be armed.',
    operations: ['acknowledgePreparation', 'freeze'],
    page: 'console: preparation',
    test: preparation('changed, is acknowledged anew by both; the one they had acknowledged is kept'),
    refusal: preparation('is neither acknowledged by the unit or the inspection office, nor handed in by anybody else'),
  },
  {
    sentence: 'Four-eyes where the process says so is enforced by identity.',
    operations: ['acknowledgePreparation'],
    page: 'console: preparation',
    test: journey(
      'the discipline commission and the county’s leader read it and acknowledge it, each with their own account',
    ),
    refusal: preparation('with one person in both roles is acknowledged once'),
  },
  {
    sentence: 'the delegates’ teller and a stand-in are named by reply or lot before the day, the choice on record',
    operations: ['nameDelegatesTeller'],
    page: 'console: invitations',
    test: teller('is named by reply: one who offered, with another who comes; the choice is on record'),
    refusal: teller('is named before the day, and by the inspection office alone'),
  },
  {
    sentence: "The delegates' teller and a stand-in are named by reply or lot before the day, the choice on record.",
    operations: ['nameDelegatesTeller'],
    page: 'console: invitations',
    test: teller('is drawn by lot among those who offered, and anyone finds the same two from the record'),
    refusal: teller('is not drawn before the replies are in, nor before there is a day'),
  },
  {
    sentence: "The delegates' teller and a stand-in are named by reply or lot before the day, the choice on record.",
    operations: ['approveList', 'nameDelegatesTeller', 'freeze'],
    page: 'console: invitations',
    test: left('that leaves both on it asks for nobody anew'),
    refusal: left('without the %s stops the freeze by name, until two are named anew'),
  },
  {
    sentence: "The delegates' teller and a stand-in are named by reply or lot before the day, the choice on record.",
    operations: ['nameDelegatesTeller'],
    page: null,
    test: lot('every pair comes up equally often over a whole run of seeds'),
    refusal: lot('a seed from the uneven rest at the end is drawn anew, the one before it counts'),
  },
  {
    sentence: 'Missing reports block the gate by name.',
    operations: ['freeze'],
    page: 'console: unit',
    test: gates('a report that is missing blocks by the officer’s name'),
    refusal: gates(
      'a report withdrawn while somebody freezes blocks at the last moment, and the refused freeze holds no rules fast',
    ),
  },
];
