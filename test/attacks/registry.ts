import type { Attack } from './attack.ts';
import { boardAttack } from './board.ts';
import { chosenBallot } from './chosen-ballot.ts';
import { copiedBallot } from './copied-ballot.ts';
import { doubleDrawing } from './double-drawing.ts';
import { encodings } from './encodings.ts';
import { faultySigning } from './faulty-signing.ts';
import { foreignPages } from './foreign-pages.ts';
import { joinedHalves } from './joined-halves.ts';
import { leakingCode } from './leaking-code.ts';
import { lengths } from './lengths.ts';
import { lostAnswer } from './lost-answer.ts';
import { maliciousKeys } from './malicious-keys.ts';
import { oneReceipt } from './one-receipt.ts';
import { opinionTime } from './opinion-time.ts';
import { orderOfArrival } from './order-of-arrival.ts';
import { otherSession } from './other-session.ts';
import { photos } from './photos.ts';
import { readingPhone } from './reading-phone.ts';
import { signatureForms } from './signature-forms.ts';
import { spendingByLooking } from './spending-by-looking.ts';
import { splitView } from './split-view.ts';
import { tellerKeys } from './teller-keys.ts';
import { timingLink } from './timing-link.ts';
import { twoFacedBallotAttack } from './two-faced-ballot.ts';

/** Every attack by its number, which is its place in docs/threat-model.md and never another's. */
export const ATTACKS: ReadonlyMap<number, Attack> = new Map([
  [1, timingLink],
  [2, splitView],
  [3, maliciousKeys],
  [4, signatureForms],
  [5, faultySigning],
  [6, otherSession],
  [7, doubleDrawing],
  [8, lostAnswer],
  [9, copiedBallot],
  [10, encodings],
  [11, tellerKeys],
  [12, chosenBallot],
  [13, lengths],
  [14, oneReceipt],
  [15, boardAttack],
  [16, spendingByLooking],
  [17, leakingCode],
  [18, foreignPages],
  [19, joinedHalves],
  [20, orderOfArrival],
  [21, opinionTime],
  [22, photos],
  [23, readingPhone],
  [24, twoFacedBallotAttack],
]);
