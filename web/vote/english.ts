import type { EnglishWords } from './texts.ts';

/** The voting page in English: built into a file of its own, `english.json`, which few phones ever fetch. */
export const ENGLISH: EnglishWords = {
  pageTitle: 'Appraisal ballot',
  noEnglish: 'English did not arrive. Check the network and press again.',
  opening: 'Opening …',
  offline: 'No network; trying again by itself. Your scores are on this phone and will not be lost.',
  desk: 'Please go to the desk; staff will help you.',
  takePaper: 'Please take a paper ballot at the desk. It counts just the same.',

  cannotTitle: 'This phone cannot be used',
  cannotCrypto: 'Its browser is too old to keep your ballot secret.',
  cannotStorage: 'Its browser keeps nothing (private mode, or no space left); a ballot could get lost half way.',

  noCardTitle: 'Scan your voting card',
  noCard: 'Scan the QR code on your voting card with WeChat.',
  noCardOther: 'Or scan the QR code on the big screen first, then type the code on your card.',
  badLinkTitle: 'The QR code is not complete',
  badLink: 'Scan the QR code on your voting card or on the big screen again.',

  codeTitle: 'Type the code on your voting card',
  codeLabel: '16 characters',
  codeHelp: 'Capitals, spaces and hyphens do not matter.',
  codeMistyped: 'This is not right: a code has 16 letters and digits. Compare it with your card.',
  codeGo: 'Go on',

  preparingTitle: 'Checking the meeting',
  preparing: 'This takes a few seconds.',
  notArmedTitle: 'Check-in has not started',
  notArmed: 'Please wait. This page goes on by itself; there is no need to reload.',

  compareTitle: 'Is it the same on the big screen?',
  compareHelp: 'Compare the check code on the big screen with these 12 digits.',
  checkCode: 'Check code',
  same: 'The same',
  different: 'Not the same',
  differentTitle: 'Do not vote yet',
  differentHelp: 'Show this phone to a teller at the desk. It may have opened the ballot of something else.',
  compareAgain: 'Compare again',

  drawingTitle: 'Checking in',
  drawing: 'One moment.',
  attempts: 'The network is weak; attempt {0}.',

  waitingTitle: 'You are checked in',
  waiting: 'Wait for the chair to open the voting. This page then turns into your ballot.',
  now: 'Now at the meeting: ',
  waitingKeep: 'You may put the phone down. If you close the page, scan your card again to come back.',
  hallSame: 'Compared with the big screen: the same.',

  timeLeft: 'Voting closes in',
  voting: 'Voting is open',

  howTitle: 'How to score',
  howCount: '{0} to appraise, {1} items in all, one at a time.',
  howScale: '0 is the lowest, 10 the highest.',
  howUnknown: `If you do not know, press "Don't know"; it counts in no average.`,
  howSecret: 'Secret: nobody can tell which ballot is yours, staff included.',
  howAuto: 'After a tap, the next item comes by itself after a moment.',
  howManual: 'After a tap, press "Next item" to go on.',
  start: 'Start',
  manual: 'Next item by hand',

  unitPost: 'the unit',
  position: '{0} of {1}',
  itemNumber: 'Item {0} of {1}',
  strip: 'Items of this one',
  notScored: 'no score',
  unknown: "Don't know",
  scored: 'Scored {0}',
  scoredUnknown: `Marked "Don't know"`,
  points: '{0}',
  padLabel: 'Score, 0 to 10',
  back: 'Back',
  backPerson: 'Previous',
  skip: 'Skip',
  next: 'Next item',

  personTitle: 'Please check the scores',
  change: 'Change',
  give: 'Score',
  nextPerson: 'Next one',
  toReview: 'Check everything',
  backToReview: 'Done',

  reviewTitle: 'Check before you hand in',
  gaps: '{0} without a score',
  gapsHelp: `Every item needs a score or "Don't know" before you can hand in.`,
  noGaps: 'Every item is scored.',
  submit: 'Hand in',

  confirmTitle: 'Hand in now?',
  confirmHelp: 'It cannot be changed afterwards, and this phone no longer shows the scores.',
  confirm: 'Yes, put it into the box',
  confirmBack: 'Look again',

  sendingTitle: 'Putting your ballot into the box',
  sending: 'Please do not close the page. If you do, it goes on when you open it; it never counts twice.',

  inBoxTitle: 'Your ballot is in the box',
  inBox: 'Thank you. The scores are deleted from this phone; nobody can tell which ballot is yours.',
  receipt: 'Receipt',
  receiptHelp:
    "When the box is closed, this phone looks for your ballot by itself. Keep this page, or scan the big screen's QR code later.",
  receiptPrivate:
    'Show the receipt to nobody, and send no picture of it: with it, someone who has the sealed ballots can look up your scores.',
  boardWaiting: 'The box is not closed yet.',
  boardRefused: 'The list of the box did not pass the check; trying again. If this stays, tell a teller.',

  foundTitle: 'Your ballot is in the box',
  found: 'The box is closed, and the list the tellers signed has your ballot. All done; you may leave this page.',
  announced: 'The result is announced.',
  seeResult: 'See the result, and check it',

  missingTitle: 'Your ballot is not on the list!',
  missing:
    'It was put into the box, but the list of the closed box lacks it. Show this page to a teller now; do not close it.',
  missingProof: 'Slip signed by the box',
  lookAgain: 'Look again',
  notSentTitle: 'Your ballot came too late',
  notSent: 'It did not reach the box before the close (no network). It is not in the box and does not count.',

  unsureTitle: 'Voting has closed',
  unsure: 'Waiting for the list of the box, to see whether your ballot made it. Please do not close the page.',

  closedTitle: 'Voting has closed',
  closed: 'You did not hand in a ballot; it is too late now.',
  voidedTitle: 'This vote is void',
  voided: 'Listen to the chair. Reason: ',

  refusedTitle: 'We cannot go on',
  tryAgain: 'Try again',
  typeAgain: 'Type the code again',
  refusals: {
    'wrong-session': 'This is not the ballot of this meeting. Do not vote.',
    'manifest-invalid': 'The ballot is not complete, or was altered. Do not vote.',
    'arming-invalid': 'The three tellers have not confirmed this ballot. Do not vote.',
    'card-key-differs': 'The ballot does not belong to your card. Do not vote.',
    'hall-differs': "This phone's ballot is not the one on the big screen. Do not vote; show the phone to a teller.",
    'blind-signature-invalid': 'The answer to your check-in did not pass the check.',
    'prepared-anew':
      'The ballot was prepared anew after you checked in; the one on this phone is void. Two tellers can issue another.',
    'storage-lost': 'The phone cannot keep anything; it may be full. Close the page and scan your card again.',
  },
};
